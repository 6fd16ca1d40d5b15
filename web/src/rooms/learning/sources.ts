import { type QueryClient, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { line } from "../../api/line";
import { get, path } from "../../api/rest";
import type { Documents, KnownReader, LearningRun, Source, Why } from "../../api/types";
import { useNews } from "../../api/useNews";
import { type DocumentState, isOpen } from "./states";

const lookAgainMs = 3000;
const idleMs = 30_000;
const pageSize = 50;
const mostPagesRenewed = 3;

const opens = (source: Source | undefined) => source?.run != null && isOpen(source.run);

/** Every source, with how its newest run is at this moment. */
export function useSources() {
  const found = useQuery({
    queryKey: ["sources"],
    queryFn: () => get<Source[]>("/api/sources"),
    staleTime: 0,
    refetchInterval: (query) => (query.state.data?.some(opens) ? lookAgainMs : idleMs),
  });
  useRunNews();
  return found;
}

export function useSource(id: string) {
  const found = useQuery({
    queryKey: ["source", id],
    queryFn: () => get<Source>(path`/api/sources/${id}`),
    staleTime: 0,
    refetchInterval: (query) => (opens(query.state.data) ? lookAgainMs : idleMs),
  });
  useRunNews();
  return found;
}

export function useRuns(id: string) {
  return useQuery({
    queryKey: ["runs", id],
    queryFn: () => get<LearningRun[]>(path`/api/sources/${id}/runs`),
    staleTime: 0,
  });
}

/** The documents in some states (none named: in all), a page at a time in order of address. */
export function useDocuments(id: string, states: readonly DocumentState[], live: boolean) {
  return useInfiniteQuery({
    queryKey: ["documents", id, states],
    queryFn: ({ pageParam }) => {
      const wanted = new URLSearchParams(states.map((state) => ["state", state]));
      if (pageParam) wanted.set("after", pageParam);
      wanted.set("limit", String(pageSize));
      return get<Documents>(`${path`/api/sources/${id}/documents`}?${wanted}`);
    },
    initialPageParam: "",
    getNextPageParam: (last) => (last.items.length === pageSize ? last.items.at(-1)?.address : undefined),
    placeholderData: (before) => before,
    staleTime: 0,
    refetchInterval: (query) =>
      live && (query.state.data?.pages.length ?? 0) <= mostPagesRenewed ? lookAgainMs : false,
  });
}

/** The readers that the settings name: mostly none. */
export function useReaders() {
  return useQuery({
    queryKey: ["readers"],
    queryFn: () => get<KnownReader[]>("/api/readers"),
  });
}

export function useWhy(id: string, address: string) {
  return useQuery({
    queryKey: ["why", id, address],
    queryFn: () => get<Why>(`${path`/api/sources/${id}/why`}?${new URLSearchParams({ url: address })}`),
    enabled: address !== "",
    staleTime: 0,
  });
}

function useRunNews(): void {
  const cache = useQueryClient();
  useNews<LearningRun>(null, {
    watch: () => line.invoke("learning.watch", {}),
    on: (take) => line.on("learning.progress", ({ run }) => take(run.id, run)),
    news: (runs) => {
      for (const run of runs) takeRun(cache, run);
    },
    catchUp: () => {
      for (const key of ["sources", "source", "runs"]) void cache.invalidateQueries({ queryKey: [key] });
    },
  });
}

/** Whatever is in view learns of a run that is not as it was. */
export function takeRun(cache: QueryClient, run: LearningRun): void {
  const id = run.source_id;
  const known = cache.getQueryData<Source>(["source", id])?.run;
  cache.setQueryData<Source[]>(["sources"], (all) =>
    all?.map((each) => (each.id === id ? withRun(each, run) : each)),
  );
  cache.setQueryData<Source>(["source", id], (source) => source && withRun(source, run));
  cache.setQueryData<LearningRun[]>(["runs", id], (all) => all && amongRuns(all, run));
  if (isOpen(run) && known?.id === run.id && known.step === run.step) return;
  // A step is over, or all of it: documents and passages have become others.
  for (const key of [["sources"], ["source", id], ["documents", id], ["found", id]])
    void cache.invalidateQueries({ queryKey: key });
}

/** News of an earlier run may come late; it is not the newest one for that. */
export function withRun(source: Source, run: LearningRun): Source {
  return source.run && source.run.created_at > run.created_at ? source : { ...source, run };
}

export function amongRuns(all: LearningRun[], run: LearningRun): LearningRun[] {
  return all.some((each) => each.id === run.id)
    ? all.map((each) => (each.id === run.id ? run : each))
    : [run, ...all];
}
