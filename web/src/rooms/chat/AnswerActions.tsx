import type { Message } from "../../api/types";
import { usePreferences } from "../../look/preferences";
import { asWritten } from "../../markdown/asWritten";
import { CopyButton } from "../../ui/CopyButton";
import { clock } from "../../ui/when";
import { useWords } from "../../words/words";
import { BranchSwitch } from "./BranchSwitch";

interface Props {
  message: Message;
  sources: number;
  busy: boolean;
  onRetry: () => void;
  onSwitch: (messageId: string) => void;
}

export function AnswerActions({ message, sources, busy, onRetry, onSwitch }: Props) {
  const t = useWords();
  const { language } = usePreferences();
  return (
    <footer className="acts">
      <BranchSwitch message={message} disabled={busy} onSwitch={onSwitch} />
      <CopyButton text={asWritten(message.content)} said={t("copied.answer")} className="act" />
      {message.status === "done" && (
        <button type="button" className="act" disabled={busy} onClick={onRetry}>
          {t("answer.retry")}
        </button>
      )}
      <span className="quiet end">
        {sources > 0 && `${t("sources.count", { n: sources })} ・ `}
        <time dateTime={message.created_at}>{clock(message.created_at, language)}</time>
      </span>
    </footer>
  );
}
