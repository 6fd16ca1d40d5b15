import { lazy, memo, Suspense, useState } from "react";
import type { Message } from "../../api/types";
import { CopyButton } from "../../ui/CopyButton";
import { useWords } from "../../words/words";
import { BranchSwitch } from "./BranchSwitch";

const EditQuestion = lazy(() => import("./EditQuestion"));

interface Props {
  message: Message;
  busy: boolean;
  onEdit: (text: string, replaces: string) => void;
  onSwitch: (messageId: string) => void;
}

export const UserMessage = memo(({ message, busy, onEdit, onSwitch }: Props) => {
  const t = useWords();
  const [editing, setEditing] = useState(false);
  const send = (text: string) => {
    setEditing(false);
    onEdit(text, message.id);
  };
  const bubble = (
    <p className="bubble" lang={message.language ?? undefined}>
      {message.content}
    </p>
  );
  return (
    <article className="you">
      <h2 className="vh">{t("question.heading")}</h2>
      {editing ? (
        <Suspense fallback={bubble}>
          <EditQuestion text={message.content} onSend={send} onClose={() => setEditing(false)} />
        </Suspense>
      ) : (
        bubble
      )}
      {!editing && (
        <footer className="acts">
          <BranchSwitch message={message} disabled={busy} onSwitch={onSwitch} />
          <CopyButton text={message.content} said={t("copied.question")} className="act" />
          <button type="button" className="act" disabled={busy} onClick={() => setEditing(true)}>
            {t("edit")}
          </button>
        </footer>
      )}
    </article>
  );
});

/** A question on its way: already on the page, a little paler until the server has it. */
export function AskedMessage({ text }: { text: string }) {
  const t = useWords();
  return (
    <article className="you sending">
      <h2 className="vh">{t("question.heading")}</h2>
      <p className="bubble">{text}</p>
      <footer className="acts">
        <span className="quiet">{t("question.sending")}</span>
      </footer>
    </article>
  );
}
