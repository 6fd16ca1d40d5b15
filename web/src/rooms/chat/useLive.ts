import { useSyncExternalStore } from "react";
import type { LiveAnswer, LiveShown } from "./LiveAnswer";

const nothing: LiveShown = { text: "", citations: [] };
const neverChanges = () => () => undefined;

export function useLive(live: LiveAnswer | null): LiveShown {
  return useSyncExternalStore(live?.watch ?? neverChanges, () => live?.shown ?? nothing);
}
