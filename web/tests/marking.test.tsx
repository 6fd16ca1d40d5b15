import { expect, it } from "vitest";
import { Blocks } from "../src/markdown/Markdown";
import { markedBlocks } from "../src/markdown/marking";
import { draw } from "./draw";

const whole =
  "# 題\n\n𠮷野家の**「並」**です。二つ目の文。\n\n- 一つ目\n- 二つ目\n\n```sh\nls -l\n```\n\n| a | b |\n|---|---|\n| 一 | 二 |\n\n終わり。";

function place(part: string) {
  const start = Array.from(whole.slice(0, whole.indexOf(part))).length;
  return { start, end: start + Array.from(part).length };
}

async function marked(passage: string, cited: string | null) {
  const page = await draw(
    <Blocks blocks={markedBlocks(whole, place(passage), cited ? place(cited) : null)} />,
  );
  const words = (kind: string) =>
    [...page.querySelectorAll(`mark.${kind}`)].map((mark) => mark.textContent).join("");
  return { page, passage: words("passage"), cited: words("cited") };
}

it("counts characters as the server does, and marks the sentence within the passage", async () => {
  const found = await marked("𠮷野家の**「並」**です。二つ目の文。", "二つ目の文。");
  expect(found.passage).toBe("𠮷野家の「並」です。");
  expect(found.cited).toBe("二つ目の文。");
});

it("marks over headings, lists, code and tables without undoing them", async () => {
  const found = await marked(whole, null);
  expect(found.page.querySelector("h3")?.textContent).toBe("題");
  expect(found.page.querySelectorAll("li")).toHaveLength(2);
  expect(found.page.querySelector("pre")?.textContent).toBe("ls -l");
  expect(found.page.querySelector("figure.in-passage")).not.toBeNull();
  expect(found.page.querySelectorAll("td")).toHaveLength(2);
  expect(found.passage).toContain("終わり。");
});

it.each([
  "- 一つ目\n- 二つ目",
  "```sh\nls -l\n```",
  "| a | b |\n|---|---|\n| 一 | 二 |",
  "# 題",
  "|---|---|\n| 一 | 二 |",
])("draws the same words with %j marked as without", async (part) => {
  const plain = await draw(<Blocks blocks={markedBlocks(whole, { start: 0, end: 0 }, null)} />);
  const found = await marked(part, part);
  expect(found.page.textContent).toBe(plain.textContent);
  expect(found.page.querySelector("mark, .in-passage")).not.toBeNull();
});

it("survives places outside the text", () => {
  expect(() => markedBlocks("短い", { start: 5, end: 90 }, { start: 3, end: 1 })).not.toThrow();
});
