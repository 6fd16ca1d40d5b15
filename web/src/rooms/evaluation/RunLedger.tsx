import { Link } from "react-router";
import type { EvaluationRun } from "../../api/types";
import { usePreferences } from "../../look/preferences";
import { Cell, Ledger, LedgerRow } from "../../ui/Ledger";
import { moment } from "../../ui/when";
import { useWords } from "../../words/words";
import { EvaluationTag } from "./EvaluationTag";
import { figures, shown } from "./figures";
import { runLooks } from "./states";
import { termsWords } from "./terms";

const inRow = figures.filter(({ name }) =>
  ["recall_at_1", "recall_at_5", "ndcg_at_10", "contained", "refused"].includes(name),
);

/** The runs over a set, the newest first: what the chart draws, in figures. */
export function RunLedger({ runs }: { runs: readonly EvaluationRun[] }) {
  const t = useWords();
  return (
    <Ledger
      label={t("eval.runs")}
      look="evaluation-runs"
      columns={[
        { label: t("jobs.started") },
        { label: t("learn.col.state") },
        ...inRow.map(({ word }) => ({ label: t(word), end: true })),
      ]}
    >
      {runs.map((run) => (
        <Row key={run.id} run={run} />
      ))}
    </Ledger>
  );
}

function Row({ run }: { run: EvaluationRun }) {
  const t = useWords();
  const { language } = usePreferences();
  return (
    <LedgerRow tone={runLooks[run.state].tone}>
      <Cell name="what" head>
        <Link className="whole" to={`/admin/evaluation/runs/${run.id}`}>
          <time className="num" dateTime={run.created_at}>
            {moment(run.created_at, language)}
          </time>
        </Link>
        <small>{termsWords(run, t)}</small>
      </Cell>
      <Cell name="state">
        <EvaluationTag look={runLooks[run.state]} />
      </Cell>
      {inRow.map((figure) => (
        <Cell key={figure.name} name="figure" label={t(figure.word)} end nil={run.figures[figure.of] === 0}>
          <span className="num">{shown(run.figures[figure.name], figure.bare)}</span>
        </Cell>
      ))}
    </LedgerRow>
  );
}
