import { lazy, type ReactNode, Suspense } from "react";
import { Waiting } from "../../ui/Waiting";
import { useWords } from "../../words/words";
import { ChatTrouble } from "./ChatTrouble";
import type { Conversation } from "./Conversation";
import type { Shown } from "./ConversationView";
import { Deleted } from "./Deleted";
import { Examples } from "./Examples";
import { Log } from "./Log";

/** What draws messages is a file of its own: the first, empty chat comes without it. */
export const loadMessages = () => import("./Messages");
const Messages = lazy(loadMessages);
// Whoever comes straight to a chat most likely finds messages there: the file travels while they are fetched.
if (/^\/chat\/./.test(location.pathname)) void loadMessages();

interface Props {
  conversation: Conversation;
  shown: Shown;
  busy: boolean;
}

export function ChatBody({ conversation, shown, busy }: Props) {
  const t = useWords();
  if (shown.phase === "failed") {
    return <Still>{<ChatTrouble reason={shown.trouble} onRetry={() => void conversation.load()} />}</Still>;
  }
  if (shown.phase === "deleted") return <Still>{<Deleted />}</Still>;
  const waiting = <Waiting says={t("chat.loading")} lines={6} />;
  if (shown.phase === "loading") return <Still>{waiting}</Still>;
  const empty = shown.messages.length === 0 && !busy;
  return (
    <Log jump={shown.asking?.requestId ?? null}>
      {empty ? (
        <Examples onAsk={(text) => void conversation.ask(text)} />
      ) : (
        <Suspense fallback={waiting}>
          <Messages conversation={conversation} shown={shown} busy={busy} />
        </Suspense>
      )}
    </Log>
  );
}

function Still({ children }: { children: ReactNode }) {
  return (
    <div className="log-frame">
      <div className="log">
        <div>{children}</div>
      </div>
    </div>
  );
}
