import type { Language } from "../look/preferences";
import type { Dictionary } from "./words";

/** Each language is a file of its own, so that nobody loads words they do not read. */
export async function dictionaryOf(language: Language): Promise<Dictionary> {
  const found = language === "ja" ? await import("./ja.json") : await import("./en.json");
  return found.default;
}
