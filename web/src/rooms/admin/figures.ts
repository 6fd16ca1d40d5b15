import type { Key, Words } from "../../words/words";

const names: Record<string, Key> = {
  documents: "figure.documents",
  failed: "job.failed",
  files: "figure.files",
  free_mib: "figure.free",
  id: "figure.id",
  indexed: "figure.indexed",
  memory_mib: "figure.memory",
  mib: "figure.size",
  model: "figure.model",
  oldest_s: "figure.oldest",
  passages: "figure.passages",
  queued: "job.queued",
  running: "job.running",
  waiting: "job.waiting",
};
const mibInAGib = 1024;

/** The word for a figure; one this screen has never heard of keeps the server's name. */
export function figureName(name: string, t: Words): string {
  const key = names[name];
  return key ? t(key) : name;
}

export function figureValue(name: string, value: string): string {
  if (!/^\d+$/.test(value)) return value;
  const number = Number(value);
  if (!name.endsWith("_mib")) return number.toLocaleString("en-US");
  return number < mibInAGib ? `${number} MiB` : `${(number / mibInAGib).toFixed(1)} GiB`;
}
