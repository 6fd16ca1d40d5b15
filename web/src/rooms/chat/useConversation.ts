import { useEffect, useMemo, useSyncExternalStore } from "react";
import { Conversation } from "./Conversation";
import type { Shown } from "./ConversationView";

export function useConversation(sessionId: string): { conversation: Conversation; shown: Shown } {
  const conversation = useMemo(() => new Conversation(sessionId), [sessionId]);
  useEffect(() => conversation.open(), [conversation]);
  const shown = useSyncExternalStore(conversation.watch, () => conversation.shown);
  return { conversation, shown };
}
