import { copyText } from '../copy';
import { hashOf, type Range, rangeOf } from './hash';
import type { LogSource } from './source';

/** Lines chosen by number: a click on a number, Shift for a range. They are in the address, and Copy takes them from anywhere in the log. */
export class Selection extends EventTarget {
  range: Range | undefined = rangeOf(location.hash);

  constructor(private readonly source: LogSource, view: HTMLElement) {
    super();
    view.addEventListener('click', (event) => this.click(event));
    view.addEventListener('copy', (event) => this.copyEvent(event));
    addEventListener('hashchange', () => {
      this.range = rangeOf(location.hash);
      this.dispatchEvent(new CustomEvent('change', { detail: { go: true } }));
    });
  }

  has(line: number): boolean {
    return this.range !== undefined && line >= this.range.from && line <= this.range.to;
  }

  choose(range: Range): void {
    this.range = range;
    history.replaceState(history.state, '', hashOf(range));
    this.dispatchEvent(new CustomEvent('change', { detail: { go: false } }));
  }

  /** Copies the chosen lines, also those that are not on the page. */
  async copy(): Promise<boolean> {
    return this.range !== undefined && copyText(await this.source.text(this.range.from, Math.min(this.range.to, this.source.store.total)));
  }

  private click(event: MouseEvent): void {
    const number = event.target instanceof Element ? event.target.closest<HTMLElement>('.lv-n') : null;
    if (!number || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const line = Number(number.textContent);
    const from = this.range?.from ?? line;
    this.choose(event.shiftKey ? { from: Math.min(from, line), to: Math.max(from, line) } : { from: line, to: line });
  }

  // What is marked with the mouse is copied by the browser; numbers and times are not part of it.
  private copyEvent(event: ClipboardEvent): void {
    if (!getSelection()?.isCollapsed || !this.range) return;
    event.preventDefault();
    void this.copy();
  }
}
