export interface Section {
  name: string;
  rows: { name: string; value: unknown }[];
}

/** Nested settings as flat rows under their first name; single values come first, without a heading of their own. */
export function sectionsOf(values: Record<string, unknown>): Section[] {
  const single: Section = { name: "", rows: [] };
  const sections: Section[] = [];
  for (const [name, value] of Object.entries(values)) {
    if (isGroup(value)) sections.push({ name, rows: rowsOf(value, "") });
    else single.rows.push({ name, value });
  }
  return single.rows.length > 0 ? [single, ...sections] : sections;
}

function rowsOf(group: Record<string, unknown>, prefix: string): Section["rows"] {
  return Object.entries(group).flatMap(([name, value]) =>
    isGroup(value) ? rowsOf(value, `${prefix}${name}.`) : [{ name: `${prefix}${name}`, value }],
  );
}

/** A list of groups (the models, say) counts as a group whose names are the places in the list. */
function isGroup(value: unknown): value is Record<string, unknown> {
  if (Array.isArray(value)) return value.length > 0 && value.every(isGroup);
  return typeof value === "object" && value !== null;
}
