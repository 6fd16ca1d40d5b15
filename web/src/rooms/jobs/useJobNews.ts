import { line } from "../../api/line";
import type { Job } from "../../api/types";
import { useNews } from "../../api/useNews";

interface Hearing {
  news: (jobs: Job[]) => void;
  catchUp: () => void;
}

/** Hears of jobs: of one and its steps, or of all. */
export function useJobNews(jobId: string | null, hearing: Hearing): void {
  useNews<Job>(jobId, {
    ...hearing,
    watch: () => line.invoke("jobs.watch", { job_id: jobId }),
    on: (take) => line.on("jobs.progress", ({ job }) => take(job.id, job)),
  });
}
