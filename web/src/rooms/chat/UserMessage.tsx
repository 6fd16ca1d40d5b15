import { lazy, memo, Suspense, useState } from "react";
import type { Message } from "../../api/types";
import { CopyButton } from "../../ui/CopyButton";
import { useWords } from "../../words/words";
import { BranchSwitch } from "./BranchSwitch";
import { keepUnsent, unsentOf } from "./drafts";
import { HiddenLine, type Hiding } from "./HiddenLine";

const EditQuestion = lazy(() => import("./EditQuestion"));

interface Props {
  message: Message;
  answer: Message | undefined;
  hiding: Hiding;
  busy: boolean;
  onEdit: (text: string, replaces: string) => void;
  onSwitch: (messageId: string) => void;
  onAgain: (answer: Message) => void;
}

export const UserMessage = memo((props: Props) => {
  const { message, answer, hiding, busy, onEdit, onSwitch, onAgain } = props;
  const t = useWords();
  // An edit that did not arrive is open again, with its words.
  const [editing, setEditing] = useState<string | null>(() => unsentEdit(message));
  const close = () => {
    if (unsentEdit(message) !== null) keepUnsent(message.session_id, null);
    setEditing(null);
  };
  const send = (text: string) => {
    setEditing(null);
    onEdit(text, message.id);
  };
  const bubble = (
    <p className="bubble" dir="auto" lang={message.language ?? undefined}>
      {message.content}
    </p>
  );
  return (
    <article className="you">
      <h2 className="vh">{t("question.heading")}</h2>
      {editing !== null ? (
        <Suspense fallback={bubble}>
          <EditQuestion text={editing} onSend={send} onClose={close} />
        </Suspense>
      ) : (
        bubble
      )}
      {editing === null && message.hidden && (
        <HiddenLine
          items={message.hidden}
          {...hiding}
          busy={busy}
          onAgain={answer ? () => onAgain(answer) : null}
        />
      )}
      {editing === null && (
        <footer className="acts">
          <BranchSwitch message={message} disabled={busy} onSwitch={onSwitch} />
          <CopyButton text={message.content} said={t("copied.question")} className="act" />
          <button type="button" className="act" disabled={busy} onClick={() => setEditing(message.content)}>
            {t("edit")}
          </button>
        </footer>
      )}
    </article>
  );
});

function unsentEdit(message: Message): string | null {
  const unsent = unsentOf(message.session_id);
  return unsent?.replaces === message.id ? unsent.text : null;
}

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
