import { Brand } from "./ui/Brand";
import { Button } from "./ui/Button";
import { LonePage } from "./ui/LonePage";
import { troubleWords } from "./words/troubleWords";
import { useWords } from "./words/words";

/** The moment before anything is known; or why it does not pass. */
export function Starting({ trouble, onRetry }: { trouble?: Error | null; onRetry?: () => void }) {
  const t = useWords();
  if (!trouble) {
    return (
      <div className="alone starting" aria-busy="true">
        <Brand />
        <h1 className="vh">{t("starting")}</h1>
      </div>
    );
  }
  const words = troubleWords(trouble, t);
  const action = (
    <Button look="primary" onClick={onRetry}>
      {t("again")}
    </Button>
  );
  return (
    <LonePage title={words.title} action={action}>
      {words.says}
    </LonePage>
  );
}
