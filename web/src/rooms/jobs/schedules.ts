import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { get, patch, path, post, remove } from "../../api/rest";
import { Trouble } from "../../api/trouble";
import type { NewSchedule, Schedule, ScheduleChange, TaskInfo, Ticked } from "../../api/types";

const everyMs = 15_000;
const key = ["schedules"];

export function useSchedules() {
  return useQuery({
    queryKey: key,
    queryFn: () => get<Schedule[]>("/api/schedules"),
    staleTime: 0,
    refetchInterval: everyMs,
  });
}

export function useTasks() {
  return useQuery({ queryKey: ["tasks"], queryFn: () => get<TaskInfo[]>("/api/tasks"), staleTime: 300_000 });
}

function useThenRenew() {
  const cache = useQueryClient();
  return { onSuccess: () => cache.invalidateQueries({ queryKey: key }) };
}

export function useAddSchedule() {
  return useMutation({
    mutationFn: (schedule: NewSchedule) => post<Schedule>("/api/schedules", schedule),
    ...useThenRenew(),
  });
}

export function useChangeSchedule() {
  return useMutation({
    mutationFn: ({ id, change }: { id: string; change: ScheduleChange }) =>
      patch<Schedule>(path`/api/schedules/${id}`, change),
    ...useThenRenew(),
  });
}

export function useRemoveSchedule() {
  return useMutation({
    mutationFn: (id: string) => remove<{ id: string }>(path`/api/schedules/${id}`),
    ...useThenRenew(),
  });
}

export function useRunSchedule() {
  return useMutation({
    mutationFn: (id: string) => post<Ticked>(path`/api/schedules/${id}/run`),
    ...useThenRenew(),
  });
}

export type ScheduleField = "name" | "task" | "cron" | "zone" | "params";

/** Which field a refusal is about: what the server names, or else what its sentence is about. */
export function refusedField(reason: unknown, given: { cron: string; zone: string }): ScheduleField | null {
  const trouble = Trouble.from(reason);
  for (const field of ["name", "task", "cron", "zone", "params"] as const) {
    if (Object.keys(trouble.details).some((place) => place.split(".").includes(field))) return field;
  }
  if (trouble.code === "conflict") return "name";
  if (trouble.code === "hopeless") return "task";
  if (trouble.code !== "invalid") return null;
  if (trouble.message.includes(given.cron)) return "cron";
  return given.zone !== "" && trouble.message.includes(given.zone) ? "zone" : "params";
}

/** The sentence for that field. */
export function refusal(reason: unknown, field: ScheduleField): string {
  const trouble = Trouble.from(reason);
  const detail = Object.entries(trouble.details).find(([place]) => place.split(".").includes(field));
  return detail?.[1] ?? trouble.message;
}
