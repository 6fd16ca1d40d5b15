import type { NewApiKey } from "../../api/types";
import { Button } from "../../ui/Button";
import { CopyButton } from "../../ui/CopyButton";
import { useWords } from "../../words/words";

/** The one time a key can be seen. */
export function NewKey({ made, onDone }: { made: NewApiKey; onDone: () => void }) {
  const t = useWords();
  return (
    <div className="new-key" role="status">
      <p>
        <b>{t("keys.api.made", { name: made.name })}</b> {t("keys.api.once")}
      </p>
      <code>{made.key}</code>
      <div className="row">
        <CopyButton text={made.key} said={t("copied.key")} className="btn primary" />
        <Button onClick={onDone}>{t("keys.api.done")}</Button>
      </div>
    </div>
  );
}
