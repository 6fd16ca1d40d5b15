import { QueryClient } from "@tanstack/react-query";
import { mayPass } from "./trouble";

const mostRetries = 2;

export function patience(tries: number, reason: unknown): boolean {
  return tries < mostRetries && mayPass(reason);
}

export const queries = new QueryClient({
  defaultOptions: { queries: { staleTime: 30_000, retry: patience } },
});
