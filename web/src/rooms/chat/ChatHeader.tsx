import type { ReactNode } from "react";
import { IconButton } from "../../ui/IconButton";
import { useWords } from "../../words/words";
import { ConnectionState } from "./ConnectionState";
import { useChatFrame } from "./frame";

export function ChatHeader({ children }: { children: ReactNode }) {
  const t = useWords();
  const { openSheet, startNew } = useChatFrame();
  return (
    <header className="chat-header">
      <IconButton icon="list" label={t("sessions.open")} className="soft phone" onClick={openSheet} />
      {children}
      <ConnectionState />
      <IconButton icon="plus" label={t("chat.new")} className="soft phone" onClick={startNew} />
    </header>
  );
}
