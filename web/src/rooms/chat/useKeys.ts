import { useEffect } from "react";
import { letterKeysOn } from "../../look/preferences";

interface Acts {
  startNew: () => void;
  openSheet: () => void;
  showKeys: () => void;
  wide: boolean;
}

/** The keys that work anywhere in the chat; Esc belongs to whatever is open. */
export function useKeys({ startNew, openSheet, showKeys, wide }: Acts): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
      if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "k") {
        if (wide) document.querySelector<HTMLInputElement>("[data-search]")?.focus();
        else openSheet();
      } else if (event.altKey && !event.ctrlKey && event.code === "KeyN") startNew();
      else if (isLetterKey(event, "/")) document.getElementById("question")?.focus();
      else if (isLetterKey(event, "?")) showKeys();
      else return;
      event.preventDefault();
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, [startNew, openSheet, showKeys, wide]);
}

function isLetterKey(event: KeyboardEvent, key: string): boolean {
  if (event.key !== key || event.ctrlKey || event.metaKey || event.altKey || !letterKeysOn()) return false;
  const at = event.target;
  return !(at instanceof HTMLElement && at.closest("input, textarea, select, [contenteditable]"));
}
