import { type FieldDefinition, FILE_NUMBER, SIRET } from '@passerelle/kernel';
import fc from 'fast-check';

import { Doubted, Refusal, valueReader } from './value-readers.js';

/** Every form of a value reads as this value: so no text is read as two. */

const RUNS = { numRuns: 2_000 };
const BLANKS = ['', ' ', '\u00a0', '\u202f', '\u2009', '\u3000'];
const blank = fc.constantFrom(...BLANKS);
const invisible = fc.constantFrom('', '\u200b', '\u200e', '\ufeff', ' ');

function read(definition: FieldDefinition, text: string): unknown {
  const result = valueReader(definition, 'csv')(text.trim());
  if (result instanceof Doubted) return result.value;
  return result instanceof Refusal ? undefined : result;
}

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
      expect(read({ type: 'amount', unit: 'euros' }, amountText(value, form))).toBe(value);
    }),
    RUNS,
  );
});

it('an amount as floating point leaves it', () => {
  fc.assert(
    fc.property(cents, cents, (one, other) => {
      // Sums of doubles carry the noise that exports show.
      const sum = one / 100 + other / 100;
      expect(read({ type: 'amount', unit: 'euros' }, String(sum))).toBe(one + other);
    }),
    RUNS,
  );
});

it('an amount of three decimals is never read', () => {
  fc.assert(
    fc.property(cents, fc.constantFrom('.', ','), (value, point) => {
      const text = `${String(value % 1000)}${point}${String(value % 1000).padStart(3, '0')}`;
      expect(read({ type: 'amount', unit: 'euros' }, text)).toBeUndefined();
    }),
    RUNS,
  );
});

const date = fc.date({
  min: new Date('1900-01-01'),
  max: new Date('2199-12-31'),
  noInvalidDate: true,
});

it('a day, in any form', () => {
  const form = fc.record({
    separator: fc.constantFrom('/', '-', '.'),
    yearFirst: fc.boolean(),
    padded: fc.boolean(),
    midnight: fc.constantFrom('', ' 00:00:00', ' 00:00', ' 0:00', 'T00:00:00', 'T00:00:00.000Z'),
    invisible,
  });
  fc.assert(
    fc.property(date, form, (day, { separator, yearFirst, padded, midnight, invisible: mark }) => {
      const iso = day.toISOString().slice(0, 10);
      const parts = iso.split('-').map((part) => (padded ? part : String(Number(part))));
      const ordered = yearFirst ? parts : parts.toReversed();
      const text = `${mark}${ordered.join(separator)}${midnight}`;
      expect(read({ type: 'day' }, text)).toBe(iso);
    }),
    RUNS,
  );
});

it.each([
  ['file number', FILE_NUMBER, 7],
  ['SIRET', SIRET, 14],
] as const)('a %s, in groups and as a program writes a number', (_, definition, digits) => {
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
        expect(read(definition, isFloat ? `${text}.0` : text)).toBe(value);
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
        const value = read(FILE_NUMBER, text);
        if (typeof value === 'string')
          expect(text.replace(/\.0$/, '').replace(/\D/g, '')).toBe(value);
      },
    ),
    RUNS,
  );
});

it('a whole number, in groups and as a program writes it', () => {
  fc.assert(
    fc.property(fc.nat(2_000_000), blank, fc.boolean(), (value, gap, isFloat) => {
      const text = `${grouped(String(value), gap)}${isFloat ? '.0' : ''}`;
      expect(read({ type: 'whole' }, text)).toBe(value);
      expect(read({ type: 'amount', unit: 'cents' }, text)).toBe(value);
    }),
    RUNS,
  );
});

it('reading never throws, and what is read reads the same when it is written plainly', () => {
  const definitions: readonly FieldDefinition[] = [
    { type: 'amount', unit: 'euros' },
    { type: 'amount', unit: 'cents' },
    { type: 'whole' },
    { type: 'day' },
    { type: 'flag' },
    { type: 'instant' },
    { type: 'one-of', values: ['present', 'departed'], words: { present: ['présent'] } },
    { type: 'text' },
    FILE_NUMBER,
    SIRET,
  ];
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({
      unit: fc.constantFrom(...'0123456789.,-/ €EURONoui:T+"=\u00a0\u2212'),
      maxLength: 24,
    }),
  );
  fc.assert(
    fc.property(fc.constantFrom(...definitions), text, (definition, given) => {
      const value = read(definition, given);
      if (value === undefined || value instanceof Date) return;
      const isEuros = definition.type === 'amount' && definition.unit === 'euros';
      const plain = isEuros ? (Number(value) / 100).toFixed(2) : String(value);
      expect(read(definition, plain)).toEqual(value);
    }),
    { numRuns: 5_000 },
  );
});
