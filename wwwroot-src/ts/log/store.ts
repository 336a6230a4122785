export interface Line { at: number; stream: Stream; text: string }
export type Stream = 'out' | 'err' | 'step' | 'note';
export type RawLine = [number, Stream, string];
export interface LogItem { from: number; lines: RawLine[]; total: number; end?: string }

export const chunkLines = 1000;
const keptChunks = 64;

/** The lines this page has, in chunks of 1,000; of a long log the chunks looked at last are kept. Line numbers count from 1. */
export class LineStore {
  private readonly chunks = new Map<number, (Line | undefined)[]>();
  total = 0;

  get(number: number): Line | undefined {
    return this.chunks.get(chunkOf(number))?.[(number - 1) % chunkLines];
  }

  put(item: LogItem): void {
    item.lines.forEach(([at, stream, text], i) => this.set(item.from + i, { at, stream, text }));
    this.total = Math.max(this.total, item.total, item.from + item.lines.length - 1);
    for (const old of this.chunks.keys()) {
      if (this.chunks.size <= keptChunks) break;
      this.chunks.delete(old);
    }
  }

  /** Numbers of the chunks of which a range needs lines that are not here; looking at a chunk keeps it. */
  missing(from: number, to: number): number[] {
    const wanted: number[] = [];
    for (let chunk = chunkOf(Math.max(1, from)); chunk <= chunkOf(Math.min(to, this.total)); chunk++) {
      this.touch(chunk);
      const first = Math.max(from, chunk * chunkLines + 1);
      const last = Math.min(to, this.total, (chunk + 1) * chunkLines);
      if (!this.has(first, last)) wanted.push(chunk);
    }
    return wanted;
  }

  private has(from: number, to: number): boolean {
    for (let number = from; number <= to; number++) if (!this.get(number)) return false;
    return true;
  }

  private set(number: number, line: Line): void {
    const chunk = chunkOf(number);
    let lines = this.chunks.get(chunk);
    if (!lines) this.chunks.set(chunk, lines = []);
    lines[(number - 1) % chunkLines] = line;
  }

  private touch(chunk: number): void {
    const lines = this.chunks.get(chunk);
    if (!lines) return;
    this.chunks.delete(chunk);
    this.chunks.set(chunk, lines);
  }
}

export function chunkOf(number: number): number {
  return Math.floor((number - 1) / chunkLines);
}
