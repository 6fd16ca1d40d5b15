import { createContext, useContext } from "react";
import type { Citation } from "../api/types";

export interface Citations {
  list: readonly Citation[];
  /** While the answer is being written its sources may still arrive. */
  expecting: boolean;
  addressOf: (citation: Citation) => string;
}

export const CitationsContext = createContext<Citations>({
  list: [],
  expecting: false,
  addressOf: () => "#",
});

export function useCitations(): Citations {
  return useContext(CitationsContext);
}
