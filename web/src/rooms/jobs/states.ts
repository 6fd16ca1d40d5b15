import type { Job } from "../../api/types";
import type { IconName } from "../../ui/Icon";
import type { Tone } from "../../ui/Tag";
import type { Key } from "../../words/words";

export type State = Job["state"];
type Look = { word: Key; tone: Tone; icon: IconName };

export const states: readonly State[] = ["queued", "running", "waiting", "done", "failed", "cancelled"];

export const stateLooks: Record<State, Look> = {
  queued: { word: "job.queued", tone: "plain", icon: "clock" },
  running: { word: "job.running", tone: "indigo", icon: "play" },
  waiting: { word: "job.waiting", tone: "amber", icon: "pause" },
  done: { word: "job.done", tone: "moss", icon: "done" },
  failed: { word: "job.failed", tone: "red", icon: "alarm" },
  cancelled: { word: "job.cancelled", tone: "plain", icon: "none" },
};

const asking: Look = { word: "job.asking", tone: "amber", icon: "ask" };
const cancelling: Look = { word: "job.cancelling", tone: "amber", icon: "none" };

/** A job that waits for a person says so: it is the one state that somebody has to do something about. */
export function lookOf(job: Job): Look {
  if (job.cancelling) return cancelling;
  return job.waits_for === "person" ? asking : stateLooks[job.state];
}

export function isOpen(job: Job): boolean {
  return job.state === "queued" || job.state === "running" || job.state === "waiting";
}

export function mayRetry(job: Job): boolean {
  return job.state === "failed" || job.state === "cancelled";
}

export function mayCancel(job: Job): boolean {
  return isOpen(job) && !job.cancelling;
}

/** For how long, and whether that still grows; nothing before the first start. */
export function ranMs(job: Job, now: number): number | null {
  if (job.started_at === null || job.state === "queued") return null;
  const end = job.ended_at === null ? now : new Date(job.ended_at).getTime();
  return Math.max(0, end - new Date(job.started_at).getTime());
}
