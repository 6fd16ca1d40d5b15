import "./jobs.css";
import { useCallback, useMemo, useRef } from "react";
import { useSearchParams } from "react-router";
import type { Job } from "../../api/types";
import { Button } from "../../ui/Button";
import { EmptyState } from "../../ui/EmptyState";
import { Ledger } from "../../ui/Ledger";
import { TroubleBanner } from "../../ui/TroubleBanner";
import { useTitle } from "../../ui/useTitle";
import { Waiting } from "../../ui/Waiting";
import { useWords } from "../../words/words";
import { Away } from "./Away";
import { FreshJobs } from "./FreshJobs";
import { countOf, type Filters, filtersFrom, noFilters, paramsFrom } from "./filters";
import { JobFilters } from "./JobFilters";
import { JobRow } from "./JobRow";
import { useQueueTitle } from "./queues";
import { useJobList } from "./useJobList";

/** /admin/jobs: what is being done, what has been, and what went wrong. */
export function JobsPage() {
  const t = useWords();
  const [params, setParams] = useSearchParams();
  const filters = useMemo(() => filtersFrom(params), [params]);
  const { list, shown } = useJobList(filters);
  const titleOf = useQueueTitle();
  const rows = useRef<HTMLDivElement>(null);
  useTitle(t("admin.jobs"));
  const filter = useCallback(
    (wanted: Filters) => setParams(paramsFrom(wanted), { replace: true }),
    [setParams],
  );
  const focusOn = (job: Job | null | undefined, options?: FocusOptions) => {
    // The row is there once React has drawn what the list says.
    requestAnimationFrame(() =>
      rows.current?.querySelector<HTMLElement>(`[data-job="${job?.id}"]`)?.focus(options),
    );
  };
  return (
    <>
      <header className="page-head">
        <div className="grow">
          <h1>{t("admin.jobs")}</h1>
          <p className="quiet">{t("jobs.says")}</p>
        </div>
      </header>
      <Away />
      <JobFilters filters={filters} onFilter={filter} />
      {shown.trouble && <TroubleBanner reason={shown.trouble} onRetry={() => void list.load()} />}
      {shown.phase === "loading" && <Waiting says={t("jobs.loading")} lines={8} />}
      {shown.phase === "ready" && shown.jobs.length === 0 && (
        <NoJobs filtered={countOf(filters) > 0} onAll={() => filter(noFilters)} />
      )}
      {shown.jobs.length > 0 && (
        <div ref={rows} className="job-list">
          <FreshJobs
            count={shown.fresh}
            onShow={() => void list.load().then(() => focusOn(list.shown.jobs[0]))}
          />
          <Ledger label={t("admin.jobs")} look="jobs" busy={shown.busy} columns={columns(t)}>
            {shown.jobs.map((job) => (
              <JobRow key={job.id} job={job} queueTitle={titleOf(job.queue)} />
            ))}
          </Ledger>
          <p className="list-end">
            {shown.more ? (
              <Button onClick={() => void list.older().then((job) => focusOn(job, { preventScroll: true }))}>
                {t("jobs.older")}
              </Button>
            ) : (
              <span className="quiet">{t("jobs.all", { n: shown.jobs.length })}</span>
            )}
          </p>
        </div>
      )}
    </>
  );
}

function columns(t: ReturnType<typeof useWords>) {
  return [
    { label: t("jobs.what") },
    { label: t("jobs.state") },
    { label: t("jobs.far") },
    { label: t("jobs.started") },
    { label: t("jobs.took"), end: true },
    { label: t("jobs.failures"), end: true },
  ];
}

function NoJobs({ filtered, onAll }: { filtered: boolean; onAll: () => void }) {
  const t = useWords();
  if (!filtered) {
    return (
      <EmptyState title={t("jobs.none.title")}>
        <p>{t("jobs.none.says")}</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={t("jobs.noMatch.title")}
      action={<Button onClick={onAll}>{t("jobs.filter.none")}</Button>}
    >
      <p>{t("jobs.noMatch.says")}</p>
    </EmptyState>
  );
}
