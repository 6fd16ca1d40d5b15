import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { get, patch, path, post, remove } from "../../../api/rest";
import type { FreshnessReport, Pair, Repetition, SourceModule, Term } from "../../../api/types";

const pairsAtOnce = 50;

/** What modules found is kept under the source, so that the end of a run renews it. */
const keyOf = (id: string, what: string) => ["found", id, what];

export function usePairs(id: string) {
  return useInfiniteQuery({
    queryKey: keyOf(id, "pairs"),
    queryFn: ({ pageParam }) => {
      const part = new URLSearchParams({ skip: String(pageParam), limit: String(pairsAtOnce) });
      return get<Pair[]>(`${path`/api/sources/${id}/faq`}?${part}`);
    },
    initialPageParam: 0,
    getNextPageParam: (last, all) => (last.length === pairsAtOnce ? all.length * pairsAtOnce : undefined),
    staleTime: 0,
  });
}

export function useSwitchPair(id: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ address, question, off }: Pick<Pair, "address" | "question" | "off">) =>
      patch(path`/api/sources/${id}/faq`, { address, question, off }),
    onSuccess: () => cache.invalidateQueries({ queryKey: keyOf(id, "pairs") }),
  });
}

export function useTerms(id: string) {
  return useQuery({
    queryKey: keyOf(id, "terms"),
    queryFn: () => get<Term[]>(path`/api/sources/${id}/glossary`),
    staleTime: 0,
  });
}

/** Every change of terms answers with all of them. */
function useTermAct<Given>(id: string, act: (given: Given) => Promise<Term[]>) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: (terms) => cache.setQueryData(keyOf(id, "terms"), terms),
  });
}

export function useWriteTerm(id: string) {
  return useTermAct(id, (term: { term: string; meaning: string }) =>
    post<Term[]>(path`/api/sources/${id}/glossary`, term),
  );
}

export function useStrikeTerm(id: string) {
  return useTermAct(id, (term: string) =>
    remove<Term[]>(`${path`/api/sources/${id}/glossary`}?${new URLSearchParams({ term })}`),
  );
}

export function useSwitchTerm(id: string) {
  return useTermAct(id, (wish: { term: string; off: boolean }) =>
    patch<Term[]>(path`/api/sources/${id}/glossary`, wish),
  );
}

export function useFreshness(id: string, days: number) {
  return useQuery({
    queryKey: keyOf(id, `freshness ${days}`),
    queryFn: () => get<FreshnessReport>(`${path`/api/sources/${id}/freshness`}?days=${days}`),
    placeholderData: (before) => before,
    staleTime: 0,
  });
}

export function useRepeats(id: string) {
  return useQuery({
    queryKey: keyOf(id, "repeats"),
    queryFn: () => get<Repetition>(path`/api/sources/${id}/repeats`),
    staleTime: 0,
  });
}

export function useModules(id: string) {
  return useQuery({
    queryKey: keyOf(id, "modules"),
    queryFn: () => get<SourceModule[]>(path`/api/sources/${id}/modules`),
    staleTime: 0,
  });
}
