import type { Citation } from "../../api/types";

export interface LiveShown {
  text: string;
  citations: readonly Citation[];
}

/** Nobody reads faster than this; drawing each frame would only cost the battery. */
const readablePauseMs = 32;

/** An answer while it is being written. Told in step with the frames, whatever the pace of the chunks. */
export class LiveAnswer {
  lastSeq = 0;
  shown: LiveShown = { text: "", citations: [] };
  /** Who draws the text may ask for a pause between two drawings, when one has become long. */
  pauseMs = 0;
  private fresh = "";
  private planned = false;
  private toldAt = Number.NEGATIVE_INFINITY;
  private watchers = new Set<() => void>();

  constructor(
    readonly streamId: string,
    readonly messageId: string,
  ) {}

  /** Whether the event with this number comes next, was seen already, or leaves a gap before it. */
  accept(seq: number | null): "next" | "seen" | "gap" {
    if (seq === null) return "next";
    if (seq <= this.lastSeq) return "seen";
    if (seq > this.lastSeq + 1) return "gap";
    this.lastSeq = seq;
    return "next";
  }

  addText(text: string): void {
    this.fresh += text;
    this.plan();
  }

  addCitations(citations: readonly Citation[]): void {
    const others = this.shown.citations.filter((one) => !citations.some((other) => other.n === one.n));
    this.shown = { ...this.shown, citations: [...others, ...citations].sort((a, b) => a.n - b.n) };
    this.plan();
  }

  watch = (tell: () => void): (() => void) => {
    this.watchers.add(tell);
    return () => this.watchers.delete(tell);
  };

  private plan(): void {
    if (this.planned) return;
    this.planned = true;
    const frame = () => requestAnimationFrame(() => this.tell());
    const waitMs = this.toldAt + Math.max(this.pauseMs, readablePauseMs) - performance.now();
    if (waitMs > 0) setTimeout(frame, waitMs);
    else frame();
  }

  private tell(): void {
    this.planned = false;
    this.toldAt = performance.now();
    this.shown = { ...this.shown, text: this.shown.text + this.fresh };
    this.fresh = "";
    for (const tell of [...this.watchers]) tell();
  }
}
