/**
 * Renews something that a service keeps in memory, so that changes of other processes become known: at the start, and
 * then at an interval. Rounds follow one another, so that an older look at the database never replaces a later one.
 * After a failed round the former content stays until the next round.
 */
export class Renewal {
  private timer: NodeJS.Timeout | undefined;
  private rounds: Promise<void> = Promise.resolve();
  private pending = 0;

  constructor(
    private readonly renew: () => Promise<void>,
    private readonly everyMs: number,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** Rejects when the first round fails: there is no former content yet. */
  async start(): Promise<void> {
    await this.renew();
    this.timer = setInterval(() => {
      if (this.pending === 0) void this.now();
    }, this.everyMs);
  }

  /**
   * To be called after a commit that changed the content. A round that is under way may not have seen the commit, so
   * another one follows it. Never rejects: the change is committed, and the next round makes up for a failed one.
   */
  now(): Promise<void> {
    this.pending += 1;
    this.rounds = this.rounds
      .then(this.renew)
      .catch(this.failed)
      .finally(() => {
        this.pending -= 1;
      });
    return this.rounds;
  }

  /** Resolves when no round is under way any more. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.rounds;
  }
}
