import { useMutation, useQueryClient } from "@tanstack/react-query";
import { path, post, remove } from "../../api/rest";
import type { EvaluationRun, EvaluationWish, QuestionSet } from "../../api/types";
import { takeRun } from "./sets";

export function useAddSet() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (file: File) =>
      post<QuestionSet>(`/api/evaluation/sets?${new URLSearchParams({ name: file.name })}`, file),
    onSuccess: () => void cache.invalidateQueries({ queryKey: ["evaluation"] }),
  });
}

export function useRemoveSet() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => remove<{ id: string }>(path`/api/evaluation/sets/${id}`),
    onSuccess: (_, id) => {
      cache.setQueryData<QuestionSet[]>(["evaluation", "sets"], (all) =>
        all?.filter((each) => each.id !== id),
      );
    },
  });
}

export function useStartRun(setId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (wish: Partial<EvaluationWish>) =>
      post<EvaluationRun>(path`/api/evaluation/sets/${setId}/runs`, wish),
    onSuccess: (run) => takeRun(cache, run),
  });
}

export function useCancelRun(id: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => post<EvaluationRun>(path`/api/evaluation/runs/${id}/cancel`),
    onSuccess: (run) => takeRun(cache, run),
  });
}
