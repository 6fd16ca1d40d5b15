import { useEffect, useState } from "react";
import type { Message } from "../../api/types";
import { useWords } from "../../words/words";

/** The one voice of the chat: says that an answer is being written, then reads it once when it is whole. */
export function Announcer({ busy, finished }: { busy: boolean; finished: Message | null }) {
  const t = useWords();
  const [said, setSaid] = useState("");
  const [lang, setLang] = useState<string | null>(null);
  useEffect(() => {
    if (!busy) return;
    setLang(null);
    setSaid(t("answer.making"));
  }, [busy, t]);
  useEffect(() => {
    if (!finished) return;
    void import("../../markdown/plain").then(({ plainText }) => {
      setLang(finished.language ?? null);
      setSaid(plainText(finished.content));
    });
  }, [finished]);
  return (
    <div className="vh" role="status" aria-live="polite" lang={lang ?? undefined}>
      {said}
    </div>
  );
}
