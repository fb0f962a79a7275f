/** The counts of a breakdown; null where a cell is hidden. */
export type Cells = Readonly<Record<string, number | null>>;

export type Counts = Readonly<Record<string, number>>;

/** Cells under 5 are hidden (domain M11.3, P1.6). */
export const DEFAULT_THRESHOLD = 5;

/**
 * The cells below the threshold, zeros included. A zero describes no person. But if zeros were shown, a reader
 * would know that every hidden cell has at least one person, and could compute two cells of one person from their
 * sum. Hidden zeros also help to hide the small cells, so that fewer large cells have to be hidden.
 */
export function smallCells(counts: Counts, threshold: number): Set<string> {
  return new Set(Object.keys(counts).filter((key) => (counts[key] ?? 0) < threshold));
}

/**
 * Hides further cells, the smallest first, until a reader who knows the sum of all cells can compute no hidden
 * cell. A hidden cell is safe when at least two values are possible: the values fit the sum, no count is negative,
 * and no count exceeds its cap, where the reader knows a cap. `exposed` is true when every cell is hidden and the
 * reader can still compute one: then the sum must be hidden too.
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
  // The largest possible value of each cell: its cap, or the sum where no cap is known.
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

/** A breakdown that no other table shows: the small cells are hidden, and the cells that would reveal them. */
export function suppressBreakdown(counts: Counts, threshold = DEFAULT_THRESHOLD): Cells {
  return hide(counts, coverHidden(counts, smallCells(counts, threshold)).hidden);
}
