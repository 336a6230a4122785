import { make } from '../dom';
import type { Folds } from './folds';
import { barOf, endPlace, moved, type Place, placeAt, rowHeight, spacerHeight } from './place';
import { fillRow, type Look } from './row';
import type { LogSource } from './source';

const beyond = 10;
const settle = 150;

/**
 * The window on the lines: about 80 rows that are used again and again. It stands at a line and an offset in pixels; the scroll bar only
 * shows where that is. Tells 'moved' when a person moves, with whether it was upward.
 */
export class LogView extends EventTarget {
  readonly element = make('div', 'lv-view', '', { role: 'log', tabindex: '0', 'aria-live': 'off', 'data-keep': '' });
  private readonly spacer = make('div', 'lv-spacer');
  private readonly pane = make('div', 'lv-window');
  private readonly block = make('div', 'lv-block');
  private readonly rows = new Map<number, HTMLElement>();
  private readonly spare: HTMLElement[] = [];
  private readonly tall = new Map<number, number>();
  private place: Place = { top: 0, offset: 0 };
  private bar = 0;
  private frame = 0;
  private idle: ReturnType<typeof setTimeout> | undefined;
  following = false;

  constructor(private readonly source: LogSource, readonly folds: Folds, private readonly look: Look) {
    super();
    this.pane.append(this.block);
    this.spacer.append(this.pane);
    this.element.append(this.spacer);
    this.element.addEventListener('wheel', (event) => this.wheel(event), { passive: false });
    this.element.addEventListener('scroll', () => this.scrolled());
    this.element.addEventListener('grown', () => this.draw());
    if (typeof ResizeObserver !== 'undefined') new ResizeObserver(() => this.draw()).observe(this.element);
  }

  get height(): number {
    return this.element.clientHeight || 600;
  }

  get topLine(): number {
    return this.folds.lineAt(this.place.top);
  }

  /** Draws at the next frame. */
  draw(): void {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.render();
    });
  }

  /** Heights are no longer what they were. */
  forget(): void {
    this.tall.clear();
    this.draw();
  }

  moveBy(pixels: number): void {
    this.place = moved(this.place, pixels, this.folds.count, (position) => this.heightOf(position));
    this.tell(pixels < 0);
    this.render();
    this.syncBar();
  }

  /** Puts a line a third below the upper edge. */
  moveTo(line: number): void {
    this.folds.reveal(line);
    this.place = moved({ top: this.folds.positionOf(line), offset: 0 }, -this.height / 3, this.folds.count, () => rowHeight);
    this.tell(true);
    this.render();
    this.syncBar();
  }

  moveToStart(): void {
    this.place = { top: 0, offset: 0 };
    this.moveBy(-1);
  }

  moveToEnd(): void {
    // Twice: what comes into view the first time is measured then.
    for (let i = 0; i < 2; i++) {
      this.place = endPlace(this.folds.count, this.height, (position) => this.heightOf(position));
      this.render(true);
    }
    this.syncBar();
  }

  get atEnd(): boolean {
    const end = endPlace(this.folds.count, this.height, (position) => this.heightOf(position));
    return this.place.top > end.top || (this.place.top === end.top && this.place.offset >= end.offset - 2);
  }

  private render(keep = false): void {
    const { folds } = this;
    folds.grow(this.source.store.total);
    if (this.following && !keep) return this.moveToEnd();
    const from = Math.max(0, this.place.top - beyond);
    const to = Math.min(folds.count, this.place.top + Math.ceil(this.height / rowHeight) + beyond);
    this.spacer.style.height = `${spacerHeight(folds.count, this.height)}px`;
    this.pane.style.height = `${this.height}px`;
    if (to > from) this.source.need(folds.lineAt(from), folds.lineAt(to - 1));
    this.lay(from, to);
    const first = this.rows.get(folds.lineAt(this.place.top));
    this.block.style.transform = `translateY(${-((first?.offsetTop ?? 0) + this.place.offset)}px)`;
  }

  // Rows of lines that stay in view stay the same elements, so that a selection or focus in them lives on.
  private lay(from: number, to: number): void {
    const lines: number[] = [];
    for (let position = from; position < to; position++) lines.push(this.folds.lineAt(position));
    const wanted = new Set(lines);
    for (const [line, row] of this.rows) {
      if (wanted.has(line)) continue;
      this.rows.delete(line);
      this.spare.push(row);
    }
    let after: Element | null = null;
    for (const line of lines) {
      let row = this.rows.get(line);
      if (!row) this.rows.set(line, row = this.spare.pop() ?? make('div'));
      fillRow(row, line, this.source.store.get(line), this.look);
      const place: Element | null = after ? after.nextElementSibling : this.block.firstElementChild;
      if (place !== row) this.block.insertBefore(row, place);
      after = row;
    }
    for (const row of this.spare) row.remove();
    for (const line of lines) this.tall.set(line, this.rows.get(line)?.offsetHeight || rowHeight);
    if (this.tall.size > 5000) this.tall.clear();
  }

  private heightOf(position: number): number {
    return this.tall.get(this.folds.lineAt(position)) ?? rowHeight;
  }

  private wheel(event: WheelEvent): void {
    if (event.ctrlKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) return;
    const pixels = event.deltaY * (event.deltaMode === 1 ? rowHeight : event.deltaMode === 2 ? this.height : 1);
    if (pixels < 0 ? this.place.top === 0 && this.place.offset === 0 : this.atEnd) return;
    event.preventDefault();
    this.moveBy(pixels);
  }

  // The scroll bar or a finger: short ways move exactly, long ones go where the bar stands.
  private scrolled(): void {
    const way = this.element.scrollTop - this.bar;
    if (Math.abs(way) < 1) return;
    this.bar = this.element.scrollTop;
    const exact = Math.abs(way) < 2 * this.height;
    this.place = exact ? moved(this.place, way, this.folds.count, (position) => this.heightOf(position)) : placeAt(this.bar, this.folds.count, this.height);
    if (this.bar <= 0) this.place = { top: 0, offset: 0 };
    else if (this.bar >= this.element.scrollHeight - this.height - 1) this.place = endPlace(this.folds.count, this.height, (position) => this.heightOf(position));
    this.tell(way < 0);
    this.render();
    clearTimeout(this.idle);
    this.idle = setTimeout(() => this.syncBar(), settle);
  }

  // Before drawing: who moves upward no longer follows.
  private tell(up: boolean): void {
    if (up) this.following = false;
    this.dispatchEvent(new CustomEvent('moved', { detail: { up } }));
  }

  private syncBar(): void {
    this.element.scrollTop = barOf(this.place, this.folds.count, this.height);
    this.bar = this.element.scrollTop;
  }
}
