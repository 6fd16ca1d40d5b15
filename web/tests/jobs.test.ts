import { describe, expect, it } from "vitest";
import type { JobLog } from "../src/api/types";
import { doing, figures, showsBar } from "../src/rooms/jobs/doing";
import { filtersFrom, jobsPath, paramsFrom } from "../src/rooms/jobs/filters";
import { Heard } from "../src/rooms/jobs/Heard";
import { LogReader } from "../src/rooms/jobs/LogReader";
import { digest, readable } from "../src/rooms/jobs/readable";
import { lookOf, mayCancel, mayRetry, ranMs } from "../src/rooms/jobs/states";
import { countWords, grafted, holds, stepCounts } from "../src/rooms/jobs/tree";
import { roughSpan, span } from "../src/ui/span";
import { moment } from "../src/ui/when";
import en from "../src/words/en.json";
import ja from "../src/words/ja.json";
import { wordsOf } from "../src/words/words";
import { job, tree } from "./jobsFor";

const inJapanese = wordsOf(ja);
const inEnglish = wordsOf(en);

describe("filters", () => {
  it("stand in the address and come back from it", () => {
    const filters = { state: ["running", "failed"] as const, queue: "back-chat", task: " learning. " };
    const params = paramsFrom(filters);
    expect(params.toString()).toBe("state=running&state=failed&queue=back-chat&task=learning.");
    expect(filtersFrom(params)).toEqual({ ...filters, task: "learning." });
    expect(filtersFrom(new URLSearchParams("state=gone&state=done")).state).toEqual(["done"]);
    expect(jobsPath({ queue: "modules" })).toBe("/admin/jobs?queue=modules");
  });
});

describe("a job", () => {
  it("says that it asks, or stops, rather than that it waits or runs", () => {
    expect(lookOf(job("1", { state: "waiting", waits_for: "person" })).word).toBe("job.asking");
    expect(lookOf(job("1", { state: "waiting", waits_for: "time" })).word).toBe("job.waiting");
    expect(lookOf(job("1", { state: "running", cancelling: true })).word).toBe("job.cancelling");
  });

  it("can be cancelled while it is open, and run again once it went wrong", () => {
    const may = (state: "queued" | "done" | "failed") => [
      mayCancel(job("1", { state })),
      mayRetry(job("1", { state })),
    ];
    expect([may("queued"), may("done"), may("failed")]).toEqual([
      [true, false],
      [false, false],
      [false, true],
    ]);
    expect(mayCancel(job("1", { state: "running", cancelling: true }))).toBe(false);
  });

  it("has run until now or until its end, and not before it began", () => {
    const started_at = "2026-11-20T10:00:00Z";
    const now = Date.parse("2026-11-20T10:01:00Z");
    expect(ranMs(job("1"), now)).toBeNull();
    expect(ranMs(job("1", { state: "queued", started_at }), now)).toBeNull();
    expect(ranMs(job("1", { state: "running", started_at }), now)).toBe(60_000);
    expect(ranMs(job("1", { state: "done", started_at, ended_at: "2026-11-20T10:00:02Z" }), now)).toBe(2000);
  });

  it("says what it waits for, and why it failed", () => {
    const error = { code: "internal", message: "止まりました", trace_id: null };
    const says = (other: Parameters<typeof job>[1]) => doing(job("1", other), inJapanese, "ja");
    expect(says({ state: "failed", error })).toBe("止まりました");
    expect(says({ state: "running", note: "変換しています", error })).toBe("変換しています");
    expect(says({ state: "waiting", waits_for: "children" })).toBe("手順が終わるのを待っています");
    const due_at = new Date().toISOString();
    expect(says({ state: "waiting", waits_for: "time", due_at })).toMatch(/^今日 .*に再開します$/);
    expect(says({ state: "waiting", waits_for: "time", due_at, error })).toMatch(/にやり直します$/);
    const question = { step: "colour", text: "何色ですか", uncertain: false };
    expect(says({ state: "waiting", waits_for: "person", question })).toBe("何色ですか");
    expect(says({ state: "done", note: "終わり" })).toBeNull();
  });

  it("shows a bar only while there is a way to go, figures also afterwards", () => {
    expect(showsBar(job("1", { state: "running", total: 9 }))).toBe(true);
    expect(showsBar(job("1", { state: "running", total: 0 }))).toBe(false);
    expect(showsBar(job("1", { state: "failed", total: 9 }))).toBe(false);
    expect(figures(job("1", { done: 1200, total: 4000 }), inEnglish)).toBe("1,200 / 4,000");
    expect(figures(job("1", { done: 12 }), inJapanese)).toBe("12件");
    expect(figures(job("1"), inEnglish)).toBeNull();
  });
});

describe("a tree of steps", () => {
  const whole = tree("1", [tree("2", [tree("3", [], { state: "failed" })], { state: "done" }), tree("4")]);

  it("takes a job in at its place, however deep, and stays itself for a stranger", () => {
    const after = grafted(whole, job("3", { state: "done", parent_id: "2" }));
    expect(after.steps[0]?.steps[0]?.state).toBe("done");
    expect(after.steps[1]).toBe(whole.steps[1]);
    expect(grafted(whole, job("9"))).toBe(whole);
    expect(grafted(whole, job("1", { state: "running" })).steps).toBe(whole.steps);
    expect([holds(whole, "3"), holds(whole, "9")]).toEqual([true, false]);
  });

  it("counts its steps all the way down, in words", () => {
    expect(stepCounts(whole)).toEqual({ done: 1, failed: 1, queued: 1 });
    expect(countWords(stepCounts(whole), inJapanese)).toBe("待機中 1件、完了 1件、失敗 1件");
  });
});

it("forgets old news, not new ones", () => {
  const heard = new Heard();
  heard.take([job("1", { state: "done" })]);
  heard.take(Array.from({ length: 500 }, (_, i) => job(`other-${i}`)));
  expect(heard.over(job("1"), 0).state).toBe("queued");
  heard.take([job("2", { state: "done" })]);
  expect(heard.over(job("2"), 0).state).toBe("done");
  expect(heard.over(job("2"), heard.mark()).state).toBe("queued");
});

describe("a log", () => {
  const lines = (from: number, to: number): JobLog["lines"] =>
    Array.from({ length: to - from + 1 }, (_, i) => ({
      number: from + i,
      at: "2026-11-20T10:00:00Z",
      level: "info",
      message: `line ${from + i}`,
    }));

  it("is read page by page to its end, and on from there", async () => {
    const asked: number[] = [];
    let last = 700;
    const reader = new LogReader(async (after, limit) => {
      asked.push(after);
      return { lines: lines(after + 1, Math.min(last, after + limit)) };
    });
    await reader.read();
    last = 702;
    await Promise.all([reader.read(), reader.read()]);
    expect(asked).toEqual([0, 500, 700]);
    expect(reader.shown.lines.at(-1)?.message).toBe("line 702");
  });

  it("keeps what was read when more cannot be read", async () => {
    let away = false;
    const reader = new LogReader(async (after) => {
      if (away) throw new Error("away");
      return { lines: after === 0 ? lines(1, 2) : [] };
    });
    await reader.read();
    away = true;
    await reader.read();
    expect(reader.shown.lines).toHaveLength(2);
    expect(reader.shown.trouble?.message).toBe("away");
    away = false;
    await reader.read();
    expect(reader.shown.trouble).toBeNull();
  });
});

describe("values", () => {
  it("are read as names and values, short lists, and rows of one kind", () => {
    const rows = [
      { path: "/a", reason: "404" },
      { path: "/b", reason: "robots" },
    ];
    expect(readable({ n: 1, tags: ["a", "b"], rows, none: null, odd: [{ a: 1 }, { b: 2 }] })).toEqual({
      kind: "group",
      entries: [
        ["n", { kind: "plain", value: 1 }],
        ["tags", { kind: "list", items: ["a", "b"] }],
        [
          "rows",
          {
            kind: "table",
            names: ["path", "reason"],
            rows: [
              ["/a", "404"],
              ["/b", "robots"],
            ],
          },
        ],
        ["none", { kind: "plain", value: null }],
        [
          "odd",
          {
            kind: "group",
            entries: [
              ["1", { kind: "group", entries: [["a", { kind: "plain", value: 1 }]] }],
              ["2", { kind: "group", entries: [["b", { kind: "plain", value: 2 }]] }],
            ],
          },
        ],
      ],
    });
  });

  it("are told apart by their texts, or else by their figures", () => {
    expect(digest({ path: "/guide", n: 3, empty: "", nested: { a: 1 } })).toBe("/guide");
    expect(digest({ n: 3, m: 4, flag: true })).toBe("3 · 4");
    expect(digest({ text: "長".repeat(80) })).toHaveLength(60);
    expect(digest({})).toBe("");
  });
});

describe("time", () => {
  it("is told no finer than one cares to know", () => {
    const spans = [0, 450, 12_900, 200_000, 7_500_000, 273_600_000];
    expect(spans.map((ms) => span(ms, inJapanese))).toEqual([
      "0秒",
      "0.4秒",
      "12秒",
      "3分20秒",
      "2時間5分",
      "3日4時間",
    ]);
    expect([1000, 61_000, 7_500_000, 90_000_000].map((ms) => roughSpan(ms, inEnglish))).toEqual([
      "1 second",
      "1 minute",
      "2 hours",
      "1 day",
    ]);
  });

  it("is near or far", () => {
    const now = new Date(2026, 10, 20, 12, 0);
    const at = (...parts: [number, number, number, number, number]) =>
      moment(new Date(...parts).getTime(), "ja", now);
    expect(at(2026, 10, 20, 3, 40)).toBe("今日 3:40");
    expect(at(2026, 10, 21, 0, 0)).toBe("明日 0:00");
    expect(at(2026, 10, 19, 23, 59)).toBe("昨日 23:59");
    expect(at(2026, 10, 23, 9, 0)).toBe("11/23(月) 9:00");
    expect(at(2026, 9, 1, 9, 0)).toBe("10/1 9:00");
    expect(at(2027, 0, 1, 9, 0)).toBe("2027/1/1 9:00");
    expect(moment(now.getTime() + 86_400_000, "en", now)).toBe("tomorrow 12:00");
  });
});
