import { useSyncExternalStore } from "react";
import { Connection, type LinkState } from "./connection";

function address(): string {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  return `${scheme}://${location.host}/ws?lang=${document.documentElement.lang || "ja"}`;
}

/** The one connection of this tab. */
export const line = new Connection(address);

window.addEventListener("online", () => line.hurry());
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") line.hurry();
});

export function useLinkState(): LinkState {
  return useSyncExternalStore(line.watch, () => line.state);
}
