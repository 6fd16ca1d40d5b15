import { EmptyState } from "../../ui/EmptyState";
import { useTitle } from "../../ui/useTitle";
import { useWords } from "../../words/words";
import { DocumentList } from "./DocumentList";
import { ModuleSwitches } from "./found/ModuleSwitches";
import { RunCard } from "./RunCard";
import { RunHistory } from "./RunHistory";
import { useShownSource } from "./SourceFrame";
import { SourceSettings } from "./SourceSettings";
import { isCrawled } from "./states";
import { WhyForm } from "./WhyForm";

/** /admin/sources/:id: its newest run, its documents, and how it is read. */
export function SourcePage() {
  const t = useWords();
  const source = useShownSource();
  useTitle(source.name);
  return (
    <>
      {source.run ? (
        <>
          <RunCard run={source.run} kind={source.kind} />
          <DocumentList source={source} />
        </>
      ) : (
        <EmptyState title={t("learn.notYet.title")}>
          <p>{t("learn.notYet.says")}</p>
        </EmptyState>
      )}
      {isCrawled(source.kind) && <WhyForm id={source.id} />}
      {source.run && <RunHistory id={source.id} />}
      <SourceSettings source={source} />
      <ModuleSwitches source={source} />
    </>
  );
}
