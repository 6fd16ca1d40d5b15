import { useQuery } from "@tanstack/react-query";
import { get } from "../../api/rest";
import type { ComponentState } from "../../api/types";
import type { Tone } from "../../ui/Tag";
import type { Key } from "../../words/words";

const everyMs = 5000;

/** What the product consists of, asked again every few seconds while the page is in view. */
export function useComponents() {
  return useQuery({
    queryKey: ["components"],
    queryFn: () => get<ComponentState[]>("/api/components"),
    refetchInterval: everyMs,
  });
}

export const stateWords: Record<ComponentState["state"], Key> = {
  running: "state.running",
  degraded: "state.degraded",
  missing: "state.missing",
  off: "state.off",
};

export const stateTones: Record<ComponentState["state"], Tone> = {
  running: "moss",
  degraded: "amber",
  missing: "red",
  off: "plain",
};

export function needsHand(component: ComponentState): boolean {
  return component.state === "degraded" || component.state === "missing";
}
