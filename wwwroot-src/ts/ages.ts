import { serverNow } from './clock';
import { all } from './dom';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** "4 min ago": how long ago, in the words the server uses. */
export function ageText(milliseconds: number): string {
  if (milliseconds < 0) return `in ${rough(-milliseconds)}`;
  return milliseconds < 1000 ? 'just now' : `${rough(milliseconds)} ago`;
}

export function rough(milliseconds: number): string {
  if (milliseconds < minute) return `${Math.floor(milliseconds / 1000)} s`;
  if (milliseconds < hour) return `${Math.floor(milliseconds / minute)} min`;
  if (milliseconds < 2 * day) return `${Math.floor(milliseconds / hour)} h`;
  return `${Math.floor(milliseconds / day)} days`;
}

export function refreshAges(root: ParentNode = document): void {
  const now = serverNow();
  for (const element of all<HTMLTimeElement>('time[data-age]', root)) {
    const text = ageText(now - Date.parse(element.dateTime));
    if (element.textContent !== text) element.textContent = text;
  }
}

export function startAges(): void {
  refreshAges();
  setInterval(refreshAges, 1000);
}
