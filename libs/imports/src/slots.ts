/** At most so many at once; who waits longest comes first. */
export class Slots {
  private readonly waiting: (() => void)[] = [];

  constructor(private free: number) {}

  /** @returns what gives the slot back */
  async take(): Promise<() => void> {
    const slot = this.tryTake();
    if (slot !== undefined) return slot;
    await new Promise<void>((resolve) => this.waiting.push(resolve));
    return this.held();
  }

  /** For what must not wait. */
  tryTake(): (() => void) | undefined {
    if (this.free === 0) return undefined;
    this.free--;
    return this.held();
  }

  private held(): () => void {
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      const next = this.waiting.shift();
      if (next === undefined) this.free++;
      else next();
    };
  }
}
