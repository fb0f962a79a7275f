import fc from 'fast-check';

import {
  type Cells,
  type Counts,
  coverHidden,
  smallCells,
  suppressBreakdown,
} from './small-cells.js';

/** The values that each hidden cell may have for a reader who knows the sum, found by trying every value. */
function possibleValues(shown: Cells, total: number): Map<string, Set<number>> {
  const hidden = Object.keys(shown).filter((key) => shown[key] === null);
  const known = Object.values(shown).reduce<number>((sum, count) => sum + (count ?? 0), 0);
  const values = new Map(hidden.map((key) => [key, new Set<number>()]));
  const fill = (index: number, left: number, chosen: number[]): void => {
    if (index === hidden.length - 1) {
      [...chosen, left].forEach((value, place) => values.get(hidden[place] ?? '')?.add(value));
      return;
    }
    for (let value = 0; value <= left; value += 1)
      fill(index + 1, left - value, [...chosen, value]);
  };
  if (hidden.length > 0) fill(0, total - known, []);
  return values;
}

const sum = (counts: Counts): number => Object.values(counts).reduce((a, b) => a + b, 0);

describe('suppressBreakdown', () => {
  it.each<[string, Counts, Cells]>([
    ['nothing small', { a: 209, b: 40, c: 39 }, { a: 209, b: 40, c: 39 }],
    ['the threshold itself is shown', { a: 5, b: 6 }, { a: 5, b: 6 }],
    [
      'one small cell: the next smallest cell too',
      { a: 209, b: 3, c: 39 },
      { a: 209, b: null, c: null },
    ],
    ['a zero protects a small cell', { a: 209, b: 3, c: 0 }, { a: 209, b: null, c: null }],
    [
      'two small cells protect each other',
      { a: 209, b: 3, c: 1, d: 40 },
      { a: 209, b: null, c: null, d: 40 },
    ],
    [
      'zeros alone protect nothing',
      { a: 209, b: 0, c: 0, d: 40 },
      { a: 209, b: null, c: null, d: null },
    ],
    ['nothing to hide', {}, {}],
  ])('%s', (_name, counts, expected) => {
    expect(suppressBreakdown(counts)).toEqual(expected);
  });

  it('takes the threshold as a parameter', () => {
    expect(suppressBreakdown({ a: 9, b: 10, c: 11 }, 10)).toEqual({ a: null, b: null, c: 11 });
  });

  const breakdown = fc.dictionary(
    fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    fc.oneof(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 20 })),
    { minKeys: 2 },
  );

  it('shows no small cell, and changes no shown figure', () => {
    fc.assert(
      fc.property(breakdown, fc.integer({ min: 1, max: 8 }), (counts, threshold) => {
        for (const [key, shown] of Object.entries(suppressBreakdown(counts, threshold))) {
          if (shown === null) continue;
          expect(shown).toBe(counts[key]);
          expect(shown).toBeGreaterThanOrEqual(threshold);
        }
      }),
    );
  });

  it('lets a reader compute no hidden cell from the total', () => {
    fc.assert(
      fc.property(breakdown, (counts) => {
        const { exposed } = coverHidden(counts, smallCells(counts, 5));
        // Only a breakdown of zeros cannot be protected: its total is small itself.
        expect(exposed).toBe(sum(counts) === 0);
        if (exposed) return;
        for (const values of possibleValues(suppressBreakdown(counts), sum(counts)).values()) {
          expect(values.size).toBeGreaterThan(1);
        }
      }),
      { numRuns: 300 },
    );
  });
});
