import type { Token, Tokens } from "marked";
import { type Block, blocksOf } from "./growing";

/** A stretch of a text, counted in characters (code points) as the server counts. */
export interface Stretch {
  start: number;
  end: number;
}

type Kind = "passage" | "cited";
const signs = { passage: ["\uE000", "\uE001"], cited: ["\uE002", "\uE003"] } as const;
const anySign = /[\uE000-\uE003]/g;

/** Reads a document so that one passage, and a sentence in it, can be drawn marked. */
export function markedBlocks(markdown: string, passage: Stretch, cited: Stretch | null): Block[] {
  const letters = Array.from(markdown.replace(anySign, " "));
  const places: [number, string][] = [];
  const stretches: [Kind, Stretch | null][] = [
    ["passage", passage],
    ["cited", cited],
  ];
  for (const [kind, stretch] of stretches) {
    if (!stretch) continue;
    const from = afterMarks(letters, stretch.start, stretch.end);
    const to = beforeMarks(letters, stretch.end, from);
    if (from < to) places.push([from, signs[kind][0]], [to, signs[kind][1]]);
  }
  for (const [place, sign] of places.sort((a, b) => b[0] - a[0])) letters.splice(place, 0, sign);
  const active = new Set<Kind>();
  return blocksOf(letters.join("")).map((block) => ({ ...block, token: markToken(block.token, active) }));
}

const lineMarks = /^(?:\s+|#{1,6}\s|>\s?|[-*+]\s|\d{1,9}[.)]\s|\||`{3,}.*|~{3,}.*|:?-{2,}:?(?=\s*(?:\||$)))/;

/** A sign put before `# `, `- ` or a fence would undo the mark, so it goes behind it. */
function afterMarks(letters: string[], start: number, end: number): number {
  let place = start;
  while (place < end) {
    const lineStart = place === 0 || letters[place - 1] === "\n";
    const rest = restOfLine(letters, place, end);
    const mark = (lineStart || place > start ? lineMarks : /^(?:\s+|\|)/).exec(rest)?.[0];
    if (mark) place += Array.from(mark).length;
    else if (letters[place] === "\n") place += 1;
    else break;
  }
  return place;
}

function beforeMarks(letters: string[], end: number, from: number): number {
  let place = Math.min(end, letters.length);
  while (place > from) {
    if (/[\s|]/.test(letters[place - 1] ?? "")) {
      place -= 1;
      continue;
    }
    const lineStart = letters.lastIndexOf("\n", place - 1) + 1;
    const line = letters.slice(lineStart, place).join("");
    if (!/^\s*(?:`{3,}|~{3,}|[|:\s-]*--[|:\s-]*$)/.test(line)) break;
    place = lineStart;
  }
  return place;
}

function restOfLine(letters: string[], place: number, end: number): string {
  const stop = letters.indexOf("\n", place);
  return letters.slice(place, Math.min(stop < 0 ? end : stop, place + 200)).join("");
}

function markToken(token: Token, active: Set<Kind>): Token {
  if (token.type === "list") {
    return { ...token, items: (token as Tokens.List).items.map((item) => markToken(item, active)) } as Token;
  }
  if (token.type === "table") {
    const table = token as Tokens.Table;
    const mark = (cell: Tokens.TableCell) => ({ ...cell, tokens: markAll(cell.tokens, active) });
    return { ...table, header: table.header.map(mark), rows: table.rows.map((row) => row.map(mark)) };
  }
  if ("tokens" in token && token.tokens) {
    const href = "href" in token ? { href: clean(String(token.href)) } : {};
    return { ...token, ...href, tokens: markAll(token.tokens, active) } as Token;
  }
  return markLeaf(token, active);
}

function markAll(tokens: Token[], active: Set<Kind>): Token[] {
  return tokens.map((token) => markToken(token, active));
}

/** A leaf is cut at the signs; each piece under a mark is wrapped in a token of the type "marked". */
function markLeaf(token: Token, active: Set<Kind>): Token {
  const text = "text" in token ? String(token.text) : "";
  const pieces = text.split(/([\uE000-\uE003])/).flatMap((piece) => {
    if (toggle(piece, active) || piece === "") return [];
    const leaf = { ...token, text: piece, raw: clean(token.raw) } as Token;
    const kind = active.has("cited") ? "cited" : active.has("passage") ? "passage" : null;
    return kind ? [{ type: "marked", raw: piece, kind, tokens: [leaf] } as Token] : [leaf];
  });
  if (token.type === "code") {
    const marked = pieces.some((piece) => piece.type === "marked");
    return { ...token, text: clean(text), marked } as Token;
  }
  const [only] = pieces;
  if (pieces.length === 1 && only) return only;
  return pieces.length === 0 ? token : ({ type: "pieces", raw: clean(token.raw), tokens: pieces } as Token);
}

function toggle(piece: string, active: Set<Kind>): boolean {
  for (const kind of ["passage", "cited"] as const) {
    if (piece === signs[kind][0]) active.add(kind);
    else if (piece === signs[kind][1]) active.delete(kind);
    else continue;
    return true;
  }
  return false;
}

function clean(text: string): string {
  return text.replace(anySign, "");
}
