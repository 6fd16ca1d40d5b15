import type { ReactNode } from "react";
import type { Job } from "../../api/types";
import { usePreferences } from "../../look/preferences";
import { moment } from "../../ui/when";
import { useWords } from "../../words/words";
import { figures } from "./doing";
import { isOpen } from "./states";
import { Took } from "./Took";

/** When, how long, how often. */
export function JobFigures({ job }: { job: Job }) {
  const t = useWords();
  const { language } = usePreferences();
  const far = figures(job, t);
  const said = (at: string | null) => (at ? moment(at, language) : "–");
  return (
    <dl className="job-figures">
      <Figure name={t("job.created")}>{said(job.created_at)}</Figure>
      <Figure name={t("jobs.started")}>{said(job.started_at)}</Figure>
      <Figure name={t("job.ended")}>{said(job.ended_at)}</Figure>
      <Figure name={t("jobs.took")}>
        <Took job={job} />
      </Figure>
      <Figure name={t("jobs.failures")}>
        {t("jobs.failuresOf", { n: job.failures, most: job.attempts })}
      </Figure>
      {!isOpen(job) && far && <Figure name={t("job.progress")}>{far}</Figure>}
      {job.priority !== 0 && <Figure name={t("job.priority")}>{job.priority}</Figure>}
    </dl>
  );
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="num">{children}</dd>
    </div>
  );
}
