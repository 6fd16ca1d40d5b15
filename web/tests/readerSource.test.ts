import { expect, test } from "vitest";
import { emptyDraft, faultsIn, wishOf } from "../src/rooms/learning/draft";
import { isCrawled, kinds } from "../src/rooms/learning/states";

const draft = { ...emptyDraft, kind: "reader" as const, starts: "wiki" };

test("what was typed for a reader is sent as it is meant, and what was left empty is not", () => {
  const given = {
    space: " garden ",
    title: "  ",
    depth: 3,
    none: Number.NaN,
    on: false,
    pages: ["a ", "", "b"],
  };
  const wish = wishOf({ ...draft, arguments: given }, []);
  expect(wish.starts).toEqual(["wiki"]);
  expect(wish.options.arguments).toEqual({ space: "garden", depth: 3, on: false, pages: ["a", "b"] });
});

test("a reader has to be chosen, and its name is taken for no address", () => {
  expect(faultsIn({ ...draft, starts: "" }, [], (key) => key).starts).toBe("learn.bad.noReader");
  expect(faultsIn(draft, [], (key) => key)).toEqual({});
});

test("only pages of the web are sent with what only they have", () => {
  expect(kinds.filter((kind) => !isCrawled(kind))).toEqual(["folder", "upload", "reader"]);
});

test("whether personal data is taken out is sent for every kind of source", () => {
  for (const kind of kinds) {
    const masks = [true, false].map((hide) => wishOf({ ...draft, kind, hide }, ["f"]).options.mask);
    expect(masks).toEqual(["hide", "keep"]);
  }
});
