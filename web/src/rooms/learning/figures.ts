import type { LearningRun, StepFigures } from "../../api/types";
import type { Words } from "../../words/words";
import type { Place, Step } from "./states";

const kib = 1024;
const unread = ["refused", "empty"] as const;

export function bytes(size: number): string {
  if (size < kib) return `${size} B`;
  if (size < kib * kib) return `${Math.round(size / kib)} KiB`;
  const mib = size / kib / kib;
  return `${mib < 10 ? mib.toFixed(1) : Math.round(mib).toLocaleString("en-US")} MiB`;
}

/** "287 / 412", or how many so far; once it is over, just how many. */
export function stepFigures(figures: StepFigures | undefined, place: Place, t: Words): string {
  if (!figures) return place === "now" ? t("learn.step.begins") : "";
  const { done, total } = figures;
  const far = place === "now" && total !== null && total !== undefined;
  return far ? t("job.of", { done, total }) : t("learn.docs", { n: done });
}

/** How many documents of a step gave nothing to learn. */
export function unreadIn(run: LearningRun, step: Step): number {
  const counts = run.steps[step]?.counts ?? {};
  return step === "convert" ? unread.reduce((sum, name) => sum + (counts[name] ?? 0), 0) : 0;
}

export function pace(figures: StepFigures | null, t: Words): string | null {
  const perS = figures?.per_s ?? 0;
  return perS > 0 ? t("learn.perS", { n: perS >= 10 ? Math.round(perS) : perS.toFixed(1) }) : null;
}
