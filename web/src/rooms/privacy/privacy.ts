import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { get, patch, path, post, remove } from "../../api/rest";
import type {
  GuardLevel,
  GuardState,
  HiddenCount,
  NewOwnRule,
  OwnRule,
  RuleTrial,
  SiteContact,
  Tried,
  VaultLook,
} from "../../api/types";

const root = "/api/privacy";
const soonMs = 15_000;
export const countedDays = 56;

export function useGuard() {
  return useQuery({
    queryKey: ["privacy", "state"],
    queryFn: () => get<GuardState>(root),
    staleTime: 0,
    refetchInterval: soonMs,
  });
}

export function useCounts() {
  return useQuery({
    queryKey: ["privacy", "counts"],
    queryFn: () => get<HiddenCount[]>(`${root}/counts?days=${countedDays}`),
    staleTime: 0,
  });
}

export function useOwnRules() {
  return useQuery({
    queryKey: ["privacy", "rules"],
    queryFn: () => get<OwnRule[]>(`${root}/rules`),
    staleTime: 0,
  });
}

export function useSiteContacts(state: SiteContact["state"]) {
  return useQuery({
    queryKey: ["privacy", "contacts", state],
    queryFn: () => get<SiteContact[]>(`${root}/contacts?state=${state}`),
    staleTime: 0,
    refetchInterval: soonMs,
  });
}

export function useLevels() {
  return useQuery({
    queryKey: ["privacy", "levels"],
    queryFn: () => get<GuardLevel[]>(`${root}/strictness`),
    staleTime: 0,
  });
}

export function useLooks() {
  return useQuery({
    queryKey: ["privacy", "looks"],
    queryFn: () => get<VaultLook[]>(`${root}/looks`),
    staleTime: 0,
  });
}

function useThenRenew() {
  const cache = useQueryClient();
  return { onSuccess: () => cache.invalidateQueries({ queryKey: ["privacy"] }) };
}

/** Keeps a rule: a new one, or in the place of the one with this id. */
export function useKeepRule(id: string | undefined) {
  return useMutation({
    mutationFn: (rule: NewOwnRule) =>
      id === undefined
        ? post<OwnRule>(`${root}/rules`, rule)
        : patch<OwnRule>(path`/api/privacy/rules/${id}`, rule),
    ...useThenRenew(),
  });
}

export function useRemoveRule() {
  return useMutation({
    mutationFn: (id: string) => remove<{ id: string }>(path`/api/privacy/rules/${id}`),
    ...useThenRenew(),
  });
}

export function useTryRule() {
  return useMutation({ mutationFn: (trial: RuleTrial) => post<Tried>(`${root}/rules/try`, trial) });
}

export function useGather() {
  return useMutation({
    mutationFn: () => post<{ job_id: string }>(`${root}/contacts/gather`),
    ...useThenRenew(),
  });
}

export function useAllow() {
  return useMutation({
    mutationFn: (contact: Pick<SiteContact, "kind" | "text">) =>
      post<SiteContact>(`${root}/contacts`, contact),
    ...useThenRenew(),
  });
}

export function useDecide() {
  return useMutation({
    mutationFn: ({ id, state }: { id: string; state: "allowed" | "rejected" }) =>
      patch<SiteContact>(path`/api/privacy/contacts/${id}`, { state }),
    ...useThenRenew(),
  });
}

export function useForgetContact() {
  return useMutation({
    mutationFn: (id: string) => remove<{ id: string }>(path`/api/privacy/contacts/${id}`),
    ...useThenRenew(),
  });
}

export function useChooseLevel() {
  return useMutation({
    mutationFn: (level: GuardLevel) => patch<GuardLevel>(`${root}/strictness`, level),
    ...useThenRenew(),
  });
}
