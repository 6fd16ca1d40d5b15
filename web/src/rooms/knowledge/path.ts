/** The way to a place in a document, without the document's own title when the way begins with it. */
export function pathWords(title: string, headings: readonly string[]): string {
  return (headings[0] === title ? headings.slice(1) : headings).join(" › ");
}
