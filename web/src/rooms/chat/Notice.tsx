import { useLinkState } from "../../api/line";
import { lineCodes, type Trouble } from "../../api/trouble";
import { Banner } from "../../ui/Banner";
import { IconButton } from "../../ui/IconButton";
import { troubleWords } from "../../words/troubleWords";
import { useWords } from "../../words/words";

/** Above the field: what went wrong with the last wish, or that the server cannot be heard. */
export function Notice({ trouble, onDismiss }: { trouble: Trouble | null; onDismiss: () => void }) {
  const t = useWords();
  const link = useLinkState();
  const close = <IconButton icon="close" label={t("close")} className="soft" onClick={onDismiss} />;
  if (trouble && lineCodes.has(trouble.code)) {
    return (
      <Banner tone="trouble" title={t("notice.unsent.title")} action={close}>
        {t("notice.unsent.says")}
      </Banner>
    );
  }
  if (trouble) {
    const words = troubleWords(trouble, t);
    return (
      <Banner tone="trouble" title={words.title} action={close}>
        {words.says}
      </Banner>
    );
  }
  if (link !== "away") return null;
  return (
    <Banner tone="wait" title={t("notice.away.title")}>
      {t("notice.away.says")}
    </Banner>
  );
}
