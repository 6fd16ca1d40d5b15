import { expect, test } from "vitest";
import { placeWords, wayWords } from "../src/rooms/knowledge/path";
import en from "../src/words/en.json";
import { wordsOf } from "../src/words/words";

const t = wordsOf(en);

test.each([
  [{ page: 12 }, "p. 12"],
  [{ page: 3, place: "slide" }, "slide 3"],
  [{ place: "料金!A4:C9" }, "sheet 料金 A4:C9"],
  [{ place: "a!b!A4:C9" }, "sheet a!b A4:C9"],
  [{ place: "A1:B2" }, "cells A1:B2"],
  [{ place: "#hours" }, ""],
  [{}, ""],
])("the place %o is said as %s", (place, words) => {
  expect(placeWords(place, t)).toBe(words);
});

test("the way leaves the title out where the headings begin with it", () => {
  const at = { heading_path: ["Rules", "Food"], page: 2 };
  expect(wayWords("Rules", at, t)).toBe("Food · p. 2");
});
