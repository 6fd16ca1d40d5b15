import type { Job } from "../../api/types";
import type { Language } from "../../look/preferences";
import { moment } from "../../ui/when";
import type { Words } from "../../words/words";

/** What a job is about at this moment, in one sentence; nothing when its state says it all. */
export function doing(job: Job, t: Words, language: Language): string | null {
  if (job.state === "failed") return job.error?.message ?? null;
  if (job.state === "running") return job.note;
  if (job.state !== "waiting") return null;
  if (job.waits_for === "person") return job.question?.text ?? null;
  if (job.waits_for === "children") return t("job.forSteps");
  if (job.due_at === null) return null;
  const at = moment(job.due_at, language);
  return job.error ? t("job.again", { at }) : t("job.until", { at });
}

/** "128 / 409", or how many so far where nobody knows of how many. */
export function figures(job: Job, t: Words): string | null {
  if (job.total !== null) return t("job.of", { done: job.done, total: job.total });
  return job.done > 0 ? t("job.soFar", { done: job.done }) : null;
}

export function showsBar(job: Job): boolean {
  return job.total !== null && job.total > 0 && (job.state === "running" || job.state === "waiting");
}
