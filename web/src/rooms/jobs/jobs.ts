import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { get, path, post } from "../../api/rest";
import type { JobAnswer, JobTree } from "../../api/types";
import { Heard } from "./Heard";
import { isOpen } from "./states";
import { grafted, holds, mapped } from "./tree";
import { useJobNews } from "./useJobNews";

const lookAgainMs = 4000;
const pauseBeforeLookingMs = 400;

/** One job with its steps, as it changes. */
export function useJob(id: string) {
  const cache = useQueryClient();
  const [heard] = useState(() => new Heard());
  const looking = useRef<ReturnType<typeof setTimeout>>(undefined);
  const key = ["job", id];
  const found = useQuery({
    queryKey: key,
    queryFn: async () => {
      const since = heard.mark();
      const tree = await get<JobTree>(path`/api/jobs/${id}`);
      return mapped(tree, (job) => heard.over(job, since));
    },
    staleTime: 0,
    gcTime: 0,
    // Steps of steps are not told of: while something is open it is looked at now and then.
    refetchInterval: (query) => (query.state.data && isOpen(query.state.data) ? lookAgainMs : false),
  });
  const look = () => {
    clearTimeout(looking.current);
    looking.current = setTimeout(() => void cache.invalidateQueries({ queryKey: key }), pauseBeforeLookingMs);
  };
  useJobNews(id, {
    news: (jobs) => {
      heard.take(jobs);
      const tree = cache.getQueryData<JobTree>(key);
      if (!tree) return;
      cache.setQueryData<JobTree>(key, jobs.reduce(grafted, tree));
      if (jobs.some((job) => job.parent_id !== null && holds(tree, job.parent_id) && !holds(tree, job.id)))
        look();
    },
    catchUp: look,
  });
  return found;
}

type Act = { kind: "retry" } | { kind: "cancel" } | { kind: "answer"; answer: JobAnswer };

/** What a person may do with a job; its page shows at once what came of it. */
export function useJobAct(id: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (act: Act) =>
      post<JobTree>(path`/api/jobs/${id}/` + act.kind, act.kind === "answer" ? act.answer : undefined),
    onSuccess: (tree) => {
      cache.setQueryData(["job", id], tree);
      void cache.invalidateQueries({ queryKey: ["queues"] });
    },
  });
}
