import { useRef } from "react";
import { type Block, GrowingMarkdown } from "../../markdown/growing";
import type { LiveAnswer } from "./LiveAnswer";

const longTail = 4000;
const pausePerLongTailMs = 120;

/** Reads a text block by block. While it grows, only what came since the last time is read. */
export function useBlocks(text: string, live: LiveAnswer | null): readonly Block[] {
  const reading = useRef({ markdown: new GrowingMarkdown(), read: "" });
  if (!text.startsWith(reading.current.read)) reading.current = { markdown: new GrowingMarkdown(), read: "" };
  const now = reading.current;
  if (text.length > now.read.length) {
    now.markdown.add(text.slice(now.read.length));
    now.read = text;
    // One endless block (a list of hundreds of lines) is read again each time, so it is drawn less often.
    if (live) live.pauseMs = Math.floor(now.markdown.tailLength / longTail) * pausePerLongTailMs;
  }
  return now.markdown.blocks;
}
