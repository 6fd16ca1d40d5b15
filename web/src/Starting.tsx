import { Brand } from "./ui/Brand";
import { Button } from "./ui/Button";
import { EmptyState } from "./ui/EmptyState";
import { troubleWords } from "./words/troubleWords";
import { useWords } from "./words/words";

/** The moment before anything is known; or why it does not pass. */
export function Starting({ trouble, onRetry }: { trouble?: Error | null; onRetry?: () => void }) {
  const t = useWords();
  if (!trouble) {
    return (
      <div className="alone" aria-busy="true">
        <h1 className="vh">{t("starting")}</h1>
      </div>
    );
  }
  const words = troubleWords(trouble, t);
  return (
    <div className="alone">
      <header className="top-bar">
        <Brand />
      </header>
      <main id="main">
        <EmptyState
          level={1}
          title={words.title}
          action={
            <Button look="primary" onClick={onRetry}>
              {t("again")}
            </Button>
          }
        >
          <p>{words.says}</p>
        </EmptyState>
      </main>
    </div>
  );
}
