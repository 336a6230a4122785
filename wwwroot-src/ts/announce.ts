import type { Change } from './hub';

const pause = 3000;
const ends = new Set(['Succeeded', 'Failed', 'Canceled', 'Superseded', 'Live', 'RolledBack']);
let waiting: string | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Tells end states to people who listen to the page: one in three seconds, the latest wins. */
export function announceEnd(change: Change): void {
  if (!ends.has(change.state)) return;
  const [kind, name] = change.id.split(':');
  announce(`${kind} ${name?.replace('/', ' #')}: ${change.state}. ${change.reason ?? ''}`.trim());
}

export function announce(text: string): void {
  if (timer !== undefined) {
    waiting = text;
    return;
  }
  const region = document.querySelector('[data-announce]');
  if (region) region.textContent = text;
  timer = setTimeout(() => {
    timer = undefined;
    if (waiting === undefined) return;
    const next = waiting;
    waiting = undefined;
    announce(next);
  }, pause);
}
