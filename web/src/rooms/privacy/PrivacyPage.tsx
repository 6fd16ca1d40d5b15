import "./privacy.css";
import { TroubleBanner } from "../../ui/TroubleBanner";
import { useTitle } from "../../ui/useTitle";
import { Waiting } from "../../ui/Waiting";
import { useWords } from "../../words/words";
import { Contacts } from "./Contacts";
import { Counts } from "./Counts";
import { GuardStanding } from "./GuardStanding";
import { Levels } from "./Levels";
import { Looks } from "./Looks";
import { useGuard } from "./privacy";
import { Rules } from "./Rules";
import { VaultKeys } from "./VaultKeys";

/** /admin/privacy: what is kept from the models, and what an administrator decides about it. */
export function PrivacyPage() {
  const t = useWords();
  const guard = useGuard();
  useTitle(t("admin.privacy"));
  return (
    <div className="privacy">
      <header className="page-head">
        <div className="grow">
          <h1>{t("admin.privacy")}</h1>
          <p className="quiet">{t("privacy.says")}</p>
        </div>
      </header>
      {guard.isError && <TroubleBanner reason={guard.error} onRetry={() => void guard.refetch()} />}
      {guard.isPending && <Waiting says={t("privacy.loading")} lines={8} />}
      {guard.data && (
        <>
          <GuardStanding guard={guard.data} />
          <Counts />
          <Rules />
          <Contacts />
          <Levels />
          <VaultKeys vault={guard.data.vault} />
          <Looks />
        </>
      )}
    </div>
  );
}
