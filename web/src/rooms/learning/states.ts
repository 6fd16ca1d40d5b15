import type { Document, LearningRun, Source, StepFigures } from "../../api/types";
import type { IconName } from "../../ui/Icon";
import type { Tone } from "../../ui/Tag";
import type { Key } from "../../words/words";

export type DocumentState = Document["state"];
export type Kind = Source["kind"];
export type Look = { word: Key; tone: Tone; icon: IconName };

export const kinds: readonly Kind[] = ["site", "sitemap", "pages", "feed", "folder", "upload", "reader"];
export const kindWords: Record<Kind, Key> = {
  site: "learn.kind.site",
  sitemap: "learn.kind.sitemap",
  pages: "learn.kind.pages",
  feed: "learn.kind.feed",
  folder: "learn.kind.folder",
  upload: "learn.kind.upload",
  reader: "learn.kind.reader",
};

/** What is read over the network, page by page: only that has patterns, pauses and a way to each page. */
export function isCrawled(kind: Kind): boolean {
  return kind !== "folder" && kind !== "upload" && kind !== "reader";
}

const runLooks: Record<LearningRun["state"], Look> = {
  queued: { word: "learn.run.queued", tone: "plain", icon: "clock" },
  running: { word: "learn.run.running", tone: "indigo", icon: "play" },
  paused: { word: "learn.run.paused", tone: "amber", icon: "pause" },
  done: { word: "learn.run.done", tone: "moss", icon: "done" },
  failed: { word: "learn.run.failed", tone: "red", icon: "alarm" },
  cancelled: { word: "learn.run.cancelled", tone: "plain", icon: "none" },
};
const pausing: Look = { word: "learn.run.pausing", tone: "amber", icon: "pause" };

export function runLook(run: LearningRun): Look {
  return run.pausing && isOpen(run) ? pausing : runLooks[run.state];
}

export function isOpen(run: LearningRun): boolean {
  return run.state === "queued" || run.state === "running" || run.state === "paused";
}

/** Only what is gathered one by one can rest: everything after it is soon over. */
export function mayPause(run: LearningRun, kind: Kind): boolean {
  const early = run.step === "waiting" || run.step === "gather";
  return (
    early &&
    !run.pausing &&
    (run.state === "queued" || run.state === "running") &&
    (isCrawled(kind) || kind === "reader")
  );
}

export const steps = ["gather", "convert", "learn", "finish"] as const;
export type Step = (typeof steps)[number];
export const stepWords: Record<Step, Key> = {
  gather: "learn.step.gather",
  convert: "learn.step.convert",
  learn: "learn.step.learn",
  finish: "learn.step.finish",
};
const order: readonly LearningRun["step"][] = ["waiting", "gather", "convert", "learn", "modules", "finish"];
export type Place = "done" | "now" | "stopped" | "ahead";

/** Where a run is, seen from one of its steps. */
export function placeOf(run: LearningRun, step: Step): Place {
  if (run.state === "done") return "done";
  const far = order.indexOf(run.step) - order.indexOf(step);
  if (far !== 0) return far > 0 ? "done" : "ahead";
  return isOpen(run) ? "now" : "stopped";
}

/** The step that is being done, as far as it has a name and figures. */
export function stepNow(run: LearningRun): { step: Step; figures: StepFigures | null } | null {
  const step = steps.find((each) => each === run.step);
  return step && isOpen(run) ? { step, figures: run.steps[step] ?? null } : null;
}

export const documentStates: readonly DocumentState[] = [
  "learned",
  "refused",
  "empty",
  "duplicate",
  "fetched",
  "converted",
];
export const documentLooks: Record<DocumentState, Look> = {
  learned: { word: "learn.doc.learned", tone: "moss", icon: "done" },
  refused: { word: "learn.doc.refused", tone: "red", icon: "alarm" },
  empty: { word: "learn.doc.empty", tone: "amber", icon: "none" },
  duplicate: { word: "learn.doc.duplicate", tone: "plain", icon: "list" },
  fetched: { word: "learn.doc.fetched", tone: "plain", icon: "clock" },
  converted: { word: "learn.doc.converted", tone: "indigo", icon: "play" },
};

const named: readonly (readonly [string, Key])[] = [
  ["new", "learn.count.new"],
  ["changed", "learn.count.changed"],
  ["unchanged", "learn.count.unchanged"],
  ["removed", "learn.count.removed"],
];

/** What gathering found, in a few kinds: whatever else the crawler decided was not taken. */
export function gathered(counts: Record<string, number>): { word: Key; n: number }[] {
  const known = named.map(([name, word]) => ({ word, n: counts[name] ?? 0 }));
  const names = new Set(named.map(([name]) => name));
  const others = Object.entries(counts).reduce((sum, [name, n]) => sum + (names.has(name) ? 0 : n), 0);
  return [...known, { word: "learn.count.left" as const, n: others }].filter(({ n }) => n > 0);
}
