import "./jobs.css";
import { Link, useParams } from "react-router";
import { Trouble } from "../../api/trouble";
import type { JobTree } from "../../api/types";
import { EmptyState } from "../../ui/EmptyState";
import { TroubleBanner } from "../../ui/TroubleBanner";
import { useTitle } from "../../ui/useTitle";
import { Waiting } from "../../ui/Waiting";
import { useWords } from "../../words/words";
import { Away } from "./Away";
import { Doing } from "./Doing";
import { JobError } from "./JobError";
import { JobFigures } from "./JobFigures";
import { JobHead } from "./JobHead";
import { JobLog } from "./JobLog";
import { useJob } from "./jobs";
import { QuestionCard } from "./QuestionCard";
import { Spoken } from "./Spoken";
import { StepTree } from "./StepTree";
import { isOpen } from "./states";
import { Values } from "./Values";

/** /admin/jobs/:id */
export function JobPage() {
  const { id = "" } = useParams();
  return <OneJob key={id} id={id} />;
}

function OneJob({ id }: { id: string }) {
  const t = useWords();
  const found = useJob(id);
  useTitle(found.data?.title ?? t("admin.jobs"));
  if (found.data) {
    return (
      <>
        <Away />
        {found.isError && <TroubleBanner reason={found.error} onRetry={() => void found.refetch()} />}
        <Shown job={found.data} />
      </>
    );
  }
  if (found.isError) {
    if (Trouble.from(found.error).code === "not_found") return <Missing />;
    return <TroubleBanner reason={found.error} onRetry={() => void found.refetch()} />;
  }
  return (
    <>
      <h1 className="vh">{t("admin.jobs")}</h1>
      <Waiting says={t("job.loading")} lines={8} />
    </>
  );
}

function Shown({ job }: { job: JobTree }) {
  const t = useWords();
  return (
    <article className="job">
      <JobHead job={job} />
      <Spoken job={job} />
      {job.waits_for === "person" && job.question && (
        <QuestionCard key={job.question.step} id={job.id} question={job.question} />
      )}
      {job.error && <JobError error={job.error} over={!isOpen(job)} />}
      {isOpen(job) && job.waits_for !== "person" && <Doing job={job} />}
      <JobFigures job={job} />
      {job.steps.length > 0 && <StepTree job={job} />}
      {job.result && <Values title={t("job.result")} values={job.result} said={t("copied.result")} />}
      <JobLog id={job.id} running={isOpen(job)} />
      <Values title={t("job.params")} values={job.params} said={t("copied.params")} />
    </article>
  );
}

function Missing() {
  const t = useWords();
  return (
    <EmptyState
      level={1}
      title={t("job.missing.title")}
      action={
        <Link className="btn primary" to="/admin/jobs">
          {t("job.toList")}
        </Link>
      }
    >
      <p>{t("job.missing.says")}</p>
    </EmptyState>
  );
}
