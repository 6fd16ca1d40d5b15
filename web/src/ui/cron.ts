import type { Language } from "../look/preferences";
import type { Words } from "../words/words";
import { locales } from "./when";

type Field = "minute" | "hour" | "day" | "month" | "weekday";

const fields: readonly Field[] = ["minute", "hour", "day", "month", "weekday"];
const ranges: Record<Field, readonly [number, number]> = {
  minute: [0, 59],
  hour: [0, 23],
  day: [1, 31],
  month: [1, 12],
  weekday: [0, 7],
};
const dayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

export type CronFault =
  | { kind: "count"; count: number }
  | { kind: "range"; field: Field; from: number; to: number };

/** What is surely wrong with an expression; the server has the last word on everything else. */
export function cronFault(cron: string): CronFault | null {
  const parts = partsOf(cron);
  if (parts.length !== fields.length) return { kind: "count", count: parts.length };
  for (const [place, field] of fields.entries()) {
    const [from, to] = ranges[field];
    const numbers = (parts[place] ?? "").replace(/\/\d+/g, "").match(/\d+/g) ?? [];
    if (numbers.some((number) => Number(number) < from || Number(number) > to))
      return { kind: "range", field, from, to };
  }
  return null;
}

/** The expression as one would say it; nothing when that would be longer than the expression itself. */
export function cronWords(cron: string, t: Words, language: Language): string | null {
  const parts = partsOf(cron);
  if (parts.length !== fields.length || cronFault(cron)) return null;
  const [minute = "", hour = "", day = "", month = "", weekday = ""] = parts;
  const everyDay = day === "*" && month === "*" && weekday === "*";
  if (everyDay && hour === "*") return hourly(minute, t);
  const everyHours = stepOf(hour, 24);
  const past = numberIn(minute);
  if (everyDay && everyHours && past !== null)
    return t("cron.everyHours", { n: everyHours, min: twoFigures(past) });
  const time = timesOf(hour, minute, language);
  if (!time) return null;
  if (everyDay) return t("cron.daily", { time });
  if (day === "*" && month === "*") return weekly(weekday, time, t, language);
  return weekday === "*" ? monthly(day, month, time, t, language) : null;
}

function partsOf(cron: string): string[] {
  return cron.trim().split(/\s+/).filter(Boolean);
}

function hourly(minute: string, t: Words): string | null {
  if (minute === "*") return t("cron.everyMinute");
  const every = stepOf(minute, 60);
  if (every) return t("cron.everyMinutes", { n: every });
  const past = numberIn(minute);
  return past === null ? null : t("cron.hourly", { min: twoFigures(past) });
}

function weekly(weekday: string, time: string, t: Words, language: Language): string | null {
  if (/^(?:1-5|mon-fri)$/i.test(weekday)) return t("cron.workdays", { time });
  const days = weekday.split(",").map(dayNumber);
  if (days.some((day) => day === null)) return null;
  const names = days.map((day) => dayName(day ?? 0, language));
  const joined = language === "ja" ? names.join("・") : listed(names, language);
  return t("cron.weekly", { days: joined, time });
}

function monthly(day: string, month: string, time: string, t: Words, language: Language): string | null {
  const date = numberIn(day);
  if (date === null) return null;
  if (month === "*") return t("cron.monthly", { day: date, time });
  const inMonth = numberIn(month);
  if (inMonth === null) return null;
  const dated = new Date(2024, inMonth - 1, date);
  if (dated.getDate() !== date) return null;
  const words = dated.toLocaleDateString(locales[language], { month: "long", day: "numeric" });
  return t("cron.yearly", { day: words, time });
}

/** `* /n` where it divides the whole evenly: only then does "every n" hold. */
function stepOf(part: string, whole: number): number | null {
  const step = Number(/^\*\/(\d+)$/.exec(part)?.[1] ?? 0);
  return step > 1 && whole % step === 0 ? step : null;
}

function timesOf(hours: string, minute: string, language: Language): string | null {
  const past = numberIn(minute);
  const all = hours.split(",").map(numberIn);
  if (past === null || all.some((hour) => hour === null)) return null;
  return listed(
    all.map((hour) => `${hour}:${twoFigures(past)}`),
    language,
  );
}

function numberIn(part: string): number | null {
  return /^\d+$/.test(part) ? Number(part) : null;
}

function dayNumber(part: string): number | null {
  const named = dayNames.indexOf(part.toLowerCase());
  const number = named >= 0 ? named : numberIn(part);
  return number === null ? null : number % 7;
}

function dayName(day: number, language: Language): string {
  const sunday = new Date(2024, 0, 7 + day);
  return sunday.toLocaleDateString(locales[language], { weekday: language === "ja" ? "short" : "long" });
}

function listed(words: string[], language: Language): string {
  return language === "ja" ? words.join("と") : new Intl.ListFormat(locales.en).format(words);
}

function twoFigures(n: number): string {
  return String(n).padStart(2, "0");
}
