/**
 * Renews something that a service keeps in memory, so that changes of other processes become known: at the start, and
 * then at an interval. Rounds do not overlap. After a failed round the former content stays until the next round.
 */
export class Renewal {
  private timer: NodeJS.Timeout | undefined;
  private underWay: Promise<void> | undefined;

  constructor(
    private readonly renew: () => Promise<void>,
    private readonly everyMs: number,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** Rejects when the first round fails: there is no former content yet. */
  async start(): Promise<void> {
    await this.renew();
    this.timer = setInterval(() => {
      this.underWay ??= this.renew()
        .catch(this.failed)
        .finally(() => {
          this.underWay = undefined;
        });
    }, this.everyMs);
  }

  /** Resolves when no round is under way any more. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.underWay;
  }
}
