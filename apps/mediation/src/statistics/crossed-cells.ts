import { type Cells, type Counts, hide } from './small-cells.js';

/** One cell of a crossed table, with a key for each dimension. Every possible combination of keys has a cell. */
export interface CrossedCell {
  readonly keys: readonly string[];
  readonly count: number;
  /** The report never prints the cell: the cell only helps to hide others. */
  readonly neverShown?: boolean;
}

/** The sums of a crossed table along one dimension, as the reader sees them. */
export interface Margin {
  readonly counts: Counts;
  /** The keys of the hidden sums. The reader is assumed to know the total of the hidden sums. */
  readonly hidden: ReadonlySet<string>;
  /** The keys of the sums that another table shows too: hiding them here would hide nothing. */
  readonly fixed: ReadonlySet<string>;
}

export interface ShownCross {
  readonly cells: readonly (CrossedCell & { readonly shown: number | null })[];
  readonly margins: readonly Cells[];
}

/** A crossed table with every cell, for the readers who may see small cells. */
export function showCrossed(cells: readonly CrossedCell[], margins: readonly Counts[]): ShownCross {
  return { cells: cells.map((cell) => ({ ...cell, shown: cell.count })), margins };
}

/**
 * Hides the small cells of a crossed table, then further cells, until a reader can compute no cell or sum of 1 to
 * `threshold` - 1 from the shown figures. A small figure is safe when another table without negative counts has
 * the same shown figures and a different value in its place: the reader cannot know which table is true. The
 * search tries only the tables that differ by one or two moved cases, so the function may hide more cells than
 * necessary, never fewer. Zeros are hidden with the small cells, to help hide them (see `smallCells`); a zero that
 * a reader computes describes no person.
 */
export function suppressCrossed(
  cells: readonly CrossedCell[],
  margins: readonly Margin[],
  threshold: number,
): ShownCross {
  const isSmall = (count: number): boolean => count > 0 && count < threshold;
  const hidden = cells.map(({ count, neverShown }) => neverShown === true || count < threshold);
  const hiddenKeys = margins.map((margin) => new Set(margin.hidden));
  const findExposed = (): readonly Place[] =>
    exposedPlaces(cells, hidden, margins, hiddenKeys, isSmall);
  let exposed = findExposed();
  while (exposed.length > 0) {
    if (!hideOneMore(exposed, findExposed, cells, hidden, margins, hiddenKeys)) break;
    exposed = findExposed();
  }
  return {
    cells: cells.map((cell, index) => ({
      ...cell,
      shown: hidden[index] === true ? null : cell.count,
    })),
    margins: margins.map(({ counts }, dimension) => hide(counts, hiddenKeys[dimension] ?? NO_KEYS)),
  };
}

const NO_KEYS: ReadonlySet<string> = new Set();

/** The keys of an exposed cell, or the one key of an exposed sum. */
type Place = readonly (string | undefined)[];

/** Cases that move from some cells to others without changing a shown figure. */
interface Move {
  readonly from: readonly number[];
  readonly to: readonly number[];
}

function exposedPlaces(
  cells: readonly CrossedCell[],
  hidden: readonly boolean[],
  margins: readonly Margin[],
  hiddenKeys: readonly ReadonlySet<string>[],
  isSmall: (count: number) => boolean,
): Place[] {
  const table = new HiddenCells(cells, hidden, hiddenKeys);
  const exposed: Place[] = [];
  for (const index of table.indexes) {
    const { keys, count } = cells[index] ?? NO_CELL;
    if (isSmall(count) && table.movesOf(index).next().done === true) exposed.push(keys);
  }
  for (const [dimension, keys] of hiddenKeys.entries()) {
    for (const key of keys) {
      if (!isSmall(margins[dimension]?.counts[key] ?? 0)) continue;
      const counts = (index: number): boolean => cells[index]?.keys[dimension] === key;
      const changes = ({ from, to }: Move): boolean =>
        from.filter(counts).length !== to.filter(counts).length;
      const safe = table.indexes
        .filter(counts)
        .some((index) => anyOf(table.movesOf(index), changes));
      if (!safe)
        exposed.push(hiddenKeys.map((_, other) => (other === dimension ? key : undefined)));
    }
  }
  return exposed;
}

const NO_CELL: CrossedCell = { keys: [], count: 0 };

/**
 * Hides one more cell: a cell that protects an exposed figure, or else a cell in line with an exposed figure, the
 * smallest cell first. When every cell is hidden, the smallest sum that may be hidden. False when nothing is left.
 */
function hideOneMore(
  exposed: readonly Place[],
  findExposed: () => readonly Place[],
  cells: readonly CrossedCell[],
  hidden: boolean[],
  margins: readonly Margin[],
  hiddenKeys: readonly Set<string>[],
): boolean {
  const inLine = (keys: readonly string[]): number =>
    keys.filter((key, dimension) => exposed.some((place) => place[dimension] === key)).length;
  const candidates = cells
    .map(({ keys, count }, index) => ({ index, count, near: inLine(keys) }))
    .filter(({ index }) => hidden[index] === false)
    .sort((a, b) => b.near - a.near || a.count - b.count);
  const helps = ({ index }: { readonly index: number }): boolean => {
    hidden[index] = true;
    const left = findExposed();
    hidden[index] = false;
    return left.length < exposed.length;
  };
  const next = candidates.find(helps) ?? candidates[0];
  if (next !== undefined) {
    hidden[next.index] = true;
    return true;
  }
  const [sum] = margins
    .flatMap(({ counts, fixed }, dimension) =>
      Object.entries(counts).map(([key, count]) => ({ key, count, dimension, fixed })),
    )
    .filter(
      ({ key, dimension, fixed }) => hiddenKeys[dimension]?.has(key) === false && !fixed.has(key),
    )
    .sort((a, b) => a.count - b.count);
  if (sum === undefined) return false;
  hiddenKeys[sum.dimension]?.add(sum.key);
  return true;
}

/** The hidden cells, grouped by the shown sums to which they contribute; all hidden sums form one group. */
class HiddenCells {
  readonly indexes: readonly number[];
  private readonly groups: readonly (readonly string[])[];
  private readonly byGroup = new Map<string, number[]>();

  constructor(
    private readonly cells: readonly CrossedCell[],
    hidden: readonly boolean[],
    hiddenKeys: readonly ReadonlySet<string>[],
  ) {
    this.indexes = [...cells.keys()].filter((index) => hidden[index] === true);
    this.groups = cells.map(({ keys }) =>
      keys.map((key, dimension) => (hiddenKeys[dimension]?.has(key) === true ? '*' : `=${key}`)),
    );
    for (const index of this.indexes) {
      const group = nameOf(this.groupOf(index));
      const others = this.byGroup.get(group);
      if (others === undefined) this.byGroup.set(group, [index]);
      else others.push(index);
    }
  }

  /** The moves that change one cell: with another cell of its group, or with three cells that form a rectangle. */
  *movesOf(cell: number): Generator<Move> {
    const own = this.groupOf(cell);
    for (const other of this.inGroup(own)) {
      if (other !== cell) yield* this.feasible([cell], [other]);
    }
    for (const opposite of this.indexes) {
      const across = this.groupOf(opposite);
      for (let mask = 1; mask < 2 ** own.length - 1; mask += 1) {
        const taken = own.map((key, dimension) =>
          (mask >> dimension) & 1 ? key : across[dimension],
        );
        const left = own.map((key, dimension) =>
          (mask >> dimension) & 1 ? across[dimension] : key,
        );
        // Otherwise the move consists of two moves within groups.
        if (nameOf(taken) === nameOf(own) || nameOf(left) === nameOf(own)) continue;
        for (const first of this.inGroup(taken)) {
          for (const second of this.inGroup(left)) {
            if (first !== second) yield* this.feasible([cell, opposite], [first, second]);
          }
        }
      }
    }
  }

  private *feasible(some: readonly number[], others: readonly number[]): Generator<Move> {
    const holdsCases = (index: number): boolean => (this.cells[index]?.count ?? 0) > 0;
    if (some.every(holdsCases)) yield { from: some, to: others };
    if (others.every(holdsCases)) yield { from: others, to: some };
  }

  private groupOf(index: number): readonly string[] {
    return this.groups[index] ?? [];
  }

  private inGroup(group: readonly (string | undefined)[]): readonly number[] {
    return this.byGroup.get(nameOf(group)) ?? [];
  }
}

function nameOf(group: readonly (string | undefined)[]): string {
  return group.join('\n');
}

function anyOf<T>(values: Iterable<T>, accepts: (value: T) => boolean): boolean {
  for (const value of values) if (accepts(value)) return true;
  return false;
}

/** The sums along one dimension, over its whole vocabulary. */
export function sumsAlong(
  cells: readonly CrossedCell[],
  dimension: number,
  vocabulary: readonly string[],
): Counts {
  const sums: Record<string, number> = Object.fromEntries(vocabulary.map((key) => [key, 0]));
  for (const { keys, count } of cells) {
    const key = keys[dimension] ?? '';
    sums[key] = (sums[key] ?? 0) + count;
  }
  return sums;
}
