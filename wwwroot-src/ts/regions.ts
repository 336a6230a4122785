import { refreshAges } from './ages';
import { all } from './dom';
import type { Change } from './hub';
import { morph } from './morph';

const pause = 500;

/** A part of the page that the server renders anew when its topic changes: at most twice a second, the latest wins. */
export class Region {
  private seen = 0;
  private asked = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private last = -Infinity;

  constructor(readonly element: HTMLElement, private readonly done: (region: Region) => void = () => {}) {}

  get topics(): string[] {
    return (this.element.dataset['topic'] ?? '').split(/\s+/).filter(Boolean);
  }

  take(change: Change): void {
    if (change.topic !== '*' && !this.topics.includes(change.topic)) return;
    if (change.state !== '' && change.version <= this.seen) return;
    this.seen = Math.max(this.seen, change.version);
    this.refresh();
  }

  refresh(): void {
    if (this.timer !== undefined) return;
    const wait = Math.max(0, this.last + pause - performance.now());
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.last = performance.now();
      void this.load();
    }, wait);
  }

  private async load(): Promise<void> {
    const turn = ++this.asked;
    try {
      const answer = await fetch(this.element.dataset['live'] ?? '', { headers: { Accept: 'text/html' } });
      if (turn !== this.asked) return;
      if (answer.redirected || answer.status === 401) return location.reload();
      if (!answer.ok) return;
      const html = await answer.text();
      if (turn !== this.asked) return;
      morph(this.element, html);
      refreshAges(this.element);
      this.done(this);
    } catch {
      // The connection is gone; when it is back, what changed meanwhile is told again.
    }
  }
}

export function findRegions(done: (region: Region) => void): Region[] {
  return all('[data-live]').map((element) => new Region(element, done));
}
