import type { Token } from "marked";
import { tokensOf } from "./language";

export interface Block {
  key: number;
  token: Token;
  /** The level a heading is drawn at: never more than one deeper than the heading before it. */
  level: number;
}

const levelOfTheFrame = 2;

function blocksFrom(tokens: Token[], firstKey: number, levelBefore: number): Block[] {
  let level = levelBefore;
  return tokens.map((token, i) => {
    if (token.type === "heading") level = Math.min(Number(token.depth) + levelOfTheFrame, level + 1, 6);
    return { key: firstKey + i, token, level };
  });
}

/**
 * Markdown that grows at its end. Finished blocks are read once and keep their identity, so they are never
 * drawn again; only the last two may still change (a list goes on, a line turns out to be a heading).
 */
export class GrowingMarkdown {
  blocks: readonly Block[] = [];
  private finished: Block[] = [];
  private tail = "";

  get tailLength(): number {
    return this.tail.length;
  }

  add(words: string): void {
    this.tail += words.replace(/\r\n?/g, "\n");
    const tokens = tokensOf(this.tail);
    const sure = Math.max(0, tokens.length - 2);
    const done = blocksFrom(tokens.slice(0, sure), this.finished.length, this.lastLevel());
    this.finished.push(...done);
    this.tail = this.tail.slice(done.reduce((sum, block) => sum + block.token.raw.length, 0));
    const open = blocksFrom(tokens.slice(sure), this.finished.length, this.lastLevel());
    this.blocks = [...this.finished, ...open];
  }

  private lastLevel(): number {
    return this.finished.at(-1)?.level ?? levelOfTheFrame;
  }
}

export function blocksOf(source: string): Block[] {
  return blocksFrom(tokensOf(source.replace(/\r\n?/g, "\n")), 0, levelOfTheFrame);
}
