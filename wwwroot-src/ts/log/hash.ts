export interface Range { from: number; to: number }

/** Reads #L120 and #L120-L140. */
export function rangeOf(hash: string): Range | undefined {
  const found = /^#L([1-9]\d{0,8})(?:-L([1-9]\d{0,8}))?$/.exec(hash);
  if (!found) return undefined;
  const [one, other] = [Number(found[1]), Number(found[2] ?? found[1])];
  return { from: Math.min(one, other), to: Math.max(one, other) };
}

export function hashOf({ from, to }: Range): string {
  return from === to ? `#L${from}` : `#L${from}-L${to}`;
}
