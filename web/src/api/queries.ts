import { QueryClient } from "@tanstack/react-query";
import { lineCodes, Trouble } from "./trouble";

const mostRetries = 2;

/** Only trouble with the line is worth asking again; "not found" stays not found. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (tries, reason) => tries < mostRetries && lineCodes.has(Trouble.from(reason).code),
    },
  },
});
