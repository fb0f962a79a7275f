import fc from 'fast-check';

import {
  type CrossedCell,
  type Margin,
  type ShownCross,
  sumsAlong,
  suppressCrossed,
} from './crossed-cells.js';
import { coverHidden, smallCells } from './small-cells.js';

const THRESHOLD = 3;
const isSmall = (count: number): boolean => count > 0 && count < THRESHOLD;
const NOTHING: ReadonlySet<string> = new Set();

const ROWS = ['r1', 'r2', 'r3'];
const COLUMNS = ['c1', 'c2'];

const crossed = (counts: readonly number[]): CrossedCell[] =>
  ROWS.flatMap((row, r) =>
    COLUMNS.map((column, c) => ({
      keys: [row, column],
      count: counts[r * COLUMNS.length + c] ?? 0,
    })),
  );

function marginOf(cells: readonly CrossedCell[], dimension: number, fixed: boolean): Margin {
  const counts = sumsAlong(cells, dimension, dimension === 0 ? ROWS : COLUMNS);
  const { hidden } = coverHidden(counts, smallCells(counts, THRESHOLD));
  return { counts, hidden, fixed: fixed ? new Set(Object.keys(counts)) : NOTHING };
}

/** Every table that is possible for a reader: the same shown cells, the same shown sums, the same total. */
function* tablesLike(shown: ShownCross): Generator<number[]> {
  const { cells, margins } = shown;
  const total = cells.reduce((sum, { count }) => sum + count, 0);
  const table: number[] = [];
  function* fill(index: number, left: number): Generator<number[]> {
    const cell = cells[index];
    if (cell === undefined) {
      if (left === 0 && sumsFit()) yield [...table];
      return;
    }
    const values =
      cell.shown === null ? Array.from({ length: left + 1 }, (_, v) => v) : [cell.shown];
    for (const value of values) {
      if (value > left) continue;
      table[index] = value;
      yield* fill(index + 1, left - value);
    }
  }
  const sumsFit = (): boolean =>
    margins.every((margin, dimension) =>
      Object.entries(margin).every(([key, sum]) => {
        if (sum === null) return true;
        const own = cells.map(({ keys }, index) =>
          keys[dimension] === key ? (table[index] ?? 0) : 0,
        );
        return own.reduce((a, b) => a + b, 0) === sum;
      }),
    );
  yield* fill(0, total);
}

describe('suppressCrossed', () => {
  it('hides a second cell, so that no sum reveals the small cell', () => {
    const cells = crossed([9, 1, 9, 9, 9, 9]);
    const margins = [marginOf(cells, 0, true), marginOf(cells, 1, true)];
    const shown = suppressCrossed(cells, margins, THRESHOLD).cells.map((cell) => cell.shown);
    expect(shown).toEqual([null, null, null, null, 9, 9]);
  });

  it('hides no further cell when the small cells protect each other', () => {
    const cells = crossed([9, 9, 1, 2, 2, 1]);
    const margins = [marginOf(cells, 0, true), marginOf(cells, 1, true)];
    const shown = suppressCrossed(cells, margins, THRESHOLD).cells.map((cell) => cell.shown);
    expect(shown).toEqual([9, 9, null, null, null, null]);
  });

  it('does not print a cell that is never shown', () => {
    const cells = crossed([9, 9, 9, 9, 9, 9]).map((cell) => ({
      ...cell,
      neverShown: cell.keys[1] === 'c2',
    }));
    const margins = [marginOf(cells, 0, false), marginOf(cells, 1, true)];
    const shown = suppressCrossed(cells, margins, THRESHOLD);
    expect(shown.cells[1]?.shown).toBeNull();
    expect(shown.margins[1]).toEqual({ c1: 27, c2: 27 });
  });

  it('lets a reader compute no hidden figure, whichever table is tried', () => {
    const counts = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(counts, fc.boolean(), (given, fixed) => {
        const cells = crossed(given);
        const margins = [marginOf(cells, 0, fixed), marginOf(cells, 1, false)];
        const shown = suppressCrossed(cells, margins, THRESHOLD);
        for (const cell of shown.cells) {
          if (cell.shown === null) continue;
          expect(cell.shown).toBe(cell.count);
          expect(cell.shown).toBeGreaterThanOrEqual(THRESHOLD);
        }
        // When everything that may be hidden is hidden, the table cannot protect more.
        const allGone =
          shown.cells.every((cell) => cell.shown === null) &&
          Object.values(shown.margins[1] ?? {}).every((sum) => sum === null);
        if (allGone) return;
        const cellValues = shown.cells.map(() => new Set<number>());
        const sumValues = new Map<string, Set<number>>();
        for (const table of tablesLike(shown)) {
          table.forEach((value, index) => cellValues[index]?.add(value));
          for (const [dimension, keys] of [ROWS, COLUMNS].entries()) {
            for (const key of keys) {
              const sum = shown.cells
                .map((cell, index) => (cell.keys[dimension] === key ? (table[index] ?? 0) : 0))
                .reduce((a, b) => a + b, 0);
              sumValues.set(key, (sumValues.get(key) ?? new Set()).add(sum));
            }
          }
        }
        shown.cells.forEach((cell, index) => {
          if (isSmall(cell.count)) expect(cellValues[index]?.size).toBeGreaterThan(1);
        });
        for (const [dimension, margin] of shown.margins.entries()) {
          for (const [key, sum] of Object.entries(margin)) {
            const count = margins[dimension]?.counts[key] ?? 0;
            if (sum === null && isSmall(count)) expect(sumValues.get(key)?.size).toBeGreaterThan(1);
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});
