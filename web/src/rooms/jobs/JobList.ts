import { Trouble } from "../../api/trouble";
import type { Job } from "../../api/types";
import { type Filters, matches, noFilters, paramsFrom } from "./filters";
import { Heard } from "./Heard";

export interface ShownList {
  phase: "loading" | "ready" | "failed";
  trouble: Trouble | null;
  jobs: readonly Job[];
  /** How many jobs there are that the list does not show yet. */
  fresh: number;
  more: boolean;
  busy: boolean;
}

const pageSize = 50;
const mostAtOnce = 500;
const empty: ShownList = { phase: "loading", trouble: null, jobs: [], fresh: 0, more: false, busy: true };

/**
 * The jobs in view, newest first. Rows change where they stand; they never move and none comes in between,
 * so that nothing slips away under a pointer: what is new is counted, and shown when the reader wants it.
 */
export class JobList {
  shown: ShownList = empty;
  private filters: Filters = noFilters;
  private question = 0;
  private fresh = new Map<string, Job>();
  private heard = new Heard();
  private watchers = new Set<() => void>();

  constructor(private readonly ask: (query: string) => Promise<Job[]>) {}

  watch = (tell: () => void): (() => void) => {
    this.watchers.add(tell);
    return () => this.watchers.delete(tell);
  };

  /** Shows the newest of those that match; what is in view stays until they are there. */
  async load(filters: Filters = this.filters): Promise<void> {
    this.filters = filters;
    const jobs = await this.find();
    if (!jobs) return;
    this.fresh.clear();
    this.show({ phase: "ready", jobs, fresh: 0, more: jobs.length === pageSize });
  }

  /** Adds older ones below; returns the first of them. */
  async older(): Promise<Job | null> {
    const last = this.shown.jobs.at(-1);
    if (!last || this.shown.busy) return null;
    const found = await this.find({ before: last.created_at });
    if (!found) return null;
    const known = new Set(this.shown.jobs.map((job) => job.id));
    const added = found.filter((job) => !known.has(job.id));
    this.show({ jobs: [...this.shown.jobs, ...added], more: found.length === pageSize });
    return added[0] ?? null;
  }

  /** News may have been lost: asks how those in view are now, and what has come. */
  async catchUp(): Promise<void> {
    if (this.shown.phase !== "ready") return this.load();
    if (this.shown.busy) return;
    const limit = Math.min(mostAtOnce, Math.max(pageSize, this.shown.jobs.length));
    const found = await this.find({ limit: String(limit) }, { quietly: true });
    if (found) this.put(found);
  }

  /** News. */
  take(jobs: readonly Job[]): void {
    this.heard.take(jobs);
    if (this.shown.phase === "ready") this.put(jobs);
  }

  private put(news: readonly Job[]): void {
    const byId = new Map(news.map((job) => [job.id, job]));
    const changed = this.shown.jobs.some((job) => byId.has(job.id));
    const jobs = changed ? this.shown.jobs.map((job) => byId.get(job.id) ?? job) : this.shown.jobs;
    const inView = new Set(jobs.map((job) => job.id));
    for (const job of news) {
      if (inView.has(job.id)) continue;
      if (matches(job, this.filters) && this.isNewHere(job)) this.fresh.set(job.id, job);
      else this.fresh.delete(job.id);
    }
    if (jobs.length === 0 && this.fresh.size > 0) void this.load();
    else if (changed || this.fresh.size !== this.shown.fresh) this.show({ jobs, fresh: this.fresh.size });
  }

  /** What belongs below the oldest one in view is not new: it comes with "older". */
  private isNewHere(job: Job): boolean {
    const oldest = this.shown.jobs.at(-1);
    return !this.shown.more || !oldest || job.created_at > oldest.created_at;
  }

  /** Asks; nothing when it failed, which is then shown, or when something else was asked meanwhile. */
  private async find(more: Record<string, string> = {}, { quietly = false } = {}): Promise<Job[] | null> {
    this.question += 1;
    const question = this.question;
    const since = this.heard.mark();
    const params = paramsFrom(this.filters);
    for (const [name, value] of Object.entries({ limit: String(pageSize), ...more })) params.set(name, value);
    if (!quietly) this.show({ busy: true });
    try {
      const found = await this.ask(params.toString());
      if (question !== this.question) return null;
      if (this.shown.busy || this.shown.trouble) this.show({ busy: false, trouble: null });
      return found.map((job) => this.heard.over(job, since));
    } catch (reason) {
      if (question !== this.question) return null;
      const phase = this.shown.phase === "ready" ? "ready" : "failed";
      this.show({ busy: false, phase, trouble: Trouble.from(reason) });
      return null;
    }
  }

  private show(change: Partial<ShownList>): void {
    this.shown = { ...this.shown, ...change };
    for (const tell of [...this.watchers]) tell();
  }
}
