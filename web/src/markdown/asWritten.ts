const codeOrReference = /```[\s\S]*?(?:```|$)|(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)|&#(?<sign>\d{1,6});/g;

/**
 * Markdown to be copied: outside code, signs of values that the server wrote as references stand in
 * it again as the reader sees them.
 */
export function asWritten(markdown: string): string {
  return markdown.replace(codeOrReference, (found, ...more) => {
    const { sign } = more.at(-1) as { sign?: string };
    return sign === undefined ? found : String.fromCodePoint(Number(sign));
  });
}
