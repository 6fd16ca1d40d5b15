import { memo, useMemo } from "react";
import type { Citation, Message } from "../../api/types";
import { CitationsContext } from "../../markdown/citations";
import { Blocks } from "../../markdown/Markdown";
import { useWords } from "../../words/words";
import { AnswerActions } from "./AnswerActions";
import { citationsOf } from "./branch";
import type { LiveAnswer } from "./LiveAnswer";
import { Sources } from "./Sources";
import { StatusLine } from "./StatusLine";
import type { StandingOf } from "./standings";
import { Thinking } from "./Thinking";
import { useBlocks } from "./useBlocks";
import { useLive } from "./useLive";

interface Props {
  /** The finished answer; null while it is being written. */
  message: Message | null;
  live: LiveAnswer | null;
  busy: boolean;
  addressOf: (citation: Citation) => string;
  standingOf: StandingOf;
  onRetry: (message: Message) => void;
  onSwitch: (messageId: string) => void;
}

/** An answer, growing or whole: one element from the first word on, so that nothing jumps when it is finished. */
export const Answer = memo(({ message, live, busy, addressOf, standingOf, onRetry, onSwitch }: Props) => {
  const t = useWords();
  const shown = useLive(live);
  const blocks = useBlocks(message?.content ?? shown.text, live);
  const list = useMemo(() => (message ? citationsOf(message) : shown.citations), [message, shown.citations]);
  const expecting = message === null;
  const citations = useMemo(() => ({ list, expecting, addressOf }), [list, expecting, addressOf]);
  return (
    <article className={expecting ? "answer making" : "answer"} aria-busy={expecting}>
      <h2 className="vh">{t("answer.heading")}</h2>
      {expecting && blocks.length === 0 && <Thinking />}
      <CitationsContext value={citations}>
        <Blocks blocks={blocks} lang={message?.language} />
      </CitationsContext>
      {message && <StatusLine message={message} busy={busy} onRetry={() => onRetry(message)} />}
      {message && (
        <AnswerActions
          message={message}
          sources={list.length}
          busy={busy}
          onRetry={() => onRetry(message)}
          onSwitch={onSwitch}
        />
      )}
      <Sources
        citations={list}
        addressOf={addressOf}
        standingOf={(n) => (message ? standingOf(message.id, n) : undefined)}
      />
    </article>
  );
});
