import { useState } from "react";
import { Link } from "react-router";
import type { Job } from "../../api/types";
import { Breakable } from "../../ui/Breakable";
import { Button } from "../../ui/Button";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { toast } from "../../ui/Toast";
import { TroubleBanner } from "../../ui/TroubleBanner";
import { useWords } from "../../words/words";
import { jobsPath } from "./filters";
import { useJobAct } from "./jobs";
import { useQueueTitle } from "./queues";
import { StateTag } from "./StateTag";
import { mayCancel, mayRetry } from "./states";

/** What it is, how it stands, and what one may do about it. */
export function JobHead({ job }: { job: Job }) {
  const t = useWords();
  const titleOf = useQueueTitle();
  const act = useJobAct(job.id);
  const [asking, setAsking] = useState(false);
  const cancel = async () => {
    await act.mutateAsync({ kind: "cancel" });
    toast(t("job.cancel.done"));
  };
  const retry = () => act.mutate({ kind: "retry" }, { onSuccess: () => toast(t("job.retry.done")) });
  // What has begun may be in the middle of something; what has not loses nothing.
  const begun = job.state === "running" || job.state === "waiting";
  const cancelNow = () => cancel().catch(() => undefined); // the banner below says why
  return (
    <>
      <header className="page-head">
        <div className="grow">
          <p className="crumb">
            <Link to="/admin/jobs">{t("admin.jobs")}</Link>
            <span aria-hidden="true"> › </span>
            <Link to={jobsPath({ queue: job.queue })}>{titleOf(job.queue)}</Link>
            {job.parent_id && (
              <>
                <span aria-hidden="true"> › </span>
                <Link to={`/admin/jobs/${job.parent_id}`}>{t("job.parent")}</Link>
              </>
            )}
          </p>
          <h1>
            <Breakable name={job.title} /> <StateTag job={job} />
          </h1>
          {job.title !== job.task && <p className="quiet">{job.task}</p>}
        </div>
        {mayRetry(job) && (
          <Button look="primary" disabled={act.isPending} onClick={retry}>
            {t("job.retry")}
          </Button>
        )}
        {mayCancel(job) && (
          <Button disabled={act.isPending} onClick={begun ? () => setAsking(true) : cancelNow}>
            {t("job.cancel")}
          </Button>
        )}
      </header>
      {act.isError && !asking && <TroubleBanner reason={act.error} />}
      {asking && (
        <ConfirmDialog
          title={t("job.cancel.title")}
          says={t("job.cancel.says")}
          act={t("job.cancel")}
          keep={t("job.cancel.keep")}
          onAct={cancel}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
