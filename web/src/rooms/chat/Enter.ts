export interface KeyPress {
  key: string;
  shiftKey: boolean;
  isComposing: boolean;
  keyCode: number;
  timeStamp: number;
}

const sameStrokeMs = 60;

/** Tells an Enter that sends from an Enter that accepts a Japanese conversion. */
export class Enter {
  private composing = false;
  private endedAt = Number.NEGATIVE_INFINITY;

  compositionStarted(): void {
    this.composing = true;
  }

  compositionEnded(timeStamp: number): void {
    this.composing = false;
    this.endedAt = timeStamp;
  }

  sends(press: KeyPress): boolean {
    if (press.key !== "Enter" || press.shiftKey) return false;
    if (this.composing || press.isComposing || press.keyCode === 229) return false;
    // Safari ends the composition before it reports the very Enter that ended it.
    return press.timeStamp - this.endedAt > sameStrokeMs;
  }
}
