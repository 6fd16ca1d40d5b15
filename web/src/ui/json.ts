export function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object that a text stands for; nothing when it is no object, or no JSON at all. */
export function groupIn(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text.trim() === "" ? "{}" : text);
    return isGroup(value) ? value : null;
  } catch {
    return null;
  }
}

export function asJson(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
