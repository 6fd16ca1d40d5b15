import { type ReactNode, useEffect, useMemo, useState } from "react";
import { usePreferences } from "../look/preferences";
import { dictionaryOf } from "./dictionaries";
import { type Dictionary, WordsContext, wordsOf } from "./words";

/** The words of the chosen language; the ones before stay until the others are there. */
export function InLanguage({ first, children }: { first: Dictionary; children: ReactNode }) {
  const { language } = usePreferences();
  const [dictionary, setDictionary] = useState(first);
  useEffect(() => {
    let wanted = true;
    void dictionaryOf(language).then((found) => wanted && setDictionary(found));
    return () => {
      wanted = false;
    };
  }, [language]);
  const words = useMemo(() => wordsOf(dictionary), [dictionary]);
  return <WordsContext value={words}>{children}</WordsContext>;
}
