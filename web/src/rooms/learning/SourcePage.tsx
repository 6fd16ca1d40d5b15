import "./learning.css";
import { useParams } from "react-router";
import type { Source } from "../../api/types";
import { EmptyState } from "../../ui/EmptyState";
import { useTitle } from "../../ui/useTitle";
import { useWords } from "../../words/words";
import { Away } from "../jobs/Away";
import { DocumentList } from "./DocumentList";
import { RunCard } from "./RunCard";
import { RunHistory } from "./RunHistory";
import { SourceHead } from "./SourceHead";
import { SourceOr } from "./SourceOr";
import { SourceSettings } from "./SourceSettings";
import { isCrawled } from "./states";
import { WhyForm } from "./WhyForm";

/** /admin/sources/:id */
export function SourcePage() {
  const { id = "" } = useParams();
  return (
    <SourceOr key={id} id={id}>
      {(source) => <Shown source={source} />}
    </SourceOr>
  );
}

function Shown({ source }: { source: Source }) {
  const t = useWords();
  useTitle(source.name);
  return (
    <article className="source">
      <Away />
      <SourceHead source={source} />
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
    </article>
  );
}
