import { useSyncExternalStore } from "react";

export type Language = "ja" | "en";
export type Theme = "system" | "light" | "dark" | "contrast";
export type TextSize = "normal" | "large" | "largest";

export interface Preferences {
  language: Language;
  /** The language that every answer should be in; null follows each question. */
  answers: string | null;
  theme: Theme;
  textSize: TextSize;
  /** Keys such as "/" and "?" that work without Ctrl; voice control users need to switch them off. */
  letterKeys: boolean;
}

const shelf = "madoguchi.look";
const moreContrast = matchMedia("(prefers-contrast: more)");
const darkAround = matchMedia("(prefers-color-scheme: dark)");
const watchers = new Set<() => void>();
const given = document.documentElement.lang;
let current: Preferences = { ...unset(), ...stored() };

/** theme.js has found out which language the page is in before any of this is loaded. */
function unset(): Preferences {
  const language: Language = given === "ja" ? "ja" : "en";
  return { language, answers: null, theme: "system", textSize: "normal", letterKeys: true };
}

function stored(): Partial<Preferences> {
  try {
    return JSON.parse(localStorage.getItem(shelf) ?? "{}") as Partial<Preferences>;
  } catch {
    return {};
  }
}

/** The page's first paint is set by theme.js in the same way; this keeps it right afterwards. */
function apply(): void {
  const page = document.documentElement;
  const system = moreContrast.matches ? "contrast" : darkAround.matches ? "dark" : "light";
  page.dataset.theme = current.theme === "system" ? system : current.theme;
  page.dataset.size = current.textSize;
  page.lang = current.language;
  const paper = getComputedStyle(page).getPropertyValue("--paper").trim();
  document.querySelector('meta[name="theme-color"]')?.setAttribute("content", paper || "#fbfaf6");
}

function set(changed: Preferences): void {
  current = changed;
  apply();
  for (const tell of [...watchers]) tell();
}

export function prefer(change: Partial<Preferences>): void {
  set({ ...current, ...change });
  try {
    localStorage.setItem(shelf, JSON.stringify(current));
  } catch {
    // A private window may refuse to store; the choice then lasts as long as the tab.
  }
}

export function startLook(): void {
  apply();
  moreContrast.addEventListener("change", apply);
  darkAround.addEventListener("change", apply);
  window.addEventListener("storage", (event) => {
    if (event.key === shelf) set({ ...unset(), ...stored() });
  });
}

function watch(tell: () => void): () => void {
  watchers.add(tell);
  return () => watchers.delete(tell);
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(watch, () => current);
}

export function preferredLanguage(): Language {
  return current.language;
}

export function preferredAnswers(): string | null {
  return current.answers;
}

export function letterKeysOn(): boolean {
  return current.letterKeys;
}
