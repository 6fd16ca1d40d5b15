import { usePreferences } from "../../look/preferences";
import { TroubleBanner } from "../../ui/TroubleBanner";
import { useTitle } from "../../ui/useTitle";
import { Waiting } from "../../ui/Waiting";
import { clockWithSeconds } from "../../ui/when";
import { useWords } from "../../words/words";
import { ComponentRow } from "./ComponentRow";
import { useComponents } from "./components";

/** /admin/components: what runs, what is missing, and how to mend it. */
export function ComponentsPage() {
  const t = useWords();
  const { language } = usePreferences();
  const parts = useComponents();
  useTitle(t("admin.components"));
  return (
    <>
      <header className="page-head">
        <div className="grow">
          <h1>{t("admin.components")}</h1>
          <p className="quiet">{t("components.says")}</p>
        </div>
        {parts.dataUpdatedAt > 0 && (
          <span className="quiet num">
            {t("components.checked", { at: clockWithSeconds(parts.dataUpdatedAt, language) })}
          </span>
        )}
      </header>
      {parts.isError && <TroubleBanner reason={parts.error} onRetry={() => void parts.refetch()} />}
      {parts.isPending && <Waiting says={t("components.loading")} lines={6} />}
      {parts.data && (
        <ul className="parts">
          {parts.data.map((part) => (
            <ComponentRow key={part.id} part={part} />
          ))}
        </ul>
      )}
    </>
  );
}
