import { useEffect, useRef } from "react";

interface Acts {
  passageOpen: boolean;
  busy: boolean;
  closePassage: () => void;
  stop: () => void;
}

/** Esc closes what is open; when nothing is open it stops the answer. */
export function useEscape(acts: Acts): void {
  const now = useRef(acts);
  now.current = acts;
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
      if (document.querySelector("dialog[open]")) return;
      const { passageOpen, busy, closePassage, stop } = now.current;
      if (passageOpen) closePassage();
      else if (busy) stop();
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, []);
}
