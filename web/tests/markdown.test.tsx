import { describe, expect, it } from "vitest";
import type { Citation } from "../src/api/types";
import { safeAddress } from "../src/markdown/address";
import { CitationsContext } from "../src/markdown/citations";
import { blocksOf, GrowingMarkdown } from "../src/markdown/growing";
import { Blocks, Markdown } from "../src/markdown/Markdown";
import { plainText } from "../src/markdown/plain";
import { draw } from "./draw";

const drawn = (text: string) => draw(<Markdown text={text} />);

describe("Japanese", () => {
  it.each([
    ["**「重要」**です", "「重要」"],
    ["は**「重要」**です", "「重要」"],
    ["約**100%**です", "100%"],
    ["これは**太字**です", "太字"],
  ])("makes %s bold", async (text, bold) => {
    expect((await drawn(text)).querySelector("strong")?.textContent).toBe(bold);
  });

  it("leaves a pair of times alone", async () => {
    const page = await drawn("9:00~18:00、土日は10:00~17:00");
    expect(page.querySelector("del")).toBeNull();
    expect((await drawn("~~取り消し~~")).querySelector("del")?.textContent).toBe("取り消し");
  });

  it("ends an address where Japanese begins", async () => {
    const link = (await drawn("https://example.com/guideをご覧ください。")).querySelector("a");
    expect(link?.getAttribute("href")).toBe("https://example.com/guide");
  });
});

describe("what a text may not do", () => {
  it("draws HTML as text", async () => {
    const page = await drawn('<img src=x onerror="alert(1)">\n\n<script>alert(1)</script> と <b>太字</b>');
    expect(page.querySelector("img, script, b")).toBeNull();
    expect(page.textContent).toContain("<b>太字</b>");
  });

  it.each([
    "javascript:alert(1)",
    "JaVaScRiPt:x",
    "data:text/html,x",
    "//evil.example",
    "/\\evil.example",
    "vbscript:x",
  ])("does not link to %s", (address) => expect(safeAddress(address)).toBeNull());

  it.each(["https://example.com", "mailto:a@example.com", "/chat", "guide/start.md", "#top", "?q=1"])(
    "links to %s",
    (address) => expect(safeAddress(address)).toBe(address),
  );

  it("offers a picture of another host as a link", async () => {
    const page = await drawn("![図](https://example.com/a.png)");
    expect(page.querySelector("img")).toBeNull();
    expect(page.querySelector("a")?.rel).toContain("noopener");
  });
});

describe("blocks", () => {
  it("names the language of code and offers to copy it", async () => {
    const page = await drawn("```yaml\na: <b>\n```");
    expect(page.querySelector("figcaption")?.textContent).toContain("yaml");
    expect(page.querySelector("button")?.textContent).toBe("コピー");
    expect(page.querySelector("pre")?.textContent).toBe("a: <b>");
  });

  it("keeps money and formulas apart", async () => {
    const page = await drawn("料金は$5から$8です。$x$と$5");
    expect(page.textContent).toContain("$5から$8です。");
    expect(page.querySelectorAll(".maths, code")).toHaveLength(1);
  });

  it("never lets a heading skip a level", async () => {
    const page = await drawn("### 三\n\n# 一\n\n#### 四");
    const levels = [...page.querySelectorAll("h3,h4,h5,h6")].map((heading) => heading.tagName);
    expect(levels).toEqual(["H3", "H3", "H4"]);
  });
});

describe("a growing text", () => {
  const text =
    "# 題\n\n段落**「あ」**です。\n\n- 一\n- 二\n  - 三\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n```js\nlet x;\n\n\ny\n```\n\n$$\nx\n$$\n\n> 引用\n\n1. い\n2. ろ\n\n終わり";

  it.each([1, 3, 7, 50])("reads the same in pieces of %i characters", async (size) => {
    const growing = new GrowingMarkdown();
    for (let i = 0; i < text.length; i += size) growing.add(text.slice(i, i + size));
    const grown = await draw(<Blocks blocks={growing.blocks} />);
    const whole = await draw(<Blocks blocks={blocksOf(text)} />);
    expect(grown.innerHTML).toBe(whole.innerHTML);
  });

  it("keeps finished blocks as they are", () => {
    const growing = new GrowingMarkdown();
    growing.add("一\n\n二\n\n三\n\n四\n\n");
    const first = growing.blocks[0];
    growing.add("五\n\n六");
    expect(growing.blocks[0]).toBe(first);
  });
});

describe("citations", () => {
  const citation: Citation = {
    type: "citation",
    n: 1,
    passage_id: "p",
    document_id: "d",
    title: "手引き",
    language: "ja",
    url: null,
    heading_path: [],
    page: null,
    place: null,
    start: 0,
    end: 3,
    quote: "",
  };
  const cited = (list: Citation[], expecting: boolean) =>
    draw(
      <CitationsContext value={{ list, expecting, addressOf: () => "?passage=p" }}>
        <Markdown text="答え[1]と[2]" />
      </CitationsContext>,
    );

  it("links the marks that have a source, and only those", async () => {
    const page = await cited([citation], false);
    expect(page.querySelectorAll("a.cite")).toHaveLength(1);
    expect(page.querySelector("a.cite")?.getAttribute("aria-label")).toContain("手引き");
    expect(page.textContent).toBe("答え1と[2]");
  });

  it("shows a square while sources may still come", async () => {
    expect((await cited([], true)).querySelectorAll("span.cite")).toHaveLength(2);
  });
});

it("speaks an answer without its marks", () => {
  const said = plainText(
    "## 手順\n\n1. **開く**[1]\n2. [設定](/settings)を選ぶ\n\n| a | b |\n|---|---|\n| 1 | 2 |",
  );
  expect(said).toBe("手順\n開く\n設定を選ぶ\na, b\n1, 2");
});
