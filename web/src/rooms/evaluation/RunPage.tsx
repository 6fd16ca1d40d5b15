import "./evaluation.css";
import { Link, useNavigate, useParams } from "react-router";
import type { EvaluationRun } from "../../api/types";
import { usePreferences } from "../../look/preferences";
import { Banner } from "../../ui/Banner";
import { Breakable } from "../../ui/Breakable";
import { SelectField } from "../../ui/SelectField";
import { useTitle } from "../../ui/useTitle";
import { moment } from "../../ui/when";
import { useWords } from "../../words/words";
import { Away } from "../jobs/Away";
import { EvaluationTag } from "./EvaluationTag";
import { FigureCards } from "./FigureCards";
import { FoundOr } from "./FoundOr";
import { runBefore } from "./figures";
import { QuestionList } from "./QuestionList";
import { RunProgress } from "./RunProgress";
import { useRun, useRuns, useSet } from "./sets";
import { runLooks } from "./states";
import { Terms } from "./Terms";

/** /admin/evaluation/runs/:id */
export function RunPage() {
  const { id = "" } = useParams();
  const found = useRun(id);
  return <FoundOr found={found}>{(run) => <Shown key={run.id} run={run} />}</FoundOr>;
}

function Shown({ run }: { run: EvaluationRun }) {
  const t = useWords();
  const { language } = usePreferences();
  const set = useSet(run.set_id).data;
  const runs = useRuns(run.set_id).data ?? [];
  const before = runBefore(run, runs);
  const when = moment(run.created_at, language);
  const title = t("eval.run.of", { when });
  useTitle(set ? `${title} · ${set.name}` : title);
  return (
    <article className="source">
      <Away />
      <header className="page-head">
        <div className="grow">
          <p className="crumb">
            <Link to="/admin/evaluation">{t("admin.evaluation")}</Link>
            {" › "}
            <Link to={`/admin/evaluation/sets/${run.set_id}`}>
              <Breakable name={set?.name ?? t("eval.set")} />
            </Link>
          </p>
          <h1>
            {title} <EvaluationTag look={runLooks[run.state]} />
          </h1>
        </div>
        <Against run={run} runs={runs} />
      </header>
      <RunProgress run={run} />
      {run.conditions?.changed_meanwhile && <Banner tone="wait">{t("eval.changedMeanwhile")}</Banner>}
      {run.figures.asked > 0 && (
        <section className="source-part" aria-labelledby="figures-title">
          <h2 id="figures-title">{t("eval.figures")}</h2>
          {before && (
            <p className="quiet">
              {t("eval.since", { when: moment(before.created_at, language) })}{" "}
              <Link to={`/admin/evaluation/runs/${run.id}/against/${before.id}`}>
                {t("eval.against.see")}
              </Link>
            </p>
          )}
          <FigureCards now={run.figures} before={before?.figures} />
          <Terms run={run} />
        </section>
      )}
      <QuestionList run={run} />
    </article>
  );
}

/** Leads to the comparison with any other run over the same questions. */
function Against({ run, runs }: { run: EvaluationRun; runs: readonly EvaluationRun[] }) {
  const t = useWords();
  const { language } = usePreferences();
  const navigate = useNavigate();
  const others = runs.filter(({ id, figures }) => id !== run.id && figures.asked > 0);
  if (others.length === 0 || run.figures.asked === 0) return null;
  return (
    <SelectField
      label={t("eval.against")}
      value=""
      options={[
        { value: "", label: t("eval.against.choose") },
        ...others.map((each) => ({ value: each.id, label: moment(each.created_at, language) })),
      ]}
      onChange={(event) => void navigate(`/admin/evaluation/runs/${run.id}/against/${event.target.value}`)}
    />
  );
}
