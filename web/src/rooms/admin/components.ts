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

const names: Record<string, Key> = {
  api: "component.api",
  database: "component.database",
  index: "component.index",
  model: "component.model",
  handbook: "component.handbook",
  disk: "component.disk",
};

/** The name a clerk would use; a part this screen has never heard of keeps the server's name. */
export function componentName(part: ComponentState, t: (key: Key) => string): string {
  const key = names[part.id];
  return key ? t(key) : part.name || part.id;
}

export function needsHand(component: ComponentState): boolean {
  return component.state === "degraded" || component.state === "missing";
}
