import { isGroup } from "../../ui/json";

export type Plain = string | number | boolean | null;

export type Readable =
  | { kind: "plain"; value: Plain }
  | { kind: "list"; items: Plain[] }
  | { kind: "table"; names: string[]; rows: Plain[][] }
  | { kind: "group"; entries: [string, Readable][] };

const longestDigest = 60;
const mostColumns = 5;

/** A value as one reads it: names and values, short lists in a line, longer matters one inside the other. */
export function readable(value: unknown): Readable {
  if (Array.isArray(value)) {
    if (value.every(isPlain)) return { kind: "list", items: value };
    const table = tableOf(value);
    if (table) return table;
    return { kind: "group", entries: value.map((each, i) => [String(i + 1), readable(each)]) };
  }
  if (typeof value === "object" && value !== null) {
    return { kind: "group", entries: Object.entries(value).map(([name, each]) => [name, readable(each)]) };
  }
  return { kind: "plain", value: isPlain(value) ? value : String(value) };
}

/** Things of one kind that are said by the same few plain values stand better in rows. */
function tableOf(values: unknown[]): Readable | null {
  const names = isGroup(values[0]) ? Object.keys(values[0]) : [];
  if (values.length < 2 || names.length === 0 || names.length > mostColumns) return null;
  const rows: Plain[][] = [];
  for (const value of values) {
    if (!isGroup(value) || Object.keys(value).join() !== names.join()) return null;
    const row = Object.values(value);
    if (!row.every(isPlain)) return null;
    rows.push(row);
  }
  return { kind: "table", names, rows };
}

/** The first texts, or else figures, in one short line: what tells one step from the next. */
export function digest(values: Record<string, unknown>): string {
  const all = Object.values(values);
  const texts = all.filter((value) => typeof value === "string" && value.trim() !== "");
  const said = texts.length > 0 ? texts : all.filter((value) => typeof value === "number");
  const letters = [...said.join(" · ").replace(/\s+/g, " ")];
  return letters.length > longestDigest
    ? `${letters.slice(0, longestDigest - 1).join("")}…`
    : letters.join("");
}

export function isEmpty(values: Record<string, unknown>): boolean {
  return Object.keys(values).length === 0;
}

function isPlain(value: unknown): value is Plain {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}
