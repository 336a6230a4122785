import type { ISubscription } from '@microsoft/signalr';
import type { Hub } from '../hub';
import type { LogSource } from './source';
import type { LogItem } from './store';

const tooFarBehind = 10_000;
const rest = 500;

/**
 * Brings new lines as they come. A page that cannot keep up skips forward; what it skipped is read when it is looked at. A hidden page
 * lets go and catches up when it is seen again; a broken connection goes on at the next line.
 */
export class Follower {
  private subscription: ISubscription<LogItem> | undefined;
  private turn = 0;
  private next = 1;

  constructor(private readonly hub: Hub, private readonly source: LogSource) {
    hub.addEventListener('connected', () => this.begin(this.next));
    hub.addEventListener('lost', () => this.leave());
    document.addEventListener('visibilitychange', () => (document.hidden ? this.leave() : void this.catchUp()));
  }

  start(next: number): void {
    this.next = next;
    this.begin(next);
  }

  private begin(from: number): void {
    this.leave();
    if (this.source.end || document.hidden || !this.hub.isConnected) return;
    const turn = this.turn;
    const { project, number, kind } = this.source;
    this.subscription = this.hub.stream<LogItem>(kind === 'deployment' ? 'FollowDeploymentLog' : 'FollowLog', project, number, from).subscribe({
      next: (item) => turn === this.turn && this.take(item),
      error: () => undefined,
      complete: () => undefined,
    });
  }

  private take(item: LogItem): void {
    this.source.take(item);
    this.next = item.from + item.lines.length;
    if (item.total - this.next > tooFarBehind) this.begin(item.total - rest);
  }

  private async catchUp(): Promise<void> {
    if (this.source.end) return;
    const { total } = await this.source.range(Math.max(1, this.next), 1);
    this.begin(total - this.next > tooFarBehind ? total - rest : this.next);
  }

  private leave(): void {
    this.turn++;
    this.subscription?.dispose();
    this.subscription = undefined;
  }
}
