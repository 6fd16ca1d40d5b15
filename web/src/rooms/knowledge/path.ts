/** The way to a place in a document, without the document's own title when the way begins with it. */
export function pathWords(title: string, headings: readonly string[]): string {
  return (headings[0] === title ? headings.slice(1) : headings).join(" › ");
}

/** The cells of a sheet are said; an anchor is only followed. */
export function placeWords(place: string | null | undefined): string {
  return place && !place.startsWith("#") ? ` ${place}` : "";
}

/** The address of a place in its document. */
export function placeAddress(address: string, place: string | null | undefined): string {
  if (!place?.startsWith("#")) return address;
  return `${address.split("#")[0]}#${encodeURIComponent(place.slice(1))}`;
}
