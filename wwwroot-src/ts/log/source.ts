import { chunkLines, LineStore, type LogItem } from './store';

export interface Found { lines: number[]; more: boolean }
export type StepRow = [number, number, string];

/** Reads a log from the server and keeps what it read. Tells 'change' when lines have come. */
export class LogSource extends EventTarget {
  readonly store = new LineStore();
  readonly raw: string;
  private readonly asked = new Set<number>();
  private readonly url: string;
  end: string | undefined;

  constructor(readonly project: string, readonly number: number, readonly kind: string) {
    super();
    this.url = `/projects/${project}/${kind === 'deployment' ? 'deployments' : 'builds'}/${number}/log`;
    this.raw = `${this.url}/raw`;
  }

  take(item: LogItem): void {
    this.store.put(item);
    if (item.end) this.end = item.end;
    this.dispatchEvent(new Event('change'));
  }

  /** Sees to it that lines come; those that are here already cost nothing. */
  need(from: number, to: number): void {
    for (const chunk of this.store.missing(from, to)) {
      if (this.asked.has(chunk)) continue;
      this.asked.add(chunk);
      void this.range(chunk * chunkLines + 1, chunkLines).catch(() => undefined).finally(() => this.asked.delete(chunk));
    }
  }

  async range(from: number, count: number): Promise<LogItem> {
    const item = await this.json<LogItem>(`?from=${from}&count=${count}`);
    this.take(item);
    return item;
  }

  search(text: string): Promise<Found> {
    return this.json(`/search?q=${encodeURIComponent(text)}`);
  }

  steps(): Promise<StepRow[]> {
    return this.json('/steps');
  }

  async firstError(): Promise<number | undefined> {
    return (await this.json<{ line?: number | null }>('/first-error')).line ?? undefined;
  }

  /** Text of a range of lines without colors, fetched where it is not here. */
  async text(from: number, to: number): Promise<string> {
    const lines: string[] = [];
    for (let next = from; next <= to; next += chunkLines) {
      const last = Math.min(to, next + chunkLines - 1);
      if (this.store.missing(next, last).length > 0) await this.range(next, last - next + 1);
      for (let number = next; number <= last; number++) lines.push(plain(this.store.get(number)?.text ?? ''));
    }
    return lines.join('\n');
  }

  private async json<T>(path: string): Promise<T> {
    const answer = await fetch(this.url + path, { headers: { Accept: 'application/json' } });
    if (!answer.ok) throw new Error(`The log cannot be read (${answer.status}).`);
    return await answer.json() as T;
  }
}

export function plain(text: string): string {
  return text.replace(/\u001b\[[0-9;:]*m/g, '');
}
