import type { Job } from "../../api/types";
import { span } from "../../ui/span";
import { useNow } from "../../ui/useNow";
import { useWords } from "../../words/words";
import { ranMs } from "./states";

/** For how long a job has run; the figure grows while it does. */
export function Took({ job }: { job: Job }) {
  const t = useWords();
  const now = useNow(1000, job.started_at !== null && job.ended_at === null);
  const ms = ranMs(job, now);
  return <span className="num">{ms === null ? "–" : span(ms, t)}</span>;
}
