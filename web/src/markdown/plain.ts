import type { Token } from "marked";
import { tokensOf } from "./language";

/** What a screen reader is to say: the words without the marks. */
export function plainText(markdown: string): string {
  return tokensOf(markdown)
    .map(words)
    .join("")
    .replace(/\n{2,}/g, "\n")
    .trim();
}

function words(token: Token): string {
  switch (token.type) {
    case "cite":
    case "hr":
    case "def":
      return "";
    case "space":
      return "\n";
    case "code":
      return `${String(token.text)}\n`;
    case "codespan":
    case "escape":
      return String(token.text);
    case "maths":
    case "mathsBlock":
      return String(token.tex);
    case "list":
      return (token.items as Token[]).map((item) => `${words(item)}\n`).join("");
    case "table": {
      const rows = [token.header, ...token.rows] as { tokens: Token[] }[][];
      return `${rows.map((row) => row.map((cell) => cell.tokens.map(words).join("")).join(", ")).join("\n")}\n`;
    }
    default: {
      const inner =
        "tokens" in token && token.tokens ? token.tokens.map(words).join("") : readEntities(token);
      return token.type === "paragraph" || token.type === "heading" ? `${inner}\n` : inner;
    }
  }
}

function readEntities(token: Token): string {
  return decodeEntities("text" in token ? String(token.text) : token.raw);
}

const entities: Record<string, string> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&nbsp;": " ",
};

/** Tokens keep the writer's entities; React would show `&amp;` letter by letter. */
export function decodeEntities(text: string): string {
  return text.includes("&")
    ? text.replace(/&(?:amp|lt|gt|quot|nbsp|#(\d{1,6}));/g, (entity, code) =>
        code ? String.fromCodePoint(Number(code)) : (entities[entity] ?? entity),
      )
    : text;
}
