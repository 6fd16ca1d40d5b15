import type { Language } from "../../look/preferences";
import { locales } from "../../ui/when";

const codes = ["ja", "en", "zh-hans", "zh-hant", "ko", "vi", "th", "id", "hi", "ar", "tr", "el"];
const european = ["de", "fr", "es", "it", "pt", "nl", "pl", "ro", "ru", "uk"];

export function languageName(code: string, language: Language): string {
  if (code === "und") return "–";
  try {
    return new Intl.DisplayNames(locales[language], { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
}

export function languageChoices(language: Language): { value: string; label: string }[] {
  return [...codes, ...european].map((value) => ({ value, label: languageName(value, language) }));
}
