import { useEffect, useRef, useState } from "react";
import { useNavigate } from "react-router";
import { useTitle } from "../../ui/useTitle";
import { Waiting } from "../../ui/Waiting";
import { useWords } from "../../words/words";
import { ChatHeader } from "./ChatHeader";
import { ChatTrouble } from "./ChatTrouble";
import { newestOrFirstSession } from "./sessions";

/** /chat: the newest chat, or a first one. */
export function ChatHome() {
  const t = useWords();
  const navigate = useNavigate();
  const [trouble, setTrouble] = useState<unknown>(null);
  const [tries, setTries] = useState(0);
  const begun = useRef(-1);
  useTitle(t("chat"));
  useEffect(() => {
    // React runs an effect twice in development; a second empty chat would stay behind.
    if (begun.current === tries) return;
    begun.current = tries;
    const open = async () => {
      const session = await newestOrFirstSession();
      await navigate(`/chat/${session.id}`, { replace: true });
    };
    open().catch(setTrouble);
  }, [navigate, tries]);

  const again = () => {
    setTrouble(null);
    setTries(tries + 1);
  };
  return (
    <main className="chat" id="main" tabIndex={-1}>
      <ChatHeader>
        <div className="chat-title">
          <h1>{t("chat")}</h1>
        </div>
      </ChatHeader>
      <div className="log">
        <div>
          {trouble ? <ChatTrouble reason={trouble} onRetry={again} /> : <Waiting says={t("chat.loading")} />}
        </div>
      </div>
    </main>
  );
}
