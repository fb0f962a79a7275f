/**
 * Runs the works with one key one after the other within this process, and refuses a work when too many wait.
 * Correct sign-ins at the same moment then do not count as failed tries of each other.
 */
export class InTurn {
  private readonly tails = new Map<string, { last: Promise<unknown>; waiting: number }>();

  constructor(private readonly mostWaiting: number) {}

  /** @param refuse makes the error when too many works wait */
  async run<T>(key: string, work: () => Promise<T>, refuse: () => Error): Promise<T> {
    const tail = this.tails.get(key) ?? { last: Promise.resolve(), waiting: 0 };
    if (tail.waiting > this.mostWaiting) throw refuse();
    this.tails.set(key, tail);
    tail.waiting++;
    const own = tail.last.then(work, work);
    tail.last = own.catch(() => undefined);
    try {
      return await own;
    } finally {
      tail.waiting--;
      if (tail.waiting === 0) this.tails.delete(key);
    }
  }
}
