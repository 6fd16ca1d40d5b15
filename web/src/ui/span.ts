import type { Words } from "../words/words";

const secondMs = 1000;
const minuteS = 60;
const hourS = 3600;
const dayS = 86_400;

/** How long something took, no finer than one cares to know: "0.4 s", "3 min 20 s", "2 h 5 min". */
export function span(ms: number, t: Words): string {
  const seconds = Math.max(0, ms) / secondMs;
  if (seconds < 10) return t("span.s", { s: Math.floor(seconds * 10) / 10 });
  const whole = Math.floor(seconds);
  if (whole < minuteS) return t("span.s", { s: whole });
  if (whole < hourS) return t("span.min", { min: Math.floor(whole / minuteS), s: whole % minuteS });
  if (whole < dayS)
    return t("span.h", { h: Math.floor(whole / hourS), min: Math.floor((whole % hourS) / minuteS) });
  return t("span.d", { d: Math.floor(whole / dayS), h: Math.floor((whole % dayS) / hourS) });
}

/** The same in one word: "20 seconds", "3 minutes", "2 hours". */
export function roughSpan(ms: number, t: Words): string {
  const seconds = Math.floor(Math.max(0, ms) / secondMs);
  if (seconds < minuteS) return t("span.rough.s", { n: seconds });
  if (seconds < hourS) return t("span.rough.min", { n: Math.floor(seconds / minuteS) });
  if (seconds < dayS) return t("span.rough.h", { n: Math.floor(seconds / hourS) });
  return t("span.rough.d", { n: Math.floor(seconds / dayS) });
}
