import fc from 'fast-check';

import { reconcile, type ShareLine } from './reconciliation.js';

const line = (
  rentCents: number,
  tenantShareCents: number,
  cotenants: number | null,
): ShareLine => ({ rentCents, tenantShareCents, cotenants });

describe('reconcile', () => {
  it.each([
    ['shares that add up', [line(90_000, 45_000, 2), line(90_000, 45_000, 2)], null],
    [
      'a third rounded down, three times',
      [line(100_000, 33_333, 3), line(100_000, 33_333, 3), line(100_000, 33_333, 3)],
      null,
    ],
    ['a share too low', [line(90_000, 45_000, 2), line(90_000, 40_000, 2)], 'shares_below_rent'],
    ['a share too high', [line(90_000, 45_000, 2), line(90_000, 50_000, 2)], 'shares_exceed_rent'],
    ['a co-tenant without a line', [line(90_000, 45_000, 2)], null],
    ['a share within the rounding above', [line(90_000, 90_001, 2)], null],
    ['shares within the rounding below', [line(90_000, 45_000, 2), line(90_000, 44_998, 2)], null],
    [
      'shares a cent below the rounding',
      [line(90_000, 45_000, 2), line(90_000, 44_997, 2)],
      'shares_below_rent',
    ],
    ['one share above the whole rent', [line(90_000, 90_002, 2)], 'shares_exceed_rent'],
    [
      'two rents for one dwelling',
      [line(90_000, 45_000, 2), line(91_000, 45_000, 2)],
      'rents_differ',
    ],
    [
      'three lines where the landlord counts two tenants',
      [line(90_000, 30_000, 2), line(90_000, 30_000, 2), line(90_000, 30_000, 2)],
      'more_tenants_than_said',
    ],
    ['no number of tenants', [line(90_000, 30_000, null), line(90_000, 30_000, null)], null],
    ['no line', [], null],
  ])('%s: %s', (_, lines, expected) => {
    expect(reconcile(lines, 1).mismatch).toBe(expected);
  });

  it('accepts every exact split and finds every change beyond the rounding', () => {
    const split = fc.tuple(
      fc.integer({ min: 10_000, max: 500_000 }),
      fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 6 }),
    );
    fc.assert(
      fc.property(split, fc.integer({ min: 10, max: 5_000 }), ([rent, weights], change) => {
        const whole = weights.reduce((sum, weight) => sum + weight, 0);
        const shares = weights.map((weight) => Math.floor((rent * weight) / whole));
        shares[0]! += rent - shares.reduce((sum, share) => sum + share, 0);
        const lines = (first: number): ShareLine[] =>
          shares.map((share, index) =>
            line(rent, index === 0 ? share + first : share, shares.length),
          );
        expect(reconcile(lines(0), 1).mismatch).toBeNull();
        expect(reconcile(lines(change), 1).mismatch).toBe('shares_exceed_rent');
        expect(reconcile(lines(-change), 1).mismatch).toBe('shares_below_rent');
      }),
    );
  });
});
