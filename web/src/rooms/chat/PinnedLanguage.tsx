import { lazy, Suspense, useState } from "react";
import { nameOf } from "../../ui/languages";
import { useWords } from "../../words/words";

const LanguageDialog = lazy(() => import("./LanguageDialog"));

/** A quiet word in the head of a chat whose answers are pinned to a language; it opens the choice. */
export function PinnedLanguage({ id, pinned }: { id: string; pinned: string | null }) {
  const t = useWords();
  const [open, setOpen] = useState(false);
  return (
    <>
      {pinned && (
        <button type="button" className="pinned-language" onClick={() => setOpen(true)}>
          <span className="vh">{t("answerLanguage")}: </span>
          <span lang={pinned}>{nameOf(pinned)}</span>
        </button>
      )}
      <Suspense>{open && <LanguageDialog id={id} pinned={pinned} onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}
