import type { Language } from "../look/preferences";

export const locales = { ja: "ja-JP", en: "en-GB" } as const;
const dayMs = 86_400_000;

const hands: Partial<Record<Language, Intl.DateTimeFormat>> = {};

/** Every list says it many times over, and a format costs more to make than to use. */
export function clock(at: string | number, language: Language): string {
  hands[language] ??= new Intl.DateTimeFormat(locales[language], { hour: "2-digit", minute: "2-digit" });
  return hands[language].format(new Date(at));
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
  const today = midnight(now);
  const then = new Date(at).getTime();
  if (then >= today) return "today";
  if (then >= today - dayMs) return "yesterday";
  return then >= today - 6 * dayMs ? "week" : "earlier";
}

/** A moment as one would say it: "tomorrow 3:40", "23 Nov 09:00"; the year only when it is another one. */
export function moment(at: string | number, language: Language, now: Date = new Date()): string {
  const then = new Date(at);
  const time = then.toLocaleTimeString(locales[language], { hour: "numeric", minute: "2-digit" });
  return `${dayNear(then, language, now)} ${time}`;
}

function dayNear(then: Date, language: Language, now: Date): string {
  const days = Math.round((midnight(then) - midnight(now)) / dayMs);
  if (Math.abs(days) <= 1) {
    return new Intl.RelativeTimeFormat(locales[language], { numeric: "auto" }).format(days, "day");
  }
  const year = then.getFullYear() === now.getFullYear() ? undefined : "numeric";
  const near = days > 0 && days < 7;
  return then.toLocaleDateString(locales[language], {
    year,
    month: language === "ja" ? "numeric" : "short",
    day: "numeric",
    weekday: near ? "short" : undefined,
  });
}

function midnight(at: Date): number {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();
}
