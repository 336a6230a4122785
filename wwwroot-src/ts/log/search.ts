import type { LogSource } from './source';

/** Search in the whole log, done by the server. Tells 'change' when there is something new to show. */
export class LogSearch extends EventTarget {
  text = '';
  private lines: number[] = [];
  private more = false;
  private at = -1;
  private turn = 0;

  constructor(private readonly source: LogSource) {
    super();
  }

  get current(): number | undefined {
    return this.lines[this.at];
  }

  get summary(): string {
    if (!this.text) return '';
    if (this.lines.length === 0) return 'not found';
    return `${this.at + 1} of ${this.lines.length}${this.more ? '+' : ''}`;
  }

  /** Looks for a text and goes to the first line with it from a line on. */
  async find(text: string, from: number): Promise<void> {
    const turn = ++this.turn;
    const found = text ? await this.source.search(text) : { lines: [], more: false };
    if (turn !== this.turn) return;
    this.text = text;
    this.lines = found.lines;
    this.more = found.more;
    const next = this.lines.findIndex((line) => line >= from);
    this.at = next < 0 ? this.lines.length - 1 : next;
    this.dispatchEvent(new Event('change'));
  }

  step(by: 1 | -1): void {
    if (this.lines.length === 0) return;
    this.at = (this.at + by + this.lines.length) % this.lines.length;
    this.dispatchEvent(new Event('change'));
  }
}
