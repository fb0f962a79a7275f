import fc from 'fast-check';

import {
  type CrossedCell,
  type Margin,
  showCrossed,
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
    const before = cells[index - 1];
    // A row that is filled has its sum, or no further cell can mend it.
    if (before !== undefined && cell?.keys[0] !== before.keys[0]) {
      if (!fits(before.keys[0] ?? '', 0)) return;
    }
    if (cell === undefined) {
      if (left === 0 && COLUMNS.every((key) => fits(key, 1))) yield [...table];
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
  const fits = (key: string, dimension: number): boolean => {
    const sum = margins[dimension]?.[key] ?? null;
    if (sum === null) return true;
    const own = cells.map(({ keys }, index) => (keys[dimension] === key ? (table[index] ?? 0) : 0));
    return own.reduce((a, b) => a + b, 0) === sum;
  };
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

  const shownIn = (counts: readonly number[], neverShown: readonly number[] = []) => {
    const cells = crossed(counts).map((cell, index) =>
      neverShown.includes(index) ? { ...cell, neverShown: true } : cell,
    );
    const margins = [marginOf(cells, 0, true), marginOf(cells, 1, true)];
    return suppressCrossed(cells, margins, THRESHOLD).cells.map(({ shown }) => shown);
  };

  it('shows a count that equals the threshold', () => {
    expect(shownIn([3, 9, 1, 2, 2, 1])).toEqual([3, 9, null, null, null, null]);
  });

  it('protects a small count that is never shown, not one of 0 or of the threshold', () => {
    expect(shownIn([9, 0, 9, 9, 9, 9], [1])).toEqual([9, null, 9, 9, 9, 9]);
    expect(shownIn([9, 3, 9, 9, 9, 9], [1])).toEqual([9, null, 9, 9, 9, 9]);
    expect(shownIn([9, 2, 9, 9, 9, 9], [1])).toEqual([null, null, null, null, 9, 9]);
  });

  it('hides these cells, and no others', () => {
    const line = (counts: readonly number[]): string => {
      const cells = crossed(counts);
      const margins = [marginOf(cells, 0, true), marginOf(cells, 1, false)];
      const shown = suppressCrossed(cells, margins, THRESHOLD);
      const text = (values: readonly (number | null)[]) =>
        values.map((value) => value ?? '.').join(' ');
      const sums = shown.margins.map((margin) => text(Object.values(margin)));
      return `${counts.join(' ')} → ${text(shown.cells.map((cell) => cell.shown))} | ${sums.join(' | ')}`;
    };
    const tables = Array.from({ length: 16 }, (_, n) =>
      Array.from({ length: 6 }, (__, i) => (n * 5 + i * i * 3 + ((n * i) % 4)) % 7),
    );
    expect(tables.map(line)).toMatchInlineSnapshot(`
      [
        "0 3 5 6 6 5 → . 3 5 6 6 5 | 3 11 11 | 11 14",
        "5 2 5 0 4 4 → . . 5 . . . | 7 5 8 | 14 6",
        "3 1 1 4 2 3 → . . . . . . | 4 5 5 | 6 8",
        "1 0 1 1 0 2 → . . . . . . | . . . | . .",
        "6 2 4 5 5 4 → . . . . 5 . | 8 9 9 | 15 11",
        "4 1 4 6 3 3 → . . 4 6 . . | 5 10 6 | 11 10",
        "2 0 0 3 1 2 → . . . 3 . . | . . 3 | 3 5",
        "0 6 0 0 6 1 → . . . . . . | . . 7 | 6 7",
        "5 1 3 4 4 3 → . . . . 4 . | 6 7 7 | 12 8",
        "3 0 3 5 2 2 → . . 3 5 . . | 3 8 4 | 8 7",
        "1 6 6 2 0 1 → . . . . . . | . 8 . | 7 9",
        "6 5 6 6 5 0 → 6 5 6 6 5 . | 11 12 5 | 17 11",
        "4 0 2 3 3 2 → 4 . . . . . | 4 5 5 | 9 5",
        "2 6 2 4 1 1 → . . . 4 . . | 8 . . | 5 11",
        "0 5 5 1 6 0 → . . . . 6 . | 5 6 6 | 11 6",
        "5 4 5 5 4 6 → 5 4 5 5 4 6 | 9 10 10 | 14 15",
      ]
    `);
  });

  it('protects a table of three dimensions', () => {
    const keys = ['a', 'b'].flatMap((x) =>
      ['c', 'd'].flatMap((y) => ['e', 'f'].map((z) => [x, y, z])),
    );
    const line = (counts: readonly number[]): string => {
      const cells = keys.map((own, index) => ({ keys: own, count: counts[index] ?? 0 }));
      const margins = [
        ['a', 'b'],
        ['c', 'd'],
        ['e', 'f'],
      ].map((vocabulary, dimension) => {
        const sums = sumsAlong(cells, dimension, vocabulary);
        const { hidden } = coverHidden(sums, smallCells(sums, THRESHOLD));
        return { counts: sums, hidden, fixed: NOTHING };
      });
      const shown = suppressCrossed(cells, margins, THRESHOLD);
      return `${counts.join(' ')} → ${shown.cells.map((cell) => cell.shown ?? '.').join(' ')}`;
    };
    const tables = Array.from({ length: 12 }, (_, n) =>
      Array.from({ length: 8 }, (__, i) => (n * 4 + i * i * 5 + ((n * i) % 3)) % 8),
    );
    expect(tables.map(line)).toMatchInlineSnapshot(`
      [
        "0 5 4 5 0 5 4 5 → . 5 4 5 . 5 4 5",
        "4 2 2 1 5 3 0 2 → 4 . . . 5 . . .",
        "0 7 5 5 2 6 4 7 → . 7 . 5 . 6 . 7",
        "4 1 0 1 4 1 0 1 → 4 . . . 4 . . .",
        "0 6 6 5 1 7 4 6 → . 6 . 5 . 7 . 6",
        "4 3 1 1 6 2 0 3 → 4 . . . 6 . . .",
        "0 5 4 5 0 5 4 5 → . 5 4 5 . 5 4 5",
        "4 2 2 1 5 3 0 2 → 4 . . . 5 . . .",
        "0 7 5 5 2 6 4 7 → . 7 . 5 . 6 . 7",
        "4 1 0 1 4 1 0 1 → 4 . . . 4 . . .",
        "0 6 6 5 1 7 4 6 → . 6 . 5 . 7 . 6",
        "4 3 1 1 6 2 0 3 → 4 . . . 6 . . .",
      ]
    `);
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

it('shows every cell and sum to a reader who may see them', () => {
  const cells = crossed([1, 2, 3, 4, 5, 6]);
  const sums = [sumsAlong(cells, 0, ROWS), sumsAlong(cells, 1, COLUMNS)];
  expect(sums).toEqual([
    { r1: 3, r2: 7, r3: 11 },
    { c1: 9, c2: 12 },
  ]);
  expect(showCrossed(cells, sums)).toEqual({
    cells: cells.map((cell) => ({ ...cell, shown: cell.count })),
    margins: sums,
  });
});

it('sums over the whole vocabulary, and keeps a key outside the vocabulary', () => {
  const cells = [
    { keys: ['x'], count: 2 },
    { keys: ['x'], count: 3 },
  ];
  expect(sumsAlong(cells, 0, ['a'])).toEqual({ a: 0, x: 5 });
});
