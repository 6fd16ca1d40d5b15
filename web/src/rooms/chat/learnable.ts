const oneAddress = /^https?:\/\/[^\s/]\S*$/i;
const longest = 1800;

/** What was written, when it is nothing but one address that can be learned. */
export function learnable(text: string): string | null {
  const address = text.trim();
  return address.length <= longest && oneAddress.test(address) && URL.canParse(address) ? address : null;
}
