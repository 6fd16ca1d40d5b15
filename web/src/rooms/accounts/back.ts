import { useLocation } from "react-router";

/** Where the reader came from; only ever a place of our own. */
export function useBack(): string {
  const state: unknown = useLocation().state;
  if (typeof state === "object" && state !== null && "back" in state) {
    const { back } = state;
    if (typeof back === "string" && /^\/(?![/\\])/.test(back) && !back.startsWith("/sign-in")) return back;
  }
  return "/chat";
}
