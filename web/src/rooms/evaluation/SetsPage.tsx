import "./evaluation.css";
import { EmptyState } from "../../ui/EmptyState";
import { Ledger } from "../../ui/Ledger";
import { TroubleBanner } from "../../ui/TroubleBanner";
import { useTitle } from "../../ui/useTitle";
import { Waiting } from "../../ui/Waiting";
import { useWords } from "../../words/words";
import { may, useMe } from "../accounts/me";
import { Away } from "../jobs/Away";
import { FormatHelp } from "./FormatHelp";
import { SetRow } from "./SetRow";
import { SetUpload } from "./SetUpload";
import { useSets } from "./sets";

/** /admin/evaluation: sets of questions, and how well what is learned answers them. */
export function SetsPage() {
  const t = useWords();
  const me = useMe().data;
  const sets = useSets();
  useTitle(t("admin.evaluation"));
  const manages = may(me, "evaluation.manage");
  const some = sets.data !== undefined && sets.data.length > 0;
  return (
    <article className="source">
      <header className="page-head">
        <div className="grow">
          <h1>{t("admin.evaluation")}</h1>
          <p className="quiet">{t("eval.says")}</p>
        </div>
      </header>
      <Away />
      {sets.isError && <TroubleBanner reason={sets.error} onRetry={() => void sets.refetch()} />}
      {sets.isPending && <Waiting says={t("eval.loading")} lines={6} />}
      {sets.data?.length === 0 && (
        <EmptyState title={t("eval.none.title")}>
          <FormatHelp />
        </EmptyState>
      )}
      {some && (
        <Ledger
          label={t("eval.sets")}
          look="question-sets"
          columns={[
            { label: t("eval.col.set") },
            { label: t("eval.col.recall"), end: true },
            { label: t("eval.col.contained"), end: true },
            { label: t("eval.col.run") },
            { label: t("learn.col.acts"), hidden: true },
          ]}
        >
          {sets.data.map((set) => (
            <SetRow key={set.id} set={set} mayStart={manages} />
          ))}
        </Ledger>
      )}
      {manages && sets.isSuccess && <SetUpload />}
      {some && (
        <details className="more">
          <summary className="btn link">{t("eval.format")}</summary>
          <FormatHelp />
        </details>
      )}
    </article>
  );
}
