import type { Job } from "../../api/types";
import { CopyButton } from "../../ui/CopyButton";
import { useWords } from "../../words/words";

interface Props {
  error: NonNullable<Job["error"]>;
  /** Whether the job ended with it; otherwise it is only why it was, or will be, begun again. */
  over: boolean;
}

export function JobError({ error, over }: Props) {
  const t = useWords();
  return (
    <section className={`banner job-error ${over ? "trouble" : "wait"}`} aria-label={t("job.error")}>
      <div className="banner-words">
        <b>{over ? t("job.error.over") : t("job.error.again")}</b>
        <span>{error.message}</span>
        {error.trace_id && (
          <small>
            {t("job.error.trace")} <code>{error.trace_id}</code>
          </small>
        )}
      </div>
      {error.trace_id && <CopyButton text={error.trace_id} said={t("copied.trace")} />}
    </section>
  );
}
