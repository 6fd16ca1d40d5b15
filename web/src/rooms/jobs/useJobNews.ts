import { useEffect, useRef } from "react";
import { line } from "../../api/line";
import { Trouble } from "../../api/trouble";
import type { Job } from "../../api/types";

interface Hearing {
  /** What has changed, gathered for a moment. */
  news: (jobs: Job[]) => void;
  /** Some news may have been missed: ask for everything that is in view. */
  catchUp: () => void;
}

const momentMs = 150;
const watchAgainMs = 5000;

/** Hears of jobs (of one and its steps, or of all) for as long as the page is there, on every connection anew. */
export function useJobNews(jobId: string | null, hearing: Hearing): void {
  const now = useRef(hearing);
  now.current = hearing;
  useEffect(() => {
    const gathered = new Map<string, Job>();
    let telling: ReturnType<typeof setTimeout> | undefined;
    let again: ReturnType<typeof setTimeout> | undefined;
    const tell = () => {
      telling = undefined;
      const jobs = [...gathered.values()];
      gathered.clear();
      now.current.news(jobs);
    };
    const watch = () => {
      clearTimeout(again);
      line.invoke("jobs.watch", { job_id: jobId }).then(
        () => now.current.catchUp(),
        (reason) => {
          // When the connection is gone, the next one watches; anything else may pass.
          if (Trouble.from(reason).code === "timeout") again = setTimeout(watch, watchAgainMs);
        },
      );
    };
    const stops = [
      line.on("jobs.progress", ({ job }) => {
        gathered.set(job.id, job);
        telling ??= setTimeout(tell, momentMs);
      }),
      line.on("connection.missed", () => now.current.catchUp()),
      line.watch(() => line.state === "open" && watch()),
    ];
    if (line.state === "open") watch();
    return () => {
      clearTimeout(telling);
      clearTimeout(again);
      for (const stop of stops) stop();
    };
  }, [jobId]);
}
