import { serverNow } from './clock';
import { all } from './dom';

/** How far a build is, in percent of the usual time; it never goes back and never reaches the end by itself. */
export function percentAt(now: number, started: number, usual: number): number {
  return usual <= 0 ? 0 : Math.max(0, Math.min(100, ((now - started) / usual) * 100));
}

/** "0:42 of about 1:10", and past it "+0:42 over usual". */
export function progressText(now: number, started: number, usual: number): string {
  const spent = Math.max(0, now - started);
  return spent <= usual ? `${minutes(spent)} of about ${minutes(usual)}` : `+${minutes(spent - usual)} over usual`;
}

export function minutes(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

export function refreshProgress(): void {
  const now = serverNow();
  for (const bar of all<HTMLProgressElement>('progress[data-progress]')) {
    const [started, usual] = [Number(bar.dataset['started']), Number(bar.dataset['usual'])];
    bar.value = Math.max(bar.value, percentAt(now, started, usual));
    const text = bar.parentElement?.querySelector<HTMLElement>('[data-progress-text]');
    if (!text) continue;
    text.textContent = progressText(now, started, usual);
    text.classList.toggle('over', now - started > usual);
  }
}

export function startProgress(): void {
  setInterval(refreshProgress, 500);
}
