import { Trouble } from "../../api/trouble";
import type { JobLog, LogLine } from "../../api/types";

export interface ShownLog {
  phase: "loading" | "ready";
  lines: readonly LogLine[];
  trouble: Trouble | null;
}

const pageSize = 500;

/** The log of one job, read on from where one has come to. */
export class LogReader {
  shown: ShownLog = { phase: "loading", lines: [], trouble: null };
  private reading = false;
  private watchers = new Set<() => void>();

  constructor(private readonly ask: (after: number, limit: number) => Promise<JobLog>) {}

  watch = (tell: () => void): (() => void) => {
    this.watchers.add(tell);
    return () => this.watchers.delete(tell);
  };

  /** Reads to the end, page by page. */
  async read(): Promise<void> {
    if (this.reading) return;
    this.reading = true;
    try {
      let more = true;
      while (more) {
        const { lines } = await this.ask(this.shown.lines.at(-1)?.number ?? 0, pageSize);
        more = lines.length === pageSize;
        const changed = lines.length > 0 || this.shown.trouble !== null || this.shown.phase === "loading";
        if (changed) this.show({ phase: "ready", lines: [...this.shown.lines, ...lines], trouble: null });
      }
    } catch (reason) {
      this.show({ ...this.shown, phase: "ready", trouble: Trouble.from(reason) });
    } finally {
      this.reading = false;
    }
  }

  private show(shown: ShownLog): void {
    this.shown = shown;
    for (const tell of [...this.watchers]) tell();
  }
}
