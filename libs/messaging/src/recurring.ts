/** Work that is done again and again, with pauses that grow while it changes nothing. One round at a time. */
export class Recurring {
  private timer: NodeJS.Timeout | undefined;
  private dueAt = 0;
  private pauseMs: number;
  private running: Promise<void> | undefined;
  private hurried = false;
  private stopped = false;

  /** @param work tells whether it changed something */
  constructor(
    private readonly work: () => Promise<boolean>,
    private readonly pauses: { readonly firstMs: number; readonly longestMs: number },
  ) {
    this.pauseMs = pauses.firstMs;
  }

  start(): void {
    this.plan(this.pauseMs);
  }

  /** Something happened: the next round comes after the first pause, if not before. */
  soon(): void {
    this.hurried = true;
    const { firstMs } = this.pauses;
    if (this.running === undefined && this.dueAt > Date.now() + firstMs) this.plan(firstMs);
  }

  /** Resolves when the round under way has ended. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private plan(pauseMs: number): void {
    if (this.stopped) return;
    clearTimeout(this.timer);
    this.dueAt = Date.now() + pauseMs;
    this.timer = setTimeout(() => {
      this.running = this.round();
    }, pauseMs);
  }

  private async round(): Promise<void> {
    this.hurried = false;
    const changed = await this.work();
    this.running = undefined;
    this.pauseMs = this.nextPauseMs(changed);
    this.plan(this.pauseMs);
  }

  private nextPauseMs(changed: boolean): number {
    const { firstMs, longestMs } = this.pauses;
    return changed || this.hurried ? firstMs : Math.min(2 * this.pauseMs, longestMs);
  }
}
