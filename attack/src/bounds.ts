/** The values that a whole number may have. */
interface Range {
  readonly least: number;
  readonly most: number;
}

/** What a reader knows about figures: the sum of the parts equals the whole, or is at most the whole. */
export interface Sum {
  readonly parts: readonly string[];
  readonly whole: string;
  readonly kind: 'equals' | 'at-most';
}

/** A shown figure has one value; a hidden one is a count, so it is zero or more. */
function rangesOf(figures: Readonly<Record<string, number | null>>): Map<string, Range> {
  return new Map(
    Object.entries(figures).map(([name, figure]) => [
      name,
      figure === null
        ? { least: 0, most: Number.POSITIVE_INFINITY }
        : { least: figure, most: figure },
    ]),
  );
}

/**
 * Narrows the ranges until no sum narrows them further (bounds propagation over whole numbers). What it derives is
 * true; what it cannot derive, a complete solver perhaps can.
 */
function narrowed(
  known: ReadonlyMap<string, Range>,
  sums: readonly Sum[],
): ReadonlyMap<string, Range> {
  const ranges = new Map(known);
  const rangeOf = (name: string): Range =>
    ranges.get(name) ?? { least: 0, most: Number.POSITIVE_INFINITY };
  const narrow = (name: string, least: number, most: number): boolean => {
    const before = rangeOf(name);
    const after = { least: Math.max(before.least, least), most: Math.min(before.most, most) };
    ranges.set(name, after);
    return after.least !== before.least || after.most !== before.most;
  };
  for (let isNarrowing = true; isNarrowing;) {
    isNarrowing = false;
    for (const { parts, whole, kind } of sums) {
      const of = (which: keyof Range, names: readonly string[]): number =>
        names.reduce((total, name) => total + rangeOf(name)[which], 0);
      const most = kind === 'equals' ? of('most', parts) : Number.POSITIVE_INFINITY;
      isNarrowing = narrow(whole, of('least', parts), most) || isNarrowing;
      for (const part of parts) {
        const others = parts.filter((other) => other !== part);
        const least = kind === 'equals' ? rangeOf(whole).least - of('most', others) : 0;
        const mostOfPart = rangeOf(whole).most - of('least', others);
        isNarrowing = narrow(part, least, mostOfPart) || isNarrowing;
      }
    }
  }
  return ranges;
}

/** The hidden figures that have one possible value, of one to below the threshold: each tells of a few people. */
export function derivedSmall(
  figures: Readonly<Record<string, number | null>>,
  sums: readonly Sum[],
  threshold: number,
): string[] {
  return [...narrowed(rangesOf(figures), sums)].flatMap(([name, { least, most }]) =>
    figures[name] === null && least === most && least > 0 && least < threshold ? [name] : [],
  );
}
