import type { Job } from "../../api/types";
import { usePreferences } from "../../look/preferences";
import { Progress } from "../../ui/Progress";
import { useWords } from "../../words/words";
import { doing, figures, showsBar } from "./doing";
import { isOpen } from "./states";

/** How far a job is, and what it is about: a bar with its figures, and one sentence. */
export function Doing({ job }: { job: Job }) {
  const t = useWords();
  const { language } = usePreferences();
  const far = figures(job, t);
  const says = doing(job, t, language);
  return (
    <div className="doing">
      {far && (
        <div className="doing-far">
          {showsBar(job) && (
            <Progress
              label={t("job.progress")}
              done={job.done}
              total={job.total ?? 0}
              tone={job.state === "running" ? "indigo" : "quiet"}
            />
          )}
          <span className={isOpen(job) ? "num" : "num past"}>{far}</span>
        </div>
      )}
      {says && <p className={job.state === "failed" ? "says failed" : "says"}>{says}</p>}
    </div>
  );
}
