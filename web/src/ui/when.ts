import type { Language } from "../look/preferences";

const locales = { ja: "ja-JP", en: "en-GB" } as const;

export function clock(at: string | number, language: Language): string {
  return new Date(at).toLocaleTimeString(locales[language], { hour: "2-digit", minute: "2-digit" });
}

export function clockWithSeconds(at: number, language: Language): string {
  return new Date(at).toLocaleTimeString(locales[language], {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
}

export function day(at: string, language: Language): string {
  return new Date(at).toLocaleDateString(locales[language], {
    year: "numeric",
    month: "short",
    day: "numeric",
  });
}

export type DayGroup = "today" | "yesterday" | "week" | "earlier";

/** Calendar days of the reader, not spans of 24 hours: "yesterday" at one in the morning means yesterday. */
export function dayGroup(at: string, now: Date = new Date()): DayGroup {
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime();
  const then = new Date(at).getTime();
  const dayMs = 86_400_000;
  if (then >= midnight) return "today";
  if (then >= midnight - dayMs) return "yesterday";
  return then >= midnight - 6 * dayMs ? "week" : "earlier";
}
