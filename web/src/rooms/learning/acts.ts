import { useMutation, useQueryClient } from "@tanstack/react-query";
import { patch, path, post, remove } from "../../api/rest";
import type { LearningRun, Source, SourceChange } from "../../api/types";
import type { Wish } from "./draft";
import { takeRun } from "./sources";

export function useAddSource() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (wish: Wish) => post<Source>("/api/sources", wish),
    onSuccess: (source) => {
      cache.setQueryData(["source", source.id], source);
      void cache.invalidateQueries({ queryKey: ["sources"] });
    },
  });
}

export function useChangeSource(id: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (change: Partial<SourceChange>) => patch<Source>(path`/api/sources/${id}`, change),
    onSuccess: (source) => {
      cache.setQueryData(["source", id], source);
      void cache.invalidateQueries({ queryKey: ["sources"] });
    },
  });
}

export function useRemoveSource() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => remove<{ id: string }>(path`/api/sources/${id}`),
    onSuccess: (_, id) => {
      cache.setQueryData<Source[]>(["sources"], (all) => all?.filter((each) => each.id !== id));
    },
  });
}

export function useStartRun(id: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (again: boolean) => post<LearningRun>(path`/api/sources/${id}/run`, { again }),
    onSuccess: (run) => takeRun(cache, run),
  });
}

export type RunAct = "pause" | "resume" | "cancel";

export function useRunAct(id: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (act: RunAct) => post<LearningRun>(`${path`/api/runs/${id}/`}${act}`),
    onSuccess: (run) => takeRun(cache, run),
  });
}
