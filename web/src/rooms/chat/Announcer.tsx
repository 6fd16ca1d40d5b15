import { useEffect, useState } from "react";
import type { Message } from "../../api/types";
import { useWords } from "../../words/words";

/** The one voice of the chat: says that an answer is being written, then reads it once when it is whole. */
export function Announcer({ busy, finished }: { busy: boolean; finished: Message | null }) {
  const t = useWords();
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (busy) setSaid(t("answer.making"));
  }, [busy, t]);
  useEffect(() => {
    if (!finished) return;
    void import("../../markdown/plain").then(({ plainText }) => setSaid(plainText(finished.content)));
  }, [finished]);
  return (
    <div className="vh" role="status" aria-live="polite">
      {said}
    </div>
  );
}
