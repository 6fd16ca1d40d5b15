import { queryOptions, useQuery } from "@tanstack/react-query";
import { queries } from "../../api/queries";
import { get, post } from "../../api/rest";
import type { Me } from "../../api/types";
import { forgetAllDrafts } from "../chat/drafts";

export const whoAmI = queryOptions({
  queryKey: ["me"],
  queryFn: () => get<Me>("/api/me"),
  staleTime: 300_000,
});

export function useMe() {
  return useQuery(whoAmI);
}

/** "*" stands for everything, as the server has it for administrators. */
export function may(me: Me | undefined, permission: string): boolean {
  return me?.permissions.some((one) => one === "*" || one === permission) ?? false;
}

export async function signIn(name: string, password: string): Promise<Me> {
  return becomes(await post<Me>("/api/sign-in", { name, password }));
}

export async function signOut(): Promise<Me> {
  const me = await post<Me>("/api/sign-out");
  forgetAllDrafts();
  return becomes(me);
}

/** Another person sits here now: nothing that was fetched for the one before may stay on the screen. */
function becomes(me: Me): Me {
  queries.clear();
  queries.setQueryData(["me"], me);
  return me;
}
