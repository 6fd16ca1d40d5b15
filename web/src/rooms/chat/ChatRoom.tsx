import { lazy, Suspense, useCallback, useEffect, useRef } from "react";
import { useParams } from "react-router";
import { useTitle } from "../../ui/useTitle";
import { useWords } from "../../words/words";
import { Announcer } from "./Announcer";
import { ChatBody, loadMessages } from "./ChatBody";
import { ChatHeader } from "./ChatHeader";
import { ChatTitle } from "./ChatTitle";
import { Composer } from "./Composer";
import type { Shown } from "./ConversationView";
import { countHidden, newestQuestion } from "./hidden";
import { Notice } from "./Notice";
import { PinnedLanguage } from "./PinnedLanguage";
import { useConversation } from "./useConversation";
import { useEscape } from "./useEscape";
import { usePassage } from "./usePassage";

const CitedPassage = lazy(() => import("./CitedPassage"));

/** /chat/:id */
export function ChatRoom() {
  const { id = "" } = useParams();
  return <OneChat key={id} id={id} />;
}

function OneChat({ id }: { id: string }) {
  const t = useWords();
  const { conversation, shown } = useConversation(id);
  const { passage, close } = usePassage();
  const field = useRef<HTMLTextAreaElement>(null);
  const busy = shown.live !== null || shown.asking !== null;
  const ready = shown.phase === "ready";
  useTitle(shown.title ?? t("chat.untitled"));
  useEscape({
    passageOpen: passage !== null,
    busy,
    stop: () => void conversation.stop(),
    closePassage: close,
  });
  const focusField = useCallback(() => field.current?.focus(), []);
  useEffect(() => {
    // On a phone the keyboard would cover the answer, so the field waits to be touched there.
    if (ready && matchMedia("(hover: hover)").matches) focusField();
  }, [ready, focusField]);

  return (
    <>
      <main className="chat" id="main" tabIndex={-1}>
        <ChatHeader>
          <ChatTitle id={id} title={shown.title} />
          <PinnedLanguage id={id} pinned={shown.pinned} />
        </ChatHeader>
        <ChatBody conversation={conversation} shown={shown} busy={busy} />
        {ready && (
          <div className="ask-area">
            <Notice trouble={shown.notice} onDismiss={() => conversation.dismiss()} />
            <Composer
              sessionId={id}
              field={field}
              busy={busy}
              stopping={shown.stopping}
              onWriting={() => void loadMessages()}
              onSend={(text) => conversation.ask(text)}
              onStop={() => void conversation.stop()}
            />
          </div>
        )}
        <Announcer busy={busy} asked={askedNow(shown)} finished={shown.finished} />
      </main>
      {passage && ready && (
        <Suspense>
          <CitedPassage
            key={passage.id}
            sessionId={id}
            messages={shown.messages}
            passage={passage}
            onClose={close}
            orElseFocus={focusField}
          />
        </Suspense>
      )}
    </>
  );
}

function askedNow(shown: Shown) {
  const question = shown.live ? newestQuestion(shown.messages) : undefined;
  return question ? { id: question.id, hidden: countHidden(question.hidden ?? [], shown.asIs).hidden } : null;
}
