import { Link, useLocation } from "react-router";
import { Trouble } from "../../api/trouble";
import { Button } from "../../ui/Button";
import { EmptyState } from "../../ui/EmptyState";
import { troubleWords } from "../../words/troubleWords";
import { useWords } from "../../words/words";
import { useChatFrame } from "./frame";

/** Why there is no chat to show, and the way on. */
export function ChatTrouble({ reason, onRetry }: { reason: unknown; onRetry: () => void }) {
  const t = useWords();
  const here = useLocation();
  const { startNew } = useChatFrame();
  const { code } = Trouble.from(reason);
  if (code === "not_found" || code === "invalid") {
    return (
      <EmptyState
        title={t("chat.notFound.title")}
        action={<Button onClick={startNew}>{t("chat.new")}</Button>}
      >
        <p>{t("chat.notFound.says")}</p>
      </EmptyState>
    );
  }
  const words = troubleWords(reason, t);
  const signIn = code === "forbidden" || code === "unauthenticated";
  const action = signIn ? (
    <Link className="btn primary" to="/sign-in" state={{ back: here.pathname }}>
      {t("signIn")}
    </Link>
  ) : (
    <Button look="primary" onClick={onRetry}>
      {t("again")}
    </Button>
  );
  return (
    <EmptyState title={words.title} action={action}>
      <p>{words.says}</p>
    </EmptyState>
  );
}
