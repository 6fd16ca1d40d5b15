import { type RefObject, useLayoutEffect } from "react";

export const mostCharacters = 32_000;
const tellFrom = 30_000;

/** Counted as the server counts: characters, not the halves of a surrogate pair. */
export function countCharacters(text: string): number {
  return text.length < tellFrom ? text.length : Array.from(text).length;
}

export function fits(text: string): boolean {
  return text.trim() !== "" && countCharacters(text) <= mostCharacters;
}

export function nearlyFull(text: string): boolean {
  return countCharacters(text) > tellFrom;
}

/** A field as tall as its text, up to the height its style allows. */
export function useGrowing(field: RefObject<HTMLTextAreaElement | null>, text: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => {
    const box = field.current;
    if (!box) return;
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight + 2}px`;
  }, [text]);
}
