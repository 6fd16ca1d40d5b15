import "./accounts.css";
import { Link } from "react-router";
import { Brand } from "../../ui/Brand";
import { useTitle } from "../../ui/useTitle";
import { useWords } from "../../words/words";
import { AccountSection } from "./AccountSection";
import { ApiKeysSection } from "./ApiKeysSection";
import { LookSection } from "./LookSection";
import { may, useMe } from "./me";

/** /settings: what each reader decides for themselves. */
export default function SettingsPage() {
  const t = useWords();
  const me = useMe().data;
  useTitle(t("settings"));
  return (
    <div className="settings">
      <a className="skip" href="#main">
        {t("skip.main")}
      </a>
      <header className="top-bar">
        <Brand />
        <Link to="/chat">{t("settings.back")}</Link>
      </header>
      <main id="main" tabIndex={-1}>
        <h1>{t("settings")}</h1>
        <LookSection />
        {me && <AccountSection me={me} />}
        {may(me, "accounts.keys") && <ApiKeysSection />}
      </main>
    </div>
  );
}
