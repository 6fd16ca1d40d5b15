/** Which addresses a text may link to; anything else is shown as words. */
export function safeAddress(href: string): string | null {
  const address = href.trim();
  if (/^(?:https?:\/\/|mailto:)/i.test(address)) return address;
  // Browsers read "/\host" like "//host", so neither counts as relative; nor does anything with a scheme.
  const relative = /^(?:\/(?![/\\])|\.{1,2}\/|#|\?|[\w%-])/.test(address) && !/^[^/?#]*[:\\]/.test(address);
  return relative ? address : null;
}

export function leadsAway(address: string): boolean {
  return /^https?:\/\//i.test(address) && !address.startsWith(`${location.origin}/`);
}
