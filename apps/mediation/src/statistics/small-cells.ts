/** The counts of a breakdown; null where a cell is hidden. */
export type Cells = Readonly<Record<string, number | null>>;

export type Counts = Readonly<Record<string, number>>;

/** Cells under 5 are not shown (§ 1.11, § 7). */
export const DEFAULT_THRESHOLD = 5;

/**
 * The cells to hide by themselves: those under the threshold, zeros included. A zero tells nothing
 * about a person, but were zeros shown, every hidden cell would be known to hold somebody, and two
 * cells of one person each would follow from their sum. Hidden zeros also serve as cover, so
 * that fewer large cells have to be hidden for it.
 */
export function smallCells(counts: Counts, threshold: number): Set<string> {
  return new Set(Object.keys(counts).filter((key) => (counts[key] ?? 0) < threshold));
}

/**
 * Hides further cells, the smallest first, until none can be computed back from the sum of all,
 * which the reader is taken to know. A hidden cell is safe when at least two values are possible for
 * it, given the sum, that no count is negative, and that it is no larger than its cap, where the
 * reader knows one. With all cells hidden and one still certain, the sum must be hidden too: `exposed`.
 */
export function coverHidden(
  counts: Counts,
  hidden: ReadonlySet<string>,
  caps: Readonly<Record<string, number | undefined>> = {},
): { readonly hidden: Set<string>; readonly exposed: boolean } {
  const covered = new Set(hidden);
  const candidates = Object.keys(counts)
    .filter((key) => !covered.has(key))
    .sort((a, b) => (counts[a] ?? 0) - (counts[b] ?? 0));
  let exposed = isExposed(counts, covered, caps);
  for (const key of candidates) {
    if (!exposed) break;
    covered.add(key);
    exposed = isExposed(counts, covered, caps);
  }
  return { hidden: covered, exposed };
}

function isExposed(
  counts: Counts,
  hidden: ReadonlySet<string>,
  caps: Readonly<Record<string, number | undefined>>,
): boolean {
  const keys = [...hidden];
  const sum = keys.reduce((total, key) => total + (counts[key] ?? 0), 0);
  // what a cell may hold at most; the sum, where no cap is known
  const most = keys.map((key) => Math.min(caps[key] ?? sum, sum));
  const mostOfAll = most.reduce((total, value) => total + value, 0);
  return most.some((own) => {
    const least = Math.max(0, sum - (mostOfAll - own));
    return least >= own;
  });
}

export function hide(counts: Counts, hidden: ReadonlySet<string>): Cells {
  return Object.fromEntries(
    Object.entries(counts).map(([key, count]) => [key, hidden.has(key) ? null : count]),
  );
}

export function sumOf(counts: Counts): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}

/** A breakdown on its own: small cells hidden, and whatever would give them away. */
export function suppressBreakdown(counts: Counts, threshold = DEFAULT_THRESHOLD): Cells {
  return hide(counts, coverHidden(counts, smallCells(counts, threshold)).hidden);
}
