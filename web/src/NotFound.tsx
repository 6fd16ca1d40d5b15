import { Link } from "react-router";
import { Brand } from "./ui/Brand";
import { EmptyState } from "./ui/EmptyState";
import { useTitle } from "./ui/useTitle";
import { useWords } from "./words/words";

export function NotFound() {
  const t = useWords();
  useTitle(t("notFound.title"));
  return (
    <div className="alone">
      <header className="top-bar">
        <Brand />
      </header>
      <main id="main">
        <EmptyState
          level={1}
          title={t("notFound.title")}
          action={
            <Link className="btn primary" to="/chat">
              {t("notFound.act")}
            </Link>
          }
        >
          <p>{t("notFound.says")}</p>
        </EmptyState>
      </main>
    </div>
  );
}
