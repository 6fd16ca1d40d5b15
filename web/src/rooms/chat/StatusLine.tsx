import type { Message } from "../../api/types";
import { Button } from "../../ui/Button";
import { useWords } from "../../words/words";

interface Props {
  message: Message;
  busy: boolean;
  onRetry: () => void;
}

/** How an answer ended, when it did not simply end. */
export function StatusLine({ message, busy, onRetry }: Props) {
  const t = useWords();
  if (message.status === "done") return null;
  const trouble = message.status !== "stopped";
  return (
    <div className={`status-line ${trouble ? "trouble" : "quiet"}`}>
      <p>{words()}</p>
      <Button look={trouble ? "primary" : "plain"} disabled={busy} onClick={onRetry}>
        {t("answer.retry")}
      </Button>
    </div>
  );

  function words(): string {
    const reason = message.problem?.message ?? "";
    if (message.status === "stopped") return t("answer.stopped");
    return message.status === "failed" ? t("answer.failed", { reason }) : t("answer.interrupted");
  }
}
