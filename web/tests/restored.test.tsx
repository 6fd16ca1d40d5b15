import { describe, expect, it } from "vitest";
import { Markdown } from "../src/markdown/Markdown";

import { draw } from "./draw";
import cases from "./restored.json";

/** What an element tells a reader: a picture or a break is told too. */
const words = (page: Element) => page.textContent ?? "";
const shape = (page: Element) => Array.from(page.querySelectorAll("*"), (each) => each.tagName).join(" ");

describe("a restored value", () => {
  it.each(cases)("is drawn as it was written: $markdown", async ({ value, markdown, place, code }) => {
    const page = await draw(<Markdown text={markdown} />);
    const plain = await draw(<Markdown text={place.replaceAll("<CUSTOM_1>", "太郎")} />);
    expect(words(page)).toBe(words(plain).replaceAll("太郎", value));
    if (!code) expect(shape(page)).toBe(shape(plain));
  });
});
