import type { LearningRun } from "../../api/types";
import { usePreferences } from "../../look/preferences";
import { Cell, Ledger, LedgerRow } from "../../ui/Ledger";
import { span } from "../../ui/span";
import { TroubleBanner } from "../../ui/TroubleBanner";
import { moment } from "../../ui/when";
import { useWords } from "../../words/words";
import { RunTag } from "./RunTag";
import { useRuns } from "./sources";
import { gathered, runLook } from "./states";

/** The runs before the one above. */
export function RunHistory({ id }: { id: string }) {
  const t = useWords();
  const runs = useRuns(id);
  const earlier = runs.data?.slice(1) ?? [];
  if (runs.isError) return <TroubleBanner reason={runs.error} onRetry={() => void runs.refetch()} />;
  if (earlier.length === 0) return null;
  return (
    <section className="source-part" aria-labelledby="runs-title">
      <h2 id="runs-title">{t("learn.runs")}</h2>
      <Ledger
        label={t("learn.runs")}
        look="runs"
        columns={[
          { label: t("jobs.started") },
          { label: t("learn.col.state") },
          { label: t("learn.runs.found") },
          { label: t("jobs.took"), end: true },
        ]}
      >
        {earlier.map((run) => (
          <Row key={run.id} run={run} />
        ))}
      </Ledger>
    </section>
  );
}

function Row({ run }: { run: LearningRun }) {
  const t = useWords();
  const { language } = usePreferences();
  const counts = gathered(run.steps.gather?.counts ?? {});
  const tookMs =
    run.started_at && run.ended_at ? Date.parse(run.ended_at) - Date.parse(run.started_at) : null;
  return (
    <LedgerRow tone={runLook(run).tone}>
      <Cell name="when" head>
        <time className="num" dateTime={run.created_at}>
          {moment(run.created_at, language)}
        </time>
      </Cell>
      <Cell name="state">
        <RunTag run={run} />
      </Cell>
      <Cell name="found">
        <span className="num">
          {counts.map(({ word, n }) => `${t(word)} ${n.toLocaleString("en-US")}`).join(t("job.steps.and"))}
        </span>
        {run.error && <small>{run.error.message}</small>}
      </Cell>
      <Cell name="took" label={t("jobs.took")} end nil={tookMs === null}>
        <span className="num">{tookMs === null ? "–" : span(tookMs, t)}</span>
      </Cell>
    </LedgerRow>
  );
}
