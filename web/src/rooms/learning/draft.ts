import { Trouble } from "../../api/trouble";
import type { NewSource, Source, SourceChange, SourceOptions } from "../../api/types";
import { cronFault } from "../../ui/cron";
import type { Key, Words } from "../../words/words";
import { isCrawled, type Kind } from "./states";

/** What is written in the form, as it is written. */
export interface Draft {
  kind: Kind;
  starts: string;
  name: string;
  include: string;
  exclude: string;
  kinds: string[];
  below: boolean;
  subdomains: boolean;
  render: boolean;
  maxPages: string;
  gap: string;
  headers: string;
  dropHeaders: boolean;
  collection: string;
  roles: string[];
  cron: string;
  zone: string;
  language: string;
  hide: boolean;
  arguments: Arguments;
}
export type Arguments = NonNullable<SourceOptions["arguments"]>;
export type DraftField = keyof Draft;
export type Faults = Partial<Record<DraftField, string>>;
/** What is not named is left to the server. */
export type Wish = Partial<Omit<NewSource, "options" | "kind" | "starts">> &
  Pick<NewSource, "kind" | "starts"> & { options: Partial<SourceOptions> };

export const usualPages = 10_000;
export const usualGapS = 0.5;
const mostPages = 1_000_000;
const longestGapS = 600;
const headerName = /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/;

export const emptyDraft: Draft = {
  kind: "site",
  starts: "",
  name: "",
  include: "",
  exclude: "",
  kinds: [],
  below: false,
  subdomains: false,
  render: false,
  maxPages: "",
  gap: "",
  headers: "",
  dropHeaders: false,
  collection: "",
  roles: [],
  cron: "",
  zone: "",
  language: "",
  hide: false,
  arguments: {},
};

export function draftOf(source: Source): Draft {
  const { options } = source;
  return {
    ...emptyDraft,
    kind: source.kind,
    starts: source.kind === "upload" ? "" : source.starts.join("\n"),
    name: source.name,
    include: (options.include ?? []).join("\n"),
    exclude: (options.exclude ?? []).join("\n"),
    kinds: options.kinds ?? [],
    below: options.below,
    subdomains: options.subdomains,
    render: options.render,
    maxPages: options.max_pages === usualPages ? "" : String(options.max_pages),
    gap: options.gap_s == null ? "" : String(options.gap_s),
    collection: source.collection,
    roles: source.roles,
    cron: source.cron ?? "",
    zone: source.zone ?? "",
    language: options.language ?? "",
    hide: options.mask === "hide",
    arguments: options.arguments ?? {},
  };
}

export function lines(text: string): string[] {
  return text
    .split("\n")
    .map((each) => each.trim())
    .filter(Boolean);
}

/** People write "example.org"; an address begins with its scheme. */
export function asAddress(text: string): string {
  return /^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[\w.-]+:\d/.test(text) ? text : `https://${text}`;
}

export function isAddress(text: string): boolean {
  return /^https?:\/\/\S+$/i.test(text) && URL.canParse(text);
}

function startsOf(draft: Draft, files: readonly string[]): string[] {
  if (draft.kind === "upload") return [...files];
  return isCrawled(draft.kind) ? lines(draft.starts).map(asAddress) : lines(draft.starts);
}

/** Headers as they are written in a request, one on each line; nothing when a line is none. */
export function headersIn(text: string): Record<string, string> | null {
  const found: Record<string, string> = {};
  for (const each of lines(text)) {
    const [, name = "", value = ""] = /^([^:]*):(.*)$/.exec(each) ?? [];
    if (!headerName.test(name.trim()) || value.trim() === "") return null;
    found[name.trim()] = value.trim();
  }
  return found;
}

/** What is surely wrong, beside the field it is about; the server has the last word. */
export function faultsIn(draft: Draft, files: readonly string[], t: Words): Faults {
  const faults: Faults = {};
  const starts = startsOf(draft, files);
  const wrong = isCrawled(draft.kind) ? starts.find((each) => !isAddress(each)) : undefined;
  if (starts.length === 0) faults.starts = t(noStart[draft.kind] ?? "learn.bad.noStart");
  else if (wrong !== undefined) faults.starts = t("learn.bad.address", { address: wrong });
  if (!within(draft.maxPages, 1, mostPages, true))
    faults.maxPages = t("learn.bad.pages", { most: mostPages });
  if (!within(draft.gap, 0, longestGapS, false)) faults.gap = t("learn.bad.gap", { most: longestGapS });
  if (headersIn(draft.headers) === null) faults.headers = t("learn.bad.headers");
  const cron = draft.cron.trim() === "" ? null : cronFault(draft.cron);
  if (cron) faults.cron = t("learn.bad.cron");
  return faults;
}

const noStart: Partial<Record<Kind, Key>> = {
  upload: "learn.bad.noFiles",
  reader: "learn.bad.noReader",
};

function within(text: string, from: number, to: number, whole: boolean): boolean {
  if (text.trim() === "") return true;
  const number = Number(text);
  return number >= from && number <= to && (!whole || Number.isInteger(number));
}

function optionsOf(draft: Draft): Partial<SourceOptions> {
  const options: Partial<SourceOptions> = {
    language: draft.language || null,
    mask: draft.hide ? "hide" : "keep",
  };
  if (draft.kind === "reader") return { ...options, arguments: typed(draft.arguments) };
  if (!isCrawled(draft.kind)) return options;
  if (draft.maxPages.trim()) options.max_pages = Number(draft.maxPages);
  if (draft.gap.trim()) options.gap_s = Number(draft.gap);
  return {
    ...options,
    include: lines(draft.include),
    exclude: lines(draft.exclude),
    kinds: draft.kinds,
    below: draft.below,
    subdomains: draft.subdomains,
    render: draft.render,
  };
}

/** What was left empty is left to the reader. */
function typed(given: Arguments): Arguments {
  const trimmed = Object.entries(given).map(([name, value]) => {
    if (Array.isArray(value)) return [name, value.map((each) => each.trim()).filter(Boolean)] as const;
    return [name, typeof value === "string" ? value.trim() : value] as const;
  });
  return Object.fromEntries(trimmed.filter(([, value]) => value !== "" && !Number.isNaN(value)));
}

export function wishOf(draft: Draft, files: readonly string[]): Wish {
  const wish: Wish = { kind: draft.kind, starts: startsOf(draft, files), options: optionsOf(draft) };
  if (draft.name.trim()) wish.name = draft.name.trim();
  if (draft.collection.trim()) wish.collection = draft.collection.trim();
  if (draft.roles.length > 0) wish.roles = draft.roles;
  const headers = headersIn(draft.headers) ?? {};
  if (isCrawled(draft.kind) && Object.keys(headers).length > 0) wish.headers = headers;
  if (draft.cron.trim()) Object.assign(wish, { cron: draft.cron.trim(), zone: draft.zone.trim() || null });
  return wish;
}

/** The same for a source that is there: options the form does not show stay as they are. */
export function changeOf(draft: Draft, source: Source, files: readonly string[]): Partial<SourceChange> {
  const { kind: _, options, headers, cron, zone, ...wish } = wishOf(draft, files);
  const { max_pages: _pages, gap_s: _gap, ...kept } = source.options;
  const change: Partial<SourceChange> = {
    ...wish,
    roles: draft.roles,
    options: { ...kept, ...options } as SourceOptions,
  };
  if (draft.dropHeaders) change.headers = {};
  else if (headers) change.headers = headers;
  if (cron) Object.assign(change, { cron, zone });
  else if (source.cron) change.unscheduled = true;
  return change;
}

const places: Record<string, DraftField> = {
  starts: "starts",
  name: "name",
  include: "include",
  exclude: "exclude",
  kinds: "kinds",
  max_pages: "maxPages",
  gap_s: "gap",
  headers: "headers",
  collection: "collection",
  roles: "roles",
  cron: "cron",
  zone: "zone",
  language: "language",
};

/** What the server refused, beside the field it is about; nothing when it is about no field. */
export function refusals(reason: unknown, draft: Draft): Faults {
  const trouble = Trouble.from(reason);
  const faults: Faults = {};
  for (const [place, says] of Object.entries(trouble.details)) {
    const field = place
      .split(".")
      .map((part) => places[part])
      .find(Boolean);
    if (field) faults[field] = says;
  }
  if (Object.keys(faults).length > 0 || trouble.code !== "invalid") return faults;
  if (draft.cron && trouble.message.includes(draft.cron.trim())) return { cron: trouble.message };
  if (draft.zone && trouble.message.includes(draft.zone.trim())) return { zone: trouble.message };
  if (lines(draft.starts).some((each) => trouble.message.includes(each))) return { starts: trouble.message };
  return faults;
}
