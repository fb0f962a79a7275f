import fc from 'fast-check';

import { sameDigits } from './written-numbers.js';

const RUNS = { numRuns: 2_000 };
const BLANKS = ['', ' ', '\u00a0', '\u202f', '\u2009', '\u3000'];
const blank = fc.constantFrom(...BLANKS);

it.each([
  ['file number', 7],
  ['SIRET', 14],
] as const)('a %s, in groups and as a program writes a number', (_, digits) => {
  const number = fc.string({
    unit: fc.constantFrom(...'0123456789'),
    minLength: digits,
    maxLength: digits,
  });
  fc.assert(
    fc.property(
      number,
      fc.array(fc.nat(digits)),
      blank,
      fc.boolean(),
      (value, cuts, gap, isFloat) => {
        const text = [...value]
          .map((digit, at) => (cuts.includes(at) ? gap + digit : digit))
          .join('');
        expect(sameDigits(isFloat ? `${text}.0` : text, digits)).toBe(value);
      },
    ),
    RUNS,
  );
});

it('a number with fewer digits is never filled up', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'0123456789. ,E+'), maxLength: 20 }),
      (text) => {
        const value = sameDigits(text, 7);
        if (value !== undefined) expect(text.replace(/\.0$/, '').replace(/\D/g, '')).toBe(value);
      },
    ),
    RUNS,
  );
});
