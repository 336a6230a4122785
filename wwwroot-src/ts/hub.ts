import { HttpTransportType, type HubConnection, HubConnectionBuilder, HubConnectionState, type IStreamResult, LogLevel } from '@microsoft/signalr';
import { learnServerTime } from './clock';
import { retryDelay } from './retry';

export interface Change { topic: string; id: string; version: number; state: string; reason?: string; now: number }
interface Watching { version: number; now: number; changes: Change[] }

/**
 * The live connection. It tries for ever, also when the first start fails, and after every start watches again from the version it
 * has seen, so that what changed meanwhile is told.
 */
export class Hub extends EventTarget {
  private readonly connection: HubConnection;
  private readonly topics = new Map<string, number>();
  private tries = 0;

  constructor(private readonly changed: (change: Change) => void, url = '/live') {
    super();
    this.connection = new HubConnectionBuilder()
      .withUrl(url, { transport: HttpTransportType.WebSockets | HttpTransportType.ServerSentEvents | HttpTransportType.LongPolling })
      .configureLogging(LogLevel.None).build();
    this.connection.on('changed', (change: Change) => this.take(change));
    this.connection.onclose(() => this.lost());
  }

  get isConnected(): boolean {
    return this.connection.state === HubConnectionState.Connected;
  }

  async start(): Promise<void> {
    try {
      await this.connection.start();
      this.tries = 0;
      for (const topic of this.topics.keys()) await this.ask(topic);
      this.dispatchEvent(new Event('connected'));
    } catch {
      if (this.isConnected) await this.connection.stop();
      else this.lost();
    }
  }

  /** Watches a topic from a version on; 0 when the version is not known, which means: tell me to read again. */
  async watch(topic: string, since: number): Promise<void> {
    if (this.topics.has(topic)) return;
    this.topics.set(topic, since);
    if (this.isConnected) await this.ask(topic);
  }

  stream<T>(method: string, ...parameters: unknown[]): IStreamResult<T> {
    return this.connection.stream<T>(method, ...parameters);
  }

  private async ask(topic: string): Promise<void> {
    const answer = await this.connection.invoke<Watching>('Watch', topic, this.topics.get(topic)).catch((refused: unknown) => {
      // A topic that is gone must not take the others with it.
      if (!this.isConnected) throw refused;
      return null;
    });
    if (!answer) return;
    learnServerTime(answer.now);
    for (const change of answer.changes) this.take(change);
    this.topics.set(topic, Math.max(answer.version, this.topics.get(topic) ?? 0));
  }

  private take(change: Change): void {
    learnServerTime(change.now);
    for (const [topic, seen] of this.topics) {
      if (topic === change.topic || change.topic === '*') this.topics.set(topic, Math.max(seen, change.version));
    }
    this.changed(change);
  }

  private lost(): void {
    if (this.tries === 0) this.dispatchEvent(new Event('lost'));
    setTimeout(() => void this.start(), retryDelay(this.tries++));
  }
}
