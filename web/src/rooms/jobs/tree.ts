import type { Job, JobTree } from "../../api/types";
import type { Words } from "../../words/words";
import { stateLooks, states } from "./states";

export type StepCounts = Partial<Record<Job["state"], number>>;

/** The same tree with one of its jobs as it is now; itself when the job is not in it. */
export function grafted(tree: JobTree, job: Job): JobTree {
  if (tree.id === job.id) return { ...tree, ...job };
  let changed = false;
  const steps = tree.steps.map((step) => {
    const after = grafted(step, job);
    changed ||= after !== step;
    return after;
  });
  return changed ? { ...tree, steps } : tree;
}

export function holds(tree: JobTree, id: string): boolean {
  return tree.id === id || tree.steps.some((step) => holds(step, id));
}

export function mapped(tree: JobTree, change: (job: JobTree) => JobTree): JobTree {
  const after = change(tree);
  return { ...after, steps: after.steps.map((step) => mapped(step, change)) };
}

/** How many steps there are, all the way down, and how many of them are in which state. */
export function stepCounts(tree: JobTree): StepCounts {
  const counts: StepCounts = {};
  const count = (steps: readonly JobTree[]) => {
    for (const step of steps) {
      counts[step.state] = (counts[step.state] ?? 0) + 1;
      count(step.steps);
    }
  };
  count(tree.steps);
  return counts;
}

export function countWords(counts: StepCounts, t: Words): string {
  return states
    .filter((state) => counts[state])
    .map((state) => t("job.steps.n", { state: t(stateLooks[state].word), n: counts[state] ?? 0 }))
    .join(t("job.steps.and"));
}
