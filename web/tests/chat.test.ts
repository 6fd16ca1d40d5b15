import { describe, expect, it } from "vitest";
import type { Message } from "../src/api/types";
import { before, titleFrom, upTo, withMessage } from "../src/rooms/chat/branch";
import { Enter } from "../src/rooms/chat/Enter";
import { countCharacters, fits } from "../src/rooms/chat/field";
import { LiveAnswer } from "../src/rooms/chat/LiveAnswer";
import { dayGroup } from "../src/ui/when";

function message(id: string, parent: string | null): Message {
  return {
    id,
    session_id: "s",
    role: "user",
    content: id,
    parts: [],
    status: "done",
    language: null,
    confidence: null,
    created_at: "2026-01-01T00:00:00Z",
    parent_id: parent,
    siblings: [id],
    problem: null,
    stream_id: null,
  };
}
const ids = (branch: readonly Message[] | null) => branch?.map((one) => one.id);

describe("a branch", () => {
  const branch = [message("q1", null), message("a1", "q1"), message("q2", "a1")];

  it("goes on behind the parent of what is new", () => {
    expect(ids(withMessage(branch, message("a2", "q2")))).toEqual(["q1", "a1", "q2", "a2"]);
    expect(ids(withMessage(branch, message("b1", "q1")))).toEqual(["q1", "b1"]);
    expect(ids(withMessage(branch, message("p1", null)))).toEqual(["p1"]);
    expect(withMessage(branch, message("x", "elsewhere"))).toBeNull();
  });

  it("takes the finished answer in place of the one that was shown", () => {
    expect(withMessage(branch, { ...message("a1", "q1"), content: "完成" })?.[1]?.content).toBe("完成");
  });

  it("ends where one asks", () => {
    expect(ids(upTo(branch, "a1"))).toEqual(["q1", "a1"]);
    expect(ids(before(branch, "a1"))).toEqual(["q1"]);
  });
});

it("keeps the order of a stream: nothing twice, nothing left out", () => {
  const live = new LiveAnswer("s", "m");
  expect([1, 2, 2, 4, 3, 4].map((seq) => live.accept(seq))).toEqual([
    "next",
    "next",
    "seen",
    "gap",
    "next",
    "next",
  ]);
});

describe("Enter", () => {
  const press = { key: "Enter", shiftKey: false, isComposing: false, keyCode: 13, timeStamp: 1000 };

  it("sends, unless Shift is held or a conversion is under way", () => {
    const enter = new Enter();
    expect(enter.sends(press)).toBe(true);
    expect(enter.sends({ ...press, shiftKey: true })).toBe(false);
    expect(enter.sends({ ...press, isComposing: true })).toBe(false);
    expect(enter.sends({ ...press, keyCode: 229 })).toBe(false);
    enter.compositionStarted();
    expect(enter.sends(press)).toBe(false);
  });

  it("does not send with the stroke that ended a conversion, in Safari's order", () => {
    const enter = new Enter();
    enter.compositionStarted();
    enter.compositionEnded(995);
    expect(enter.sends(press)).toBe(false);
    expect(enter.sends({ ...press, timeStamp: 1300 })).toBe(true);
  });
});

it("counts characters, not halves of them", () => {
  expect(countCharacters("𠮷".repeat(20_000))).toBe(20_000);
  expect(fits("あ".repeat(32_000))).toBe(true);
  expect(fits("あ".repeat(32_001))).toBe(false);
  expect(fits(" \n ")).toBe(false);
});

it("makes a title of the first line", () => {
  expect(titleFrom("\n## 解約の**手続き**\n詳しく")).toBe("解約の手続き");
  expect(Array.from(titleFrom("長".repeat(80)))).toHaveLength(40);
});

it("groups by the reader's calendar days", () => {
  const now = new Date(2026, 4, 10, 1, 0);
  const at = (day: number, hour: number) => new Date(2026, 4, day, hour).toISOString();
  expect(dayGroup(at(10, 0), now)).toBe("today");
  expect(dayGroup(at(9, 23), now)).toBe("yesterday");
  expect(dayGroup(at(4, 12), now)).toBe("week");
  expect(dayGroup(at(3, 12), now)).toBe("earlier");
});
