import { announceLines } from './announce';
import { make, remembered } from '../dom';
import type { Hub } from '../hub';
import { Folds } from './folds';
import { Follower } from './follow';
import { keysOf } from './keymap';
import { listenForKeys } from './keys';
import type { Look } from './row';
import { LogSearch } from './search';
import { Selection } from './select';
import { LogSource } from './source';
import { chunkLines, chunkOf } from './store';
import { type Actions, Tools } from './tools';
import { LogView } from './view';

const times = ['off', 'clock', 'since'] as const;
const foldFrom = 100;

/** Joins the parts of the log viewer on one element of the page. */
export class Viewer implements Actions {
  readonly view: LogView;
  readonly folds = new Folds();
  readonly selection: Selection;
  private readonly source: LogSource;
  private readonly search: LogSearch;
  private readonly tools: Tools;
  private readonly look: Look;
  private readonly pill = make('button', 'lv-pill', '', { type: 'button', hidden: '' });
  private readonly heard = announceLines();
  private seen = 0;
  private waiting = 0;

  constructor(private readonly section: HTMLElement, private readonly hub: Hub) {
    const { project = '', number = '0', kind = 'build' } = section.dataset;
    this.source = new LogSource(project, Number(number), kind);
    this.search = new LogSearch(this.source);
    this.look = {
      time: times.find((time) => time === remembered.get('log-time')) ?? 'since', start: 0, dark: isDark(), find: '',
      selected: (line) => this.selection.has(line),
      fold: (line) => (this.source.store.get(line)?.stream === 'step' ? { closed: this.folds.isClosed(line), lines: this.folds.sizeOf(line) } : undefined),
    };
    this.view = new LogView(this.source, this.folds, this.look);
    this.selection = new Selection(this.source, this.view.element);
    this.tools = new Tools(this, this.source.raw);
  }

  async open(): Promise<void> {
    const guess = Math.max(1, Number(this.section.dataset['total'] ?? 1));
    const [{ total }, steps, first] = await Promise.all([
      this.source.range(chunkOf(guess) * chunkLines + 1, chunkLines), this.source.steps(), this.source.range(1, 1)]);
    for (const [line] of steps) this.folds.add(line);
    this.look.start = first.lines[0]?.[0] ?? Date.now();
    this.folds.grow(total);
    this.seen = total;
    this.build();
    this.foldDone(total);
    if (this.selection.range) this.view.moveTo(this.selection.range.from);
    else this.followFrom(true);
    this.listen();
    if (this.source.end) this.tools.show('follow', false);
    else new Follower(this.hub, this.source).start(total + 1);
  }

  find(text: string): void {
    void this.search.find(text, this.view.topLine);
  }

  step(by: 1 | -1): void {
    this.search.step(by);
  }

  firstError(): void {
    void this.source.firstError().then((line) => (line ? this.go(line) : this.tools.label('error', 'No error found')));
  }

  follow(): void {
    this.followFrom(!this.view.following);
  }

  time(): void {
    this.look.time = times[(times.indexOf(this.look.time) + 1) % times.length] ?? 'off';
    remembered.set('log-time', this.look.time);
    this.view.forget();
  }

  wrap(): void {
    const on = this.section.classList.toggle('lv-nowrap');
    remembered.set('log-wrap', String(!on));
    this.tools.press('wrap', !on);
    this.view.forget();
  }

  copy(): Promise<boolean> {
    return this.selection.copy();
  }

  /** Chooses a line and brings it into view. */
  go(line: number): void {
    this.selection.choose({ from: line, to: line });
    this.view.moveTo(line);
  }

  private build(): void {
    const wraps = remembered.get('log-wrap') ?? String(matchMedia('(max-width: 640px)').matches);
    this.section.classList.toggle('lv-nowrap', wraps !== 'true');
    this.tools.press('wrap', wraps === 'true');
    this.view.element.setAttribute('aria-label', `Log of ${this.source.project} ${this.source.kind} #${this.source.number}`);
    const place = this.section.querySelector('[data-log-tools]') ?? this.section.querySelector('.log-tools') ?? this.section.appendChild(make('div', 'log-tools'));
    place.replaceChildren(...this.tools.elements);
    for (const child of [...this.section.children]) if (!child.contains(place)) child.remove();
    const frame = make('div', 'lv-frame');
    frame.append(this.view.element, this.pill, this.heard.element);
    this.section.append(frame);
    this.section.querySelector('.log-tools small')?.remove();
  }

  // Of a build that failed the steps before the last went well and are folded; a short log stays as it is.
  private foldDone(total: number): void {
    if (this.source.end !== 'Failed' || total < foldFrom) return;
    for (const step of this.folds.steps.slice(0, -1)) this.folds.toggle(step, true);
  }

  private listen(): void {
    this.source.addEventListener('change', () => this.came());
    this.view.addEventListener('moved', (event) => this.moved((event as CustomEvent<{ up: boolean }>).detail.up));
    this.view.element.addEventListener('click', (event) => this.click(event));
    this.pill.addEventListener('click', () => this.followFrom(true));
    this.search.addEventListener('change', () => this.found());
    this.selection.addEventListener('change', (event) => this.chosen((event as CustomEvent<{ go: boolean }>).detail.go));
    addEventListener('theme', () => {
      this.look.dark = isDark();
      this.view.draw();
    });
    listenForKeys(keysOf(this, this.tools.field), this.tools.field);
    this.chosen(false);
  }

  private came(): void {
    const { store } = this.source;
    const fresh = store.total - this.seen;
    for (let line = this.seen + 1; line <= store.total; line++) {
      if (store.get(line)?.stream === 'step') this.folds.add(line);
    }
    this.seen = store.total;
    if (fresh > 0) {
      this.heard.add(fresh);
      if (!this.view.following) this.showPill(fresh);
    }
    if (this.source.end) this.ended();
    this.view.draw();
  }

  private showPill(fresh: number): void {
    this.waiting += fresh;
    this.pill.textContent = `${this.waiting} new line${this.waiting === 1 ? '' : 's'}`;
    this.pill.hidden = false;
  }

  private ended(): void {
    this.tools.show('follow', false);
    if (!this.view.following) return;
    this.view.moveToEnd();
    this.setFollowing(false);
  }

  private moved(up: boolean): void {
    if (up) this.setFollowing(false);
    else if (this.view.atEnd) this.followFrom(true);
  }

  private followFrom(on: boolean): void {
    this.setFollowing(on);
    if (on) this.view.moveToEnd();
  }

  private setFollowing(on: boolean): void {
    this.view.following = on && !this.source.end;
    this.tools.press('follow', this.view.following);
    if (!on) return;
    this.waiting = 0;
    this.pill.hidden = true;
  }

  private click(event: MouseEvent): void {
    const row = event.target instanceof Element && event.target.closest('.lv-fold') ? event.target.closest<HTMLElement>('.lv-row') : null;
    if (!row) return;
    this.setFollowing(false);
    this.folds.toggle(Number(row.dataset['line']));
    this.view.draw();
  }

  private found(): void {
    this.look.find = this.search.text;
    this.tools.found(this.search.summary);
    if (this.search.current) this.go(this.search.current);
    else this.view.draw();
  }

  private chosen(go: boolean): void {
    const { range } = this.selection;
    this.tools.show('copy', range !== undefined);
    if (go && range) this.view.moveTo(range.from);
    this.view.draw();
  }
}

function isDark(): boolean {
  const { theme } = document.documentElement.dataset;
  return theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
}
