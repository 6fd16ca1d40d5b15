import type { Job, JobTree } from "../src/api/types";

/** A job that was just asked for, except for what a test cares about. */
export function job(id: string, other: Partial<Job> = {}): Job {
  return {
    id,
    task: "learning.site",
    title: "learning.site",
    queue: "learning",
    state: "queued",
    waits_for: null,
    due_at: null,
    priority: 0,
    owner_id: null,
    parent_id: null,
    created_at: `2026-11-20T10:00:${id.padStart(2, "0").slice(-2)}.000001Z`,
    started_at: null,
    ended_at: null,
    failures: 0,
    attempts: 5,
    cancelling: false,
    done: 0,
    total: null,
    note: null,
    result: null,
    error: null,
    question: null,
    ...other,
  };
}

export function tree(id: string, steps: JobTree[] = [], other: Partial<Job> = {}): JobTree {
  const held = steps.map((step) => ({ ...step, parent_id: id }));
  return { ...job(id, other), params: {}, steps: held };
}
