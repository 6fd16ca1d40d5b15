import type { Job } from "../../api/types";
import { type State, states } from "./states";

export interface Filters {
  state: readonly State[];
  queue: string;
  task: string;
}

export const noFilters: Filters = { state: [], queue: "", task: "" };

export function filtersFrom(params: URLSearchParams): Filters {
  const named = params.getAll("state");
  return {
    state: states.filter((state) => named.includes(state)),
    queue: params.get("queue") ?? "",
    task: params.get("task") ?? "",
  };
}

/** For the address of the page and for the question to the server alike. */
export function paramsFrom(filters: Filters): URLSearchParams {
  const params = new URLSearchParams(filters.state.map((state) => ["state", state]));
  if (filters.queue) params.set("queue", filters.queue);
  if (filters.task.trim()) params.set("task", filters.task.trim());
  return params;
}

export function countOf(filters: Filters): number {
  return filters.state.length + Number(filters.queue !== "") + Number(filters.task.trim() !== "");
}

/** Whether the list would hold this job: as the server has it, steps of other jobs are left out. */
export function matches(job: Job, filters: Filters): boolean {
  return (
    job.parent_id === null &&
    (filters.state.length === 0 || filters.state.includes(job.state)) &&
    (filters.queue === "" || job.queue === filters.queue) &&
    job.task.startsWith(filters.task.trim())
  );
}

/** Where one gets to by following a figure: the jobs it counts. */
export function jobsPath(filters: Partial<Filters>): string {
  return `/admin/jobs?${paramsFrom({ ...noFilters, ...filters })}`;
}
