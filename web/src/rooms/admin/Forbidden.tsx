import { Link, useLocation } from "react-router";
import { Brand } from "../../ui/Brand";
import { EmptyState } from "../../ui/EmptyState";
import { useTitle } from "../../ui/useTitle";
import { useWords } from "../../words/words";
import { useMe } from "../accounts/me";

/** For those who may not look in here; a visitor may only need to sign in. */
export function Forbidden() {
  const t = useWords();
  const me = useMe().data;
  const here = useLocation();
  const visitor = me?.role === "visitor";
  useTitle(t("forbidden.title"));
  return (
    <div className="alone">
      <header className="top-bar">
        <Brand />
      </header>
      <main id="main">
        <EmptyState
          level={1}
          title={t("forbidden.title")}
          action={
            <>
              <Link className="btn primary" to="/sign-in" state={{ back: here.pathname }}>
                {visitor ? t("signIn.act") : t("forbidden.other")}
              </Link>
              <Link className="btn" to="/chat">
                {t("settings.back")}
              </Link>
            </>
          }
        >
          <p>{visitor ? t("forbidden.visitor") : t("forbidden.member")}</p>
        </EmptyState>
      </main>
    </div>
  );
}
