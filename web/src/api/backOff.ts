const firstMs = 250;
const longestMs = 15_000;

/** Full jitter: after an outage the browsers of a whole office do not all knock in the same instant. */
export function backOffMs(tries: number, random: () => number = Math.random): number {
  const ceiling = Math.min(longestMs, firstMs * 2 ** tries);
  return Math.max(firstMs, random() * ceiling);
}
