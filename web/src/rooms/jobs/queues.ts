import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { get, patch, path } from "../../api/rest";
import type { Queue } from "../../api/types";
import { may, useMe } from "../accounts/me";
import { useJobNews } from "./useJobNews";

const everyMs = 5000;
const mostOftenMs = 1000;

/** The queues and what is in them. */
export function useQueues(options: { refetchInterval?: number } = {}) {
  const me = useMe().data;
  return useQuery({
    queryKey: ["queues"],
    queryFn: () => get<Queue[]>("/api/queues"),
    enabled: may(me, "jobs.manage"),
    ...options,
  });
}

/** The same, in step with what happens: asked again when something has, but never without a pause. */
export function useLiveQueues() {
  const cache = useQueryClient();
  const asking = useRef<ReturnType<typeof setTimeout>>(undefined);
  const look = () => {
    asking.current ??= setTimeout(() => {
      asking.current = undefined;
      void cache.invalidateQueries({ queryKey: ["queues"] });
    }, mostOftenMs);
  };
  useEffect(
    () => () => {
      clearTimeout(asking.current);
      asking.current = undefined;
    },
    [],
  );
  useJobNews(null, { news: look, catchUp: look });
  return useQueues({ refetchInterval: everyMs });
}

/** What a clerk calls a queue; until the titles are there, or where one may not see them, its name. */
export function useQueueTitle(): (name: string) => string {
  const queues = useQueues().data;
  return (name) => queues?.find((queue) => queue.name === name)?.title ?? name;
}

export function usePauseQueue() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ name, paused }: { name: string; paused: boolean }) =>
      patch<Queue>(path`/api/queues/${name}`, { paused }),
    onSuccess: (queue) => {
      cache.setQueryData<Queue[]>(["queues"], (all) =>
        all?.map((each) => (each.name === queue.name ? queue : each)),
      );
      // What the answer counts may be older than what is shown: work may have come meanwhile.
      void cache.invalidateQueries({ queryKey: ["queues"] });
    },
  });
}
