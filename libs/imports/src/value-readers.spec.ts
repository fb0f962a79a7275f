import { type FieldDefinition, FILE_NUMBER, isLocalDate, SIRET } from '@passerelle/kernel';
import fc from 'fast-check';

import type { ImportFormat } from './column.js';
import { Refusal, valueReader } from './value-readers.js';

const EUROS = { type: 'amount', unit: 'euros' } as const;
const CENTS = { type: 'amount', unit: 'cents' } as const;
const DAY = { type: 'day' } as const;

/** The value that is read, or the code of the refusal. */
function read(definition: FieldDefinition, value: unknown, format: ImportFormat): unknown {
  const result = valueReader(definition, format)(value);
  return result instanceof Refusal ? `refused: ${result.code}` : result;
}

describe('the reader of a definition’s values', () => {
  it.each([
    ['512,34', 51_234],
    ['512.3', 51_230],
    ['512', 51_200],
    ['1 234,50 €', 123_450],
    ['1\u202f234,50', 123_450],
    ['-0', 0],
    ['1.234,50', 'refused: amount'],
    ['512,345', 'refused: amount'],
    ['1e3', 'refused: amount'],
    ['-12', 'refused: negative'],
    ['1000000001', 'refused: amount'],
  ])('amount in euros %s', (text, cents) => {
    expect(read(EUROS, text, 'csv')).toBe(cents);
    expect(read(EUROS, text, 'ndjson')).toBe(cents);
  });

  it('reads amounts of JSON exactly, or refuses them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), (cents) => {
        expect(read(EUROS, cents / 100, 'ndjson')).toBe(cents);
      }),
    );
    expect(read(EUROS, 0.001, 'ndjson')).toBe('refused: amount');
    expect(read(EUROS, true, 'ndjson')).toBe('refused: amount');
    expect(read({ ...EUROS, min: -500, max: 500 }, -5, 'ndjson')).toBe(-500);
    expect(read({ ...EUROS, min: 500 }, 4, 'ndjson')).toBe('refused: amount');
  });

  it('reads the days that the kernel knows', () => {
    const part = (max: number) => fc.integer({ min: 0, max });
    fc.assert(
      fc.property(part(2_100), part(14), part(33), (year, month, day) => {
        const parts = [
          String(year).padStart(4, '0'),
          String(month).padStart(2, '0'),
          String(day).padStart(2, '0'),
        ];
        const iso = parts.join('-');
        expect(read(DAY, iso, 'csv')).toBe(isLocalDate(iso) ? iso : 'refused: day');
        expect(read(DAY, parts.toReversed().join('/'), 'csv')).toBe(read(DAY, iso, 'csv'));
      }),
    );
    expect(read(DAY, '31/12/2023', 'ndjson')).toBe('refused: day');
    expect(read(DAY, 20_231_231, 'ndjson')).toBe('refused: day');
  });

  it.each<[unknown, string]>([
    ['2024-03-21T09:30:00.25+01:00', '2024-03-21T08:30:00.250Z'],
    ['2024-02-29T23:59:59Z', '2024-02-29T23:59:59.000Z'],
    ['2024-03-21T08:30:00.123456Z', '2024-03-21T08:30:00.123Z'],
    ['2024-03-21', 'refused: instant'],
    ['2024-03-21T08:30Z', 'refused: instant'],
    ['2024-03-21T08:30:00', 'refused: instant'],
    ['2024-02-30T08:30:00Z', 'refused: instant'],
    ['2024-03-21T24:00:00Z', 'refused: instant'],
    ['2024-03-21T08:30:60Z', 'refused: instant'],
    ['2024-03-21T08:30:00+15:00', 'refused: instant'],
    ['0001-01-01T00:00:00+14:00', 'refused: instant'],
    ['9999-12-31T23:59:59-01:00', 'refused: instant'],
    [1_711_000_000, 'refused: instant'],
  ])('instant %s', (value, expected) => {
    const result = read({ type: 'instant' }, value, 'ndjson');
    expect(result instanceof Date ? result.toISOString() : result).toBe(expected);
  });

  it.each<[string, unknown]>([
    ['OUI', true],
    ['vrai', true],
    ['1', true],
    ['0', false],
    ['Non', false],
    ['peut-être', 'refused: flag'],
    ['constructor', 'refused: flag'],
  ])('flag %s', (text, flag) => {
    expect(read({ type: 'flag' }, text, 'csv')).toBe(flag);
    expect(read({ type: 'flag' }, text, 'ndjson')).toBe('refused: flag');
  });

  it.each<[FieldDefinition, unknown, ImportFormat, unknown]>([
    [{ type: 'flag' }, false, 'ndjson', false],
    [{ type: 'text' }, 'x'.repeat(200), 'csv', 'x'.repeat(200)],
    [{ type: 'text' }, 'x'.repeat(201), 'csv', 'refused: text'],
    [{ type: 'text', max: 2 }, 'abc', 'csv', 'refused: text'],
    [{ type: 'text', min: 2 }, 'a', 'csv', 'refused: text'],
    [{ type: 'text' }, 12, 'ndjson', 'refused: text'],
    [{ type: 'text' }, 'a\nb', 'ndjson', 'refused: text'],
    [{ type: 'text', multiline: true }, 'a\n\tb', 'ndjson', 'a\n\tb'],
    [{ type: 'text', multiline: true }, 'a\0b', 'ndjson', 'refused: text'],
    [{ type: 'text', pattern: /^\d$/ }, 'abc', 'csv', 'refused: pattern'],
    [FILE_NUMBER, '123', 'csv', 'refused: file-number'],
    [{ ...SIRET, code: 'siret' }, '000000018000101', 'csv', 'refused: siret'],
    [{ type: 'whole' }, '12', 'csv', 12],
    [{ type: 'whole' }, '12', 'ndjson', 'refused: whole-number'],
    [{ type: 'whole' }, '12.5', 'csv', 'refused: whole-number'],
    [{ type: 'whole', min: 1, max: 9 }, 1, 'ndjson', 1],
    [{ type: 'whole', min: 1, max: 9 }, 9, 'ndjson', 9],
    [{ type: 'whole', min: 1, max: 9 }, 0, 'ndjson', 'refused: whole-number'],
    [{ type: 'whole', min: 1, max: 9 }, 10, 'ndjson', 'refused: whole-number'],
    [CENTS, '51234', 'csv', 51_234],
    [{ type: 'whole', min: 2000, max: 2100, outside: 'year' }, '1999', 'csv', 'refused: year'],
    [{ type: 'whole', min: 2000, max: 2100, outside: 'year' }, '2101', 'csv', 'refused: year'],
    [
      { type: 'whole', min: 2000, max: 2100, outside: 'year' },
      'MMXX',
      'csv',
      'refused: whole-number',
    ],
    [{ ...CENTS, max: 9, tooLarge: 'large' }, '10', 'csv', 'refused: large'],
    [{ ...CENTS, max: 9, tooLarge: 'large' }, '-1', 'csv', 'refused: whole-number'],
    [{ ...EUROS, max: 900, tooLarge: 'large' }, '9,00', 'csv', 900],
    [{ ...EUROS, max: 900, tooLarge: 'large' }, '9,01', 'csv', 'refused: large'],
    [{ ...EUROS, max: 900, tooLarge: 'large' }, 'nine', 'csv', 'refused: amount'],
    [{ ...EUROS, max: 900, tooLarge: 'large' }, '-10', 'csv', 'refused: negative'],
    [CENTS, '-1', 'csv', 'refused: whole-number'],
    [CENTS, 100_000_000_001, 'ndjson', 'refused: whole-number'],
    [{ type: 'one-of', values: ['a', 'b'] }, 'b', 'csv', 'b'],
    [{ type: 'one-of', values: ['a', 'b'] }, 'c', 'csv', 'refused: one-of'],
    [{ type: 'one-of', values: ['a', 'b'] }, ['a'], 'ndjson', 'refused: one-of'],
  ])('%j of %j in %s', (definition, value, format, expected) => {
    expect(read(definition, value, format)).toBe(expected);
  });
});
