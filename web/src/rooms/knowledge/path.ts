import type { Words } from "../../words/words";

/** Where in its document a passage stands. */
interface Place {
  page?: number | null;
  place?: string | null;
}

const cells = /^(?:(.*)!)?([A-Z]+\d+:[A-Z]+\d+)$/s;

/** The way to a place in a document, without the document's own title when the way begins with it. */
export function pathWords(title: string, headings: readonly string[]): string {
  return (headings[0] === title ? headings.slice(1) : headings).join(" › ");
}

/** "p. 12", "slide 3", "sheet Prices A4:C9"; an anchor is only followed. */
export function placeWords({ page, place }: Place, t: Words): string {
  if (place === "slide" && page != null) return t("sources.slide", { page });
  const [, sheet, range] = cells.exec(place ?? "") ?? [];
  if (range)
    return sheet ? t("sources.sheet", { sheet, cells: range }) : t("sources.cells", { cells: range });
  return page == null ? "" : t("sources.page", { page });
}

/** The way to a passage and its place, in one line. */
export function wayWords(title: string, at: Place & { heading_path: readonly string[] }, t: Words): string {
  return [pathWords(title, at.heading_path), placeWords(at, t)].filter(Boolean).join(" · ");
}

/** The address of a place in its document. */
export function placeAddress(address: string, place: string | null | undefined): string {
  if (!place?.startsWith("#")) return address;
  return `${address.split("#")[0]}#${encodeURIComponent(place.slice(1))}`;
}
