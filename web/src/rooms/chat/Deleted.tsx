import { Button } from "../../ui/Button";
import { EmptyState } from "../../ui/EmptyState";
import { useWords } from "../../words/words";
import { useChatFrame } from "./frame";

/** The chat in view was deleted in another tab. */
export function Deleted() {
  const t = useWords();
  const { startNew } = useChatFrame();
  return (
    <EmptyState title={t("chat.deleted.title")} action={<Button onClick={startNew}>{t("chat.new")}</Button>}>
      <p>{t("chat.deleted.says")}</p>
    </EmptyState>
  );
}
