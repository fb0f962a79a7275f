import fc from 'fast-check';

import { rate } from './rates.js';

describe('rate', () => {
  it.each([
    [8_910, 12_500, '71.28'],
    [11_875, 12_500, '95.00'],
    [89_100, 125_000, '71.28'],
    [0, 7, '0.00'],
    [7, 7, '100.00'],
    [1, 3, '33.33'],
    [2, 3, '66.67'],
    // Half rounded up: 0.125 %, and 1.005 %, which binary fractions would round to 1.00.
    [1, 800, '0.13'],
    [201, 20_000, '1.01'],
    [1, 1_000_000, '0.00'],
  ])('%i of %i is %s', (part, whole, expected) => {
    expect(rate(part, whole)).toBe(expected);
  });

  it('does not exist when nothing is expected', () => {
    expect(rate(0, 0)).toBeNull();
  });

  it('has two decimals, an error of at most half a hundredth, and grows with the part', () => {
    const counts = fc
      .integer({ min: 1, max: 6_000_000 })
      .chain((whole) => fc.tuple(fc.integer({ min: 0, max: whole - 1 }), fc.constant(whole)));
    fc.assert(
      fc.property(counts, ([part, whole]) => {
        const shown = rate(part, whole) ?? '';
        expect(shown).toMatch(/^\d{1,3}\.\d{2}$/);
        const error = Math.round(Number(shown) * 100) * whole - part * 10_000;
        expect(2 * Math.abs(error)).toBeLessThanOrEqual(whole);
        expect(Number(rate(part + 1, whole))).toBeGreaterThanOrEqual(Number(shown));
      }),
    );
  });
});
