import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { get, path, post, remove } from "../../api/rest";
import type { ApiKey, NewApiKey } from "../../api/types";

export function useApiKeys() {
  return useQuery({ queryKey: ["apikeys"], queryFn: () => get<ApiKey[]>("/api/apikeys") });
}

export function useMakeApiKey() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => post<NewApiKey>("/api/apikeys", { name }),
    onSuccess: () => cache.invalidateQueries({ queryKey: ["apikeys"] }),
  });
}

export function useRevokeApiKey() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => remove<{ id: string }>(path`/api/apikeys/${id}`),
    onSuccess: () => cache.invalidateQueries({ queryKey: ["apikeys"] }),
  });
}
