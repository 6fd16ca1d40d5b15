import { keepPreviousData, queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { line } from "../../api/line";
import { queries } from "../../api/queries";
import { get, patch, path, post, remove } from "../../api/rest";
import type { SessionDetail, SessionSummary } from "../../api/types";
import { type DayGroup, dayGroup } from "../../ui/when";

/** So many chats are listed at first, and so many more each time somebody asks for older ones. */
export const listedAtATime = 200;
export const mostListed = 1000;

function listOf(search: string, listed = listedAtATime) {
  return queryOptions({
    queryKey: ["sessions", search, listed],
    queryFn: () => get<SessionSummary[]>(`/api/sessions?limit=${listed}&q=${encodeURIComponent(search)}`),
  });
}

export function useSessions(wanted: string, listed: number) {
  return useQuery({ ...listOf(wanted.trim(), listed), placeholderData: keepPreviousData });
}

/** Keeps every list of chats in step with the other tabs and with the answers that come in. */
export function useSessionNews(): void {
  const cache = useQueryClient();
  useEffect(() => {
    const renew = () => void cache.invalidateQueries({ queryKey: ["sessions"] });
    const stops = [
      line.on("sessions.changed", renew),
      line.on("chat.started", renew),
      line.on("chat.end", renew),
      line.on("connection.missed", renew),
      line.watch(() => line.state === "open" && renew()),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [cache]);
}

/** The newest chat, or a first one; asked together with the list beside it. */
export async function newestOrFirstSession(how: { retry?: false } = {}): Promise<SessionSummary> {
  const [newest] = await queries.fetchQuery({ ...listOf(""), staleTime: 0, ...how });
  return newest ?? newSession();
}

async function newSession(): Promise<SessionSummary> {
  const session = await post<SessionSummary>("/api/sessions");
  queries.setQueryData<SessionDetail>(detailKey(session.id), { ...session, messages: [], running: null });
  return session;
}

/** Where a chat lies that is to be shown before it is asked for: a new one is empty. */
export function detailKey(id: string): string[] {
  return ["session", id];
}

/** The newest chat when nothing was asked in it yet, so that "new" twice does not leave an empty one behind. */
export async function emptyOrNewSession(): Promise<SessionSummary> {
  const [newest] = await get<SessionSummary[]>("/api/sessions?limit=1");
  const untouched = newest && newest.title === null && newest.last_activity_at === newest.created_at;
  return untouched ? newest : newSession();
}

export function useRenameSession() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ id, title }: { id: string; title: string }) =>
      patch<SessionSummary>(path`/api/sessions/${id}/title`, { title }),
    onSuccess: () => cache.invalidateQueries({ queryKey: ["sessions"] }),
  });
}

export function usePinLanguage() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ id, language }: { id: string; language: string | null }) =>
      patch<SessionSummary>(path`/api/sessions/${id}/language`, { language }),
    onSuccess: () => cache.invalidateQueries({ queryKey: ["sessions"] }),
  });
}

export function useDeleteSession() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => remove<{ id: string }>(path`/api/sessions/${id}`),
    onSuccess: () => cache.invalidateQueries({ queryKey: ["sessions"] }),
  });
}

export function byDay(sessions: readonly SessionSummary[]): [DayGroup, SessionSummary[]][] {
  const groups = new Map<DayGroup, SessionSummary[]>();
  for (const session of sessions) {
    const group = dayGroup(session.last_activity_at);
    groups.set(group, [...(groups.get(group) ?? []), session]);
  }
  return [...groups];
}
