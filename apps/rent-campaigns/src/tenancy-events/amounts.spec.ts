import { amountsOf } from './amounts.js';

const ROSTER = {
  rentCents: 50_000,
  chargesCents: 5_000,
  aidCents: 25_000,
  aidPaidTo: 'landlord',
} as const;

it.each([
  ['nothing', [null], { rentCents: null, chargesCents: 0, aidCents: 0, aidPaidTo: 'tenant' }],
  ['the roster', [null, ROSTER], ROSTER],
  [
    'this year’s rent before the roster',
    [{ rentCents: 52_000, chargesCents: null }, ROSTER],
    { ...ROSTER, rentCents: 52_000 },
  ],
  [
    'the report before all others, also a zero',
    [
      { chargesCents: 0, aidPaidTo: 'tenant' as const },
      { rentCents: 52_000, chargesCents: 1 },
      ROSTER,
    ],
    { rentCents: 52_000, chargesCents: 0, aidCents: 25_000, aidPaidTo: 'tenant' },
  ],
])('the amounts come from %s', (_, sources, expected) => {
  expect(amountsOf(...sources)).toEqual(expected);
});
