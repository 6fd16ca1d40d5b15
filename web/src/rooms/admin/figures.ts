import type { Key, Words } from "../../words/words";

const names: Record<string, Key> = {
  documents: "figure.documents",
  failed: "job.failed",
  files: "figure.files",
  free_mib: "figure.free",
  id: "figure.id",
  indexed: "figure.indexed",
  kind: "figure.kind",
  memory_mib: "figure.memory",
  mib: "figure.size",
  model: "figure.model",
  oldest_s: "figure.oldest",
  passages: "figure.passages",
  queued: "job.queued",
  running: "job.running",
  waiting: "job.waiting",
};
const kinds: Record<string, Key> = { embedded: "figure.kind.embedded" };
const mibInAGib = 1024;

/** The word for a figure; one this screen has never heard of keeps the server's name. */
export function figureName(name: string, t: Words): string {
  const key = names[name];
  return key ? t(key) : name;
}

export function figureValue(name: string, value: string, t: Words): string {
  const kind = name === "kind" && kinds[value];
  if (kind) return t(kind);
  if (!/^\d+$/.test(value)) return value;
  const number = Number(value);
  if (!name.endsWith("_mib")) return number.toLocaleString("en-US");
  return number < mibInAGib ? `${number} MiB` : `${(number / mibInAGib).toFixed(1)} GiB`;
}
