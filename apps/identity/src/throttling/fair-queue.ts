export interface FairQueueLimits {
  /** Works that run at the same time. */
  readonly slots: number;
  /** Works of one key that wait. */
  readonly waitingPerKey: number;
  readonly waiting: number;
}

/**
 * Runs a limited number of works at a time. Keys take turns: who sends thousands of works waits behind their own
 * works, and a single work of somebody else is next but a few.
 */
export class FairQueue {
  private running = 0;
  private waiting = 0;
  /** The keys with waiting works, the key whose turn is next in front. */
  private readonly lines = new Map<string, (() => void)[]>();

  constructor(private readonly limits: FairQueueLimits) {}

  /** @param refuse makes the error when too many works wait */
  async run<T>(key: string, work: () => Promise<T>, refuse: () => Error): Promise<T> {
    if (this.running < this.limits.slots) this.running++;
    else await this.turn(key, refuse);
    try {
      return await work();
    } finally {
      this.handOn();
    }
  }

  private turn(key: string, refuse: () => Error): Promise<void> {
    const line = this.lines.get(key) ?? [];
    const full = line.length >= this.limits.waitingPerKey || this.waiting >= this.limits.waiting;
    if (full) return Promise.reject(refuse());
    this.lines.set(key, line);
    this.waiting++;
    return new Promise((resolve) => line.push(resolve));
  }

  /** Gives the slot of a work that has ended to the next key, which then goes to the end. */
  private handOn(): void {
    const next = this.lines.entries().next();
    if (next.done === true) {
      this.running--;
      return;
    }
    const [key, line] = next.value;
    const begin = line.shift();
    this.lines.delete(key);
    if (line.length > 0) this.lines.set(key, line);
    this.waiting--;
    begin?.();
  }
}
