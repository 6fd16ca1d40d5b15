import { useId } from "react";
import type { JobTree } from "../../api/types";
import { useWords } from "../../words/words";
import { StepList } from "./StepList";
import { countWords, stepCounts } from "./tree";

/** The steps of a job, and theirs: a nested list whose branches open and close. */
export function StepTree({ job }: { job: JobTree }) {
  const t = useWords();
  const id = useId();
  return (
    <section className="job-part" aria-labelledby={id}>
      <header>
        <h2 id={id}>{t("job.steps")}</h2>
        <p className="quiet num">{countWords(stepCounts(job), t)}</p>
      </header>
      <StepList steps={job.steps} depth={0} />
    </section>
  );
}
