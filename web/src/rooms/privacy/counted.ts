import type { HiddenCount } from "../../api/types";
import { type Kind, kinds } from "../../words/kinds";

export type Per = "day" | "week";
const dayMs = 86_400_000;
const periods = { day: 7, week: 8 } as const;
const daysOf = { day: 1, week: 7 } as const;

export interface Counted {
  /** The first day of each period, the oldest first. */
  from: string[];
  rows: { kind: Kind; counts: number[]; sum: number }[];
}

/** Counts by kind and period, the newest period ending today (UTC, as the server counts). */
export function counted(all: readonly HiddenCount[], per: Per, now: Date = new Date()): Counted {
  const today = Math.floor(now.getTime() / dayMs);
  const length = daysOf[per];
  const first = today - periods[per] * length + 1;
  const from = Array.from({ length: periods[per] }, (_, n) => dayOf(first + n * length));
  const rows = kinds.map((kind) => {
    const counts = from.map(() => 0);
    for (const each of all) {
      const place = Math.floor((Math.floor(Date.parse(each.day) / dayMs) - first) / length);
      const before = counts[place];
      if (each.kind === kind && before !== undefined) counts[place] = before + each.count;
    }
    return { kind, counts, sum: counts.reduce((sum, n) => sum + n, 0) };
  });
  return { from, rows: rows.filter(({ sum }) => sum > 0) };
}

function dayOf(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}
