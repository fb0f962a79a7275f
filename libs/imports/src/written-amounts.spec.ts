import fc from 'fast-check';

import { centsOfText, wholeOfRareForm } from './written-amounts.js';

/** Every form of an amount reads as this amount: so no text is read as two. */
const RUNS = { numRuns: 2_000 };
const BLANKS = ['', ' ', '\u00a0', '\u202f', '\u2009', '\u3000'];
const blank = fc.constantFrom(...BLANKS);
const invisible = fc.constantFrom('', '\u200b', '\u200e', '\ufeff', ' ');

function grouped(digits: string, separator: string): string {
  return digits.replace(/\B(?=(?:\d{3})+$)/g, separator);
}

const cents = fc.integer({ min: 0, max: 999_999_999 });

const amountForm = fc.record({
  separators: fc.constantFrom(
    ...[
      ...BLANKS.map((group) => [group, ','] as const),
      ...BLANKS.map((group) => [group, '.'] as const),
    ],
    ['.', ','] as const,
    [',', '.'] as const,
  ),
  currency: fc.constantFrom('', '€', 'EUR', 'euros', '€ first'),
  blank,
  invisible,
});

function amountText(
  value: number,
  {
    separators: [group, point],
    currency,
    blank: between,
    invisible: mark,
  }: typeof amountForm extends fc.Arbitrary<infer F> ? F : never,
): string {
  const euros = grouped(String(Math.floor(value / 100)), group);
  const number = `${euros}${point}${String(value % 100).padStart(2, '0')}`;
  const text = currency === '€ first' ? `€${between}${number}` : `${number}${between}${currency}`;
  return `${mark}${text}${mark}`;
}

it('an amount in euros, in any form', () => {
  fc.assert(
    fc.property(cents, amountForm, (value, form) => {
      expect(centsOfText(amountText(value, form))).toBe(value);
    }),
    RUNS,
  );
});

it('an amount as floating point leaves it', () => {
  fc.assert(
    fc.property(cents, cents, (one, other) => {
      // Sums of doubles carry the noise that exports show.
      const sum = one / 100 + other / 100;
      expect(centsOfText(String(sum))).toBe(one + other);
    }),
    RUNS,
  );
});

it('an amount of three decimals is never read', () => {
  fc.assert(
    fc.property(cents, fc.constantFrom('.', ','), (value, point) => {
      const text = `${String(value % 1000)}${point}${String(value % 1000).padStart(3, '0')}`;
      expect(centsOfText(text)).toBeUndefined();
    }),
    RUNS,
  );
});

it('a whole number, in groups and as a program writes it', () => {
  fc.assert(
    fc.property(fc.nat(2_000_000), blank, fc.boolean(), (value, gap, isFloat) => {
      const text = `${grouped(String(value), gap)}${isFloat ? '.0' : ''}`;
      expect(wholeOfRareForm(text)).toBe(value);
    }),
    RUNS,
  );
});
