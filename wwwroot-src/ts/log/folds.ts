interface Hidden { from: number; to: number }

/**
 * Which lines are shown. A step's heading stays, the lines below it can be folded. Positions count shown lines from 0, so that folds
 * cost nothing however long the log is.
 */
export class Folds {
  private readonly closed = new Set<number>();
  private hidden: Hidden[] = [];
  total = 0;

  constructor(readonly steps: number[] = []) {}

  add(step: number): void {
    if (step > (this.steps.at(-1) ?? 0)) this.steps.push(step);
  }

  grow(total: number): void {
    if (total === this.total) return;
    this.total = total;
    this.lay();
  }

  isClosed(step: number): boolean {
    return this.closed.has(step);
  }

  toggle(step: number, close = !this.closed.has(step)): void {
    if (close) this.closed.add(step);
    else this.closed.delete(step);
    this.lay();
  }

  /** Opens the step a line is in. */
  reveal(line: number): void {
    const step = this.stepOf(line);
    if (step !== undefined && step !== line && this.closed.has(step)) this.toggle(step, false);
  }

  /** The heading a line is under. */
  stepOf(line: number): number | undefined {
    return this.steps.findLast((step) => step <= line);
  }

  /** Lines below a heading. */
  sizeOf(step: number): number {
    return (this.steps.find((next) => next > step) ?? this.total + 1) - step - 1;
  }

  /** Number of shown lines. */
  get count(): number {
    return this.total - this.hidden.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  }

  lineAt(position: number): number {
    let line = position + 1;
    for (const { from, to } of this.hidden) {
      if (line < from) break;
      line += to - from + 1;
    }
    return line;
  }

  /** Position of a line, or of the heading it is folded under. */
  positionOf(line: number): number {
    let before = 0;
    for (const { from, to } of this.hidden) {
      if (line < from) break;
      if (line <= to) return from - 2 - before;
      before += to - from + 1;
    }
    return line - 1 - before;
  }

  private lay(): void {
    this.hidden = this.steps.filter((step) => this.closed.has(step) && this.sizeOf(step) > 0)
      .map((step) => ({ from: step + 1, to: step + this.sizeOf(step) }));
  }
}
