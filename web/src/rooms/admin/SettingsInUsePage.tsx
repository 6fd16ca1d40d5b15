import { useQuery } from "@tanstack/react-query";
import { get } from "../../api/rest";
import type { SettingsInUse } from "../../api/types";
import { EmptyState } from "../../ui/EmptyState";
import { TroubleBanner } from "../../ui/TroubleBanner";
import { useTitle } from "../../ui/useTitle";
import { Waiting } from "../../ui/Waiting";
import { useWords } from "../../words/words";
import { SettingsTable } from "./SettingsTable";
import { sectionsOf } from "./sections";

/** /admin/settings: the settings in use, to be read only; secrets arrive masked. */
export function SettingsInUsePage() {
  const t = useWords();
  const found = useQuery({ queryKey: ["settings"], queryFn: () => get<SettingsInUse>("/api/settings") });
  const sections = found.data ? sectionsOf(found.data.values) : [];
  useTitle(t("admin.settings"));
  return (
    <>
      <header className="page-head">
        <div className="grow">
          <h1>{t("admin.settings")}</h1>
          <p className="quiet">{t("inUse.says")}</p>
        </div>
      </header>
      {found.isError && <TroubleBanner reason={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <Waiting says={t("inUse.loading")} lines={8} />}
      {found.data && (
        <p className="settings-file">
          {found.data.file ? t("inUse.file") : t("inUse.noFile")}{" "}
          {found.data.file && <code>{found.data.file}</code>}
        </p>
      )}
      {found.data && sections.length === 0 && <EmptyState title={t("inUse.none")} />}
      {sections.map((section) => (
        <SettingsTable key={section.name} section={section} />
      ))}
    </>
  );
}
