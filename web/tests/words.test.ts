import { expect, it } from "vitest";
import en from "../src/words/en.json";
import ja from "../src/words/ja.json";
import { say } from "../src/words/words";

it("has every word in both languages", () => {
  expect(Object.keys(en)).toEqual(Object.keys(ja));
});

it("puts facts in their place and chooses between one and several", () => {
  expect(say("{n} {n|source|sources}", { n: 1 })).toBe("1 source");
  expect(say("{n} {n|source|sources}", { n: 12_000 })).toBe("12,000 sources");
  expect(say("「{title}」を削除", { title: "{n}" })).toBe("「{n}」を削除");
  expect(say("{missing}")).toBe("{missing}");
});
