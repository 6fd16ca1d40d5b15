import "./messages.css";
import { useCallback, useMemo } from "react";
import type { Message } from "../../api/types";
import { useWords } from "../../words/words";
import { may, useMe } from "../accounts/me";
import { Answer } from "./Answer";
import { before } from "./branch";
import type { Conversation } from "./Conversation";
import type { Shown } from "./ConversationView";
import { useStandings } from "./standings";
import { Thinking } from "./Thinking";
import { AskedMessage, UserMessage } from "./UserMessage";
import { passageAddress } from "./usePassage";

interface Props {
  conversation: Conversation;
  shown: Shown;
  busy: boolean;
}

/** Questions and answers of the branch in view, and what is on its way. */
export default function Messages({ conversation, shown, busy }: Props) {
  const t = useWords();
  const edit = useCallback(
    (text: string, replaces: string) => void conversation.ask(text, replaces),
    [conversation],
  );
  const retry = useCallback((answer: Message) => void conversation.retry(answer), [conversation]);
  const goTo = useCallback((id: string) => void conversation.switchTo(id), [conversation]);
  const { asking, live, asIs } = shown;
  const mayChoose = may(useMe().data, "chat.reveal");
  const hiding = useMemo(
    () => ({
      asIs,
      mayChoose,
      onChoose: (placeholder: string, wanted: boolean) => conversation.choose(placeholder, wanted),
    }),
    [conversation, asIs, mayChoose],
  );
  const { standingOf } = useStandings(conversation.sessionId, shown.messages);
  const replaced = asking && (asking.replaces ?? asking.retries);
  const messages = replaced ? before(shown.messages, replaced) : shown.messages;
  const answers = { busy, addressOf: passageAddress, standingOf, onRetry: retry, onSwitch: goTo };
  const questions = { hiding, busy, onEdit: edit, onSwitch: goTo, onAgain: retry };
  const drawn = messages.map((message, place) =>
    message.role === "user" ? (
      <UserMessage key={message.id} message={message} answer={messages[place + 1]} {...questions} />
    ) : (
      <Answer key={message.id} message={message} live={null} {...answers} />
    ),
  );
  // In the same list and under the same key as it will have when finished.
  if (live) drawn.push(<Answer key={live.messageId} message={null} live={live} {...answers} />);
  return (
    <>
      {drawn}
      {asking?.text && <AskedMessage text={asking.text} />}
      {asking && (
        <article className="answer making" aria-busy="true">
          <h2 className="vh">{t("answer.heading")}</h2>
          <Thinking />
        </article>
      )}
    </>
  );
}
