// The server's clock: ages are measured against it, because a visitor's clock may be wrong.
let ahead = 0;

export function learnServerTime(now: number): void {
  ahead = now - Date.now();
}

export function serverNow(): number {
  return Date.now() + ahead;
}
