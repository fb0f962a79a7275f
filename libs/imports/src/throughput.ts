interface Mark {
  readonly waitedMs: number;
  readonly bytes: number;
}

/** The marks of one window: more would only cost memory when a caller sends byte by byte. */
const MARKS = 30;

/**
 * How fast a caller sends, over the last so many milliseconds for which the service waited for the caller. The time
 * in which the service itself was busy does not count against the caller.
 */
export class Throughput {
  private waitedMs = 0;
  private bytes = 0;
  private marks: Mark[] = [{ waitedMs: 0, bytes: 0 }];

  constructor(
    private readonly windowMs: number,
    private readonly minBytesPerSecond: number,
  ) {}

  /** @returns false when the caller was too slow over a whole window */
  received(bytes: number, waitedMs: number): boolean {
    this.waitedMs += waitedMs;
    this.bytes += bytes;
    const isEnough = this.isEnough();
    this.mark();
    return isEnough;
  }

  private isEnough(): boolean {
    const [first] = this.marks;
    if (first === undefined || this.waitedMs - first.waitedMs < this.windowMs) return true;
    const needed = (this.windowMs / 1_000) * this.minBytesPerSecond;
    return this.bytes - first.bytes >= needed;
  }

  /** Drops the marks before the window, except the one at its beginning. */
  private mark(): void {
    const last = this.marks.at(-1);
    if (last === undefined || this.waitedMs - last.waitedMs >= this.windowMs / MARKS) {
      this.marks.push({ waitedMs: this.waitedMs, bytes: this.bytes });
    }
    const begins = this.waitedMs - this.windowMs;
    const second = this.marks.findIndex(({ waitedMs }) => waitedMs > begins);
    if (second > 1) this.marks = this.marks.slice(second - 1);
  }
}
