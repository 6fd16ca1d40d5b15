import type { Job } from "../../api/types";

const mostKept = 500;

/** What was told of jobs, and when: an answer that was on its way meanwhile may be older than the news. */
export class Heard {
  private told = new Map<string, { job: Job; at: number }>();
  private clock = 0;

  take(jobs: readonly Job[]): void {
    for (const job of jobs) {
      this.clock += 1;
      this.told.delete(job.id);
      this.told.set(job.id, { job, at: this.clock });
    }
    for (const id of this.told.keys()) {
      if (this.told.size <= mostKept) break;
      this.told.delete(id);
    }
  }

  /** This moment; to be kept while one asks. */
  mark(): number {
    return this.clock;
  }

  /** What was answered, with what was told since one asked. */
  over<J extends Job>(answered: J, since: number): J {
    const told = this.told.get(answered.id);
    return told && told.at > since ? { ...answered, ...told.job } : answered;
  }
}
