/** Milliseconds before the next try: 1, 2, 4 … 30 s, up to a quarter less, so that all pages do not come back in the same moment. */
export function retryDelay(tries: number, random: () => number = Math.random): number {
  const full = Math.min(30_000, 1000 * 2 ** Math.min(tries, 10));
  return Math.round(full * (1 - random() / 4));
}
