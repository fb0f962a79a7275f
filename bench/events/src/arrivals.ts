/** Counts events as they take effect, and keeps how long each was under way. */
export class Arrivals {
  private count = 0;
  private lags: number[] = [];
  private awaited: { readonly count: number; readonly done: () => void } | undefined;

  /** @param publishedAt when each event was published, in milliseconds */
  add(publishedAt: readonly number[]): void {
    const now = Date.now();
    this.lags.push(...publishedAt.map((time) => now - time));
    this.count += publishedAt.length;
    if (this.awaited !== undefined && this.count >= this.awaited.count) this.awaited.done();
  }

  /** Resolves when so many more events have arrived. */
  next(count: number): Promise<void> {
    this.lags = [];
    return new Promise((done) => {
      this.awaited = { count: this.count + count, done };
    });
  }

  /** The lag in milliseconds that 99 of 100 events stayed below. */
  lag99(): number {
    const sorted = [...this.lags].sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN;
  }
}
