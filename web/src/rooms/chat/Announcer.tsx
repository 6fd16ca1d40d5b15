import { useEffect, useRef, useState } from "react";
import type { Message } from "../../api/types";
import { useWords } from "../../words/words";

interface Props {
  busy: boolean;
  /** The question that is being answered, and how much of it the model does not see. */
  asked: { id: string; hidden: number } | null;
  finished: Message | null;
}

/**
 * The one voice of the chat: says that an answer is being written, then what is hidden of the
 * question, once, and reads the answer when it is whole.
 */
export function Announcer({ busy, asked, finished }: Props) {
  const t = useWords();
  const [said, setSaid] = useState("");
  const [lang, setLang] = useState<string | null>(null);
  useEffect(() => {
    if (!busy) return;
    setLang(null);
    setSaid(t("answer.making"));
  }, [busy, t]);
  const told = useRef("");
  const [id, hidden] = [asked?.id ?? "", asked?.hidden ?? 0];
  useEffect(() => {
    if (hidden === 0 || told.current === id) return;
    told.current = id;
    setSaid(t("hidden.count", { n: hidden }));
  }, [id, hidden, t]);
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
