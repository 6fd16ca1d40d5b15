import { type QueryClient, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { line } from "../../api/line";
import { get, path } from "../../api/rest";
import type { AskedQuestions, Comparison, EvaluationRun, QuestionSet } from "../../api/types";
import { useNews } from "../../api/useNews";
import { isOpen, type Outcome } from "./states";

const lookAgainMs = 3000;
const idleMs = 30_000;
const pageSize = 20;
const mostPagesRenewed = 3;
const keys = {
  sets: ["evaluation", "sets"],
  set: (id: string) => ["evaluation", "set", id],
  runs: (setId: string) => ["evaluation", "runs", setId],
  run: (id: string) => ["evaluation", "run", id],
  questions: (runId: string) => ["evaluation", "questions", runId],
} as const;

const runs = (set: QuestionSet | undefined) => set?.run != null && isOpen(set.run);

/** Every set of questions, with how its newest run is at this moment. */
export function useSets() {
  const found = useQuery({
    queryKey: keys.sets,
    queryFn: () => get<QuestionSet[]>("/api/evaluation/sets"),
    staleTime: 0,
    refetchInterval: (query) => (query.state.data?.some(runs) ? lookAgainMs : idleMs),
  });
  useRunNews();
  return found;
}

export function useSet(id: string) {
  const found = useQuery({
    queryKey: keys.set(id),
    queryFn: () => get<QuestionSet>(path`/api/evaluation/sets/${id}`),
    staleTime: 0,
    refetchInterval: (query) => (runs(query.state.data) ? lookAgainMs : idleMs),
  });
  useRunNews();
  return found;
}

export function useRuns(setId: string | undefined) {
  return useQuery({
    queryKey: keys.runs(setId ?? ""),
    queryFn: () => get<EvaluationRun[]>(path`/api/evaluation/sets/${setId ?? ""}/runs`),
    enabled: setId !== undefined,
    staleTime: 0,
  });
}

export function useRun(id: string) {
  const found = useQuery({
    queryKey: keys.run(id),
    queryFn: () => get<EvaluationRun>(path`/api/evaluation/runs/${id}`),
    staleTime: 0,
    refetchInterval: (query) => (query.state.data && isOpen(query.state.data) ? lookAgainMs : false),
  });
  useRunNews();
  return found;
}

/** What became of the questions, what went wrong first, a page at a time. */
export function useQuestions(run: EvaluationRun, outcomes: readonly Outcome[]) {
  return useInfiniteQuery({
    queryKey: [...keys.questions(run.id), outcomes],
    queryFn: ({ pageParam }) => {
      const wanted = new URLSearchParams(outcomes.map((outcome) => ["outcome", outcome]));
      wanted.set("skip", String(pageParam));
      wanted.set("limit", String(pageSize));
      return get<AskedQuestions>(`${path`/api/evaluation/runs/${run.id}/questions`}?${wanted}`);
    },
    initialPageParam: 0,
    getNextPageParam: (last, all) => {
      const shown = all.reduce((sum, { items }) => sum + items.length, 0);
      return last.items.length > 0 && shown < last.total ? shown : undefined;
    },
    placeholderData: (before) => before,
    staleTime: 0,
    refetchInterval: (query) =>
      isOpen(run) && (query.state.data?.pages.length ?? 0) <= mostPagesRenewed ? lookAgainMs : false,
  });
}

export function useComparison(id: string, other: string) {
  return useQuery({
    queryKey: ["evaluation", "against", id, other],
    queryFn: () => get<Comparison>(path`/api/evaluation/runs/${id}/against/${other}`),
    staleTime: 0,
  });
}

function useRunNews(): void {
  const cache = useQueryClient();
  useNews<EvaluationRun>(null, {
    watch: () => line.invoke("evaluation.watch", {}),
    on: (take) => line.on("evaluation.progress", ({ run }) => take(run.id, run)),
    news: (all) => {
      for (const run of all) takeRun(cache, run);
    },
    catchUp: () => void cache.invalidateQueries({ queryKey: ["evaluation"] }),
  });
}

/** Whatever is in view learns of a run that is not as it was. */
export function takeRun(cache: QueryClient, run: EvaluationRun): void {
  cache.setQueryData<EvaluationRun>(keys.run(run.id), run);
  const renewed = (set: QuestionSet) => (set.run?.id === run.id ? { ...set, run } : set);
  cache.setQueryData<QuestionSet[]>(keys.sets, (all) => all?.map(renewed));
  cache.setQueryData<QuestionSet>(keys.set(run.set_id), (set) => set && renewed(set));
  cache.setQueryData<EvaluationRun[]>(keys.runs(run.set_id), (all) =>
    all?.map((each) => (each.id === run.id ? run : each)),
  );
  const known = cache.getQueryData<QuestionSet>(keys.set(run.set_id))?.run?.id === run.id;
  if (isOpen(run) && known) return;
  // It has begun or it is over: what stands before it, and what it found, have become others.
  for (const key of [keys.sets, keys.set(run.set_id), keys.runs(run.set_id), keys.questions(run.id)])
    void cache.invalidateQueries({ queryKey: key });
}
