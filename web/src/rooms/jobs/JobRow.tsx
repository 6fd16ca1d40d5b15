import { memo } from "react";
import { Link } from "react-router";
import type { Job } from "../../api/types";
import { usePreferences } from "../../look/preferences";
import { Breakable } from "../../ui/Breakable";
import { Cell, LedgerRow } from "../../ui/Ledger";
import { moment } from "../../ui/when";
import { useWords } from "../../words/words";
import { Doing } from "./Doing";
import { StateTag } from "./StateTag";
import { lookOf, ranMs } from "./states";
import { Took } from "./Took";

interface Props {
  job: Job;
  queueTitle: string;
}

export const JobRow = memo(function JobRow({ job, queueTitle }: Props) {
  const t = useWords();
  const { language } = usePreferences();
  return (
    <LedgerRow tone={lookOf(job).tone}>
      <Cell name="what" head>
        <Link className="whole" to={`/admin/jobs/${job.id}`} data-job={job.id}>
          <Breakable name={job.title} />
        </Link>
        <small>
          {job.title !== job.task && (
            <>
              <Breakable name={job.task} /> ·{" "}
            </>
          )}
          {queueTitle}
        </small>
      </Cell>
      <Cell name="state">
        <StateTag job={job} />
      </Cell>
      <Cell name="far">
        <Doing job={job} />
      </Cell>
      <Cell name="when" label={t("jobs.started")} nil={job.started_at === null}>
        {job.started_at ? moment(job.started_at, language) : t("jobs.notYet")}
      </Cell>
      <Cell name="took" label={t("jobs.took")} end nil={ranMs(job, 0) === null}>
        <Took job={job} />
      </Cell>
      <Cell name="failures" label={t("jobs.failures")} end nil={job.failures === 0}>
        <span className="num">
          {job.failures > 0 ? t("jobs.failuresOf", { n: job.failures, most: job.attempts }) : "–"}
        </span>
      </Cell>
    </LedgerRow>
  );
});
