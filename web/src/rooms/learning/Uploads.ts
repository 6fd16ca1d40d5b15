import { Trouble } from "../../api/trouble";
import type { UploadedFile } from "../../api/types";

export interface Upload {
  key: number;
  name: string;
  size: number;
  sent: number;
  state: "waiting" | "sending" | "sent" | "failed";
  id: string | null;
  trouble: Trouble | null;
}
type Send = (file: File, onSent: (bytes: number) => void, signal: AbortSignal) => Promise<UploadedFile>;

const atOnce = 2;

/** Files on their way to the server, a few at a time; one that fails holds up none of the others. */
export class Uploads {
  shown: readonly Upload[] = [];
  private files = new Map<number, { file: File; stop: AbortController }>();
  private watchers = new Set<() => void>();
  private lastKey = 0;

  constructor(private readonly send: Send) {}

  watch = (tell: () => void): (() => void) => {
    this.watchers.add(tell);
    return () => this.watchers.delete(tell);
  };

  get ids(): string[] {
    return this.shown.flatMap(({ id }) => (id === null ? [] : [id]));
  }

  get busy(): boolean {
    return this.shown.some(({ state }) => state === "waiting" || state === "sending");
  }

  /** Takes files in; those that are too large are told so without being sent. */
  add(files: readonly File[], mostBytes: number | null): void {
    const added = files.map((file): Upload => {
      this.lastKey += 1;
      const tooLarge = mostBytes !== null && file.size > mostBytes;
      if (!tooLarge) this.files.set(this.lastKey, { file, stop: new AbortController() });
      return {
        key: this.lastKey,
        name: file.name,
        size: file.size,
        sent: 0,
        state: tooLarge ? "failed" : "waiting",
        id: null,
        trouble: tooLarge ? new Trouble("too_large", file.name) : null,
      };
    });
    this.show([...this.shown, ...added]);
    this.next();
  }

  remove(key: number): void {
    this.files.get(key)?.stop.abort();
    this.files.delete(key);
    this.show(this.shown.filter((each) => each.key !== key));
    this.next();
  }

  retry(key: number): void {
    this.put(key, { state: "waiting", trouble: null, sent: 0 });
    this.next();
  }

  canRetry(key: number): boolean {
    return this.files.has(key);
  }

  /** Whoever leaves takes back what has not arrived. */
  stop(): void {
    for (const { stop } of this.files.values()) stop.abort();
  }

  private next(): void {
    const free = atOnce - this.shown.filter(({ state }) => state === "sending").length;
    for (const { key } of this.shown.filter(({ state }) => state === "waiting").slice(0, Math.max(0, free)))
      void this.carry(key);
  }

  private async carry(key: number): Promise<void> {
    const found = this.files.get(key);
    if (!found) return;
    this.put(key, { state: "sending" });
    try {
      const stored = await this.send(found.file, (sent) => this.put(key, { sent }), found.stop.signal);
      this.put(key, { state: "sent", id: stored.id, sent: found.file.size });
    } catch (reason) {
      this.put(key, { state: "failed", trouble: Trouble.from(reason) });
    }
    this.next();
  }

  private put(key: number, change: Partial<Upload>): void {
    this.show(this.shown.map((each) => (each.key === key ? { ...each, ...change } : each)));
  }

  private show(shown: readonly Upload[]): void {
    this.shown = shown;
    for (const tell of [...this.watchers]) tell();
  }
}
