import { useEffect, useState, useSyncExternalStore } from "react";
import { get } from "../../api/rest";
import type { Job } from "../../api/types";
import { type Filters, filtersFrom, paramsFrom } from "./filters";
import { JobList } from "./JobList";
import { useJobNews } from "./useJobNews";

const catchUpMs = 15_000;

export function useJobList(filters: Filters) {
  const [list] = useState(() => new JobList((query) => get<Job[]>(`/api/jobs?${query}`)));
  const shown = useSyncExternalStore(list.watch, () => list.shown);
  const wanted = paramsFrom(filters).toString();
  useEffect(() => {
    void list.load(filtersFrom(new URLSearchParams(wanted)));
  }, [list, wanted]);
  useJobNews(null, { news: (jobs) => list.take(jobs), catchUp: () => void list.catchUp() });
  useEffect(() => {
    // A job that nobody has begun yet is no news: nothing is told of it until a worker takes it.
    const timer = setInterval(() => document.visibilityState === "visible" && list.catchUp(), catchUpMs);
    return () => clearInterval(timer);
  }, [list]);
  return { list, shown };
}
