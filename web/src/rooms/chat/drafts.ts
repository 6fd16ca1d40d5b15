/** What was written but not sent, kept per chat for as long as the tab lives. */
export interface Unsent {
  text: string;
  replaces: string | null;
  requestId: string;
}

const draftShelf = (sessionId: string) => `madoguchi.draft.${sessionId}`;
const unsentShelf = (sessionId: string) => `madoguchi.unsent.${sessionId}`;

export function draftOf(sessionId: string): string {
  return read(draftShelf(sessionId)) ?? "";
}

export function keepDraft(sessionId: string, text: string): void {
  write(draftShelf(sessionId), text === "" ? null : text);
}

/** A question on its way: only when the server has taken it may it be forgotten here. */
export function unsentOf(sessionId: string): Unsent | null {
  const stored = read(unsentShelf(sessionId));
  return stored ? (JSON.parse(stored) as Unsent) : null;
}

export function keepUnsent(sessionId: string, unsent: Unsent | null): void {
  write(unsentShelf(sessionId), unsent && JSON.stringify(unsent));
}

export function forgetAllDrafts(): void {
  for (const shelf of Object.keys(sessionStorage)) {
    if (shelf.startsWith("madoguchi.draft.") || shelf.startsWith("madoguchi.unsent."))
      sessionStorage.removeItem(shelf);
  }
}

function read(shelf: string): string | null {
  try {
    return sessionStorage.getItem(shelf);
  } catch {
    return null;
  }
}

function write(shelf: string, value: string | null): void {
  try {
    if (value === null) sessionStorage.removeItem(shelf);
    else sessionStorage.setItem(shelf, value);
  } catch {
    // Without storage the text still stands in the field; only a reload would lose it.
  }
}
