import type { AskedQuestion, Comparison, EvaluationRun } from "../../api/types";
import type { IconName } from "../../ui/Icon";
import type { Tone } from "../../ui/Tag";
import type { Key } from "../../words/words";

export type Outcome = AskedQuestion["outcome"];
export type Change = Comparison["changed"][number]["change"];
type Look = { word: Key; tone: Tone; icon: IconName };

export const outcomes: readonly Outcome[] = [
  "missed",
  "unlearned",
  "wrong",
  "answered",
  "found",
  "refused",
  "skipped",
];
export const outcomeLooks: Record<Outcome, Look> = {
  missed: { word: "eval.outcome.missed", tone: "red", icon: "alarm" },
  unlearned: { word: "eval.outcome.unlearned", tone: "amber", icon: "none" },
  wrong: { word: "eval.outcome.wrong", tone: "amber", icon: "alarm" },
  answered: { word: "eval.outcome.answered", tone: "amber", icon: "alarm" },
  found: { word: "eval.outcome.found", tone: "moss", icon: "done" },
  refused: { word: "eval.outcome.refused", tone: "moss", icon: "done" },
  skipped: { word: "eval.outcome.skipped", tone: "plain", icon: "none" },
};
export const changeLooks: Record<Change, Look> = {
  worse: { word: "eval.change.worse", tone: "red", icon: "down" },
  better: { word: "eval.change.better", tone: "moss", icon: "done" },
  farther: { word: "eval.change.farther", tone: "amber", icon: "down" },
  nearer: { word: "eval.change.nearer", tone: "moss", icon: "forward" },
};
export const changes = ["worse", "better", "farther", "nearer"] as const;
export const runLooks: Record<EvaluationRun["state"], Look> = {
  queued: { word: "learn.run.queued", tone: "plain", icon: "clock" },
  running: { word: "learn.run.running", tone: "indigo", icon: "play" },
  done: { word: "learn.run.done", tone: "moss", icon: "done" },
  failed: { word: "learn.run.failed", tone: "red", icon: "alarm" },
  cancelled: { word: "learn.run.cancelled", tone: "plain", icon: "none" },
};

export function isOpen(run: EvaluationRun): boolean {
  return run.state === "queued" || run.state === "running";
}
