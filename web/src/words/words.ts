import { createContext, useContext } from "react";
import type ja from "./ja.json";

export type Key = keyof typeof ja;
export type Dictionary = Record<Key, string>;
export type Facts = Record<string, string | number>;
export type Words = (key: Key, facts?: Facts) => string;

/**
 * `{n}` stands for a fact; `{n|source|sources}` chooses between one and several.
 * Everything else is said as it is written.
 */
export function say(text: string, facts: Facts = {}): string {
  return text.replace(
    /\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g,
    (whole, name: string, one?: string, many?: string) => {
      const fact = facts[name];
      if (fact === undefined) return whole;
      if (one === undefined || many === undefined) return typeof fact === "number" ? grouped(fact) : fact;
      return fact === 1 ? one : many;
    },
  );
}

function grouped(n: number): string {
  return n.toLocaleString("en-US");
}

export function wordsOf(dictionary: Dictionary): Words {
  return (key, facts) => say(dictionary[key], facts);
}

export const WordsContext = createContext<Words>((key) => key);

export function useWords(): Words {
  return useContext(WordsContext);
}
