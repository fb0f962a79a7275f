/**
 * Chance that repeats itself: the same seed gives the same draws on every machine (mulberry32).
 * For made-up records only, never for anything secret.
 */
export class Random {
  constructor(private state: number) {}

  /** In [0, 1). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number, both ends included. */
  integer(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.integer(0, choices.length - 1)] as T;
  }

  /** One of the keys, as often as its weight says. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K {
    const entries = Object.entries<number>(weights) as [K, number][];
    let left = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [key, weight] of entries) {
      left -= weight;
      if (left < 0) return key;
    }
    return (entries.at(-1) as [K, number])[0];
  }

  /** The same members in another order. */
  shuffle<T>(members: readonly T[]): T[] {
    const shuffled = [...members];
    for (let last = shuffled.length - 1; last > 0; last--) {
      const other = this.integer(0, last);
      [shuffled[last], shuffled[other]] = [shuffled[other] as T, shuffled[last] as T];
    }
    return shuffled;
  }

  /** Durations: many short ones and a few long ones. `spread` is the deviation of the logarithm. */
  lognormal(median: number, spread: number): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.next()));
    return median * Math.exp(spread * radius * Math.cos(2 * Math.PI * this.next()));
  }
}

/** Each key as many times as its count says. */
export function repeated<K extends string>(counts: Readonly<Record<K, number>>): K[] {
  return (Object.entries<number>(counts) as [K, number][]).flatMap(([key, count]) =>
    Array.from({ length: count }, () => key),
  );
}

/** Splits a total by shares, to the unit: the largest remainders are rounded up. */
export function apportion<K extends string>(
  total: number,
  shares: Readonly<Record<K, number>>,
): Record<K, number> {
  const entries = Object.entries<number>(shares) as [K, number][];
  const sum = entries.reduce((added, [, share]) => added + share, 0);
  const parts = entries.map(([key, share]) => {
    const exact = (total * share) / sum;
    return { key, count: Math.floor(exact), rest: exact - Math.floor(exact) };
  });
  let missing = total - parts.reduce((added, { count }) => added + count, 0);
  for (const part of [...parts].sort((a, b) => b.rest - a.rest)) {
    if (missing === 0) break;
    part.count++;
    missing--;
  }
  return Object.fromEntries(parts.map(({ key, count }) => [key, count])) as Record<K, number>;
}
