import { type FieldDefinition, FILE_NUMBER, isLocalDate, SIRET } from '@passerelle/kernel';
import fc from 'fast-check';

import type { ImportFormat } from './column.js';
import { Doubted, Refusal, valueReader } from './value-readers.js';

const EUROS = { type: 'amount', unit: 'euros' } as const;
const CENTS = { type: 'amount', unit: 'cents' } as const;
const DAY = { type: 'day' } as const;
const STATUS = {
  type: 'one-of',
  values: ['present', 'management_end'],
  words: { present: ['présent'], management_end: ['fin de gestion'] },
} as const;

/** The value that is read, or the code of the refusal. */
function read(definition: FieldDefinition, value: unknown, format: ImportFormat): unknown {
  const result = valueReader(definition, format)(value);
  if (result instanceof Doubted) return `doubted: ${result.code}`;
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
    ['1.234,50', 123_450],
    ['1,234.50', 123_450],
    ['1.234.567', 123_456_700],
    ['1.234', 'refused: amount'],
    ['1,234', 'refused: amount'],
    ['512,34\u00a0€', 51_234],
    ['512,34\u202f€', 51_234],
    ['512.34 EUR', 51_234],
    ['€ 512,34', 51_234],
    ['512 euros', 51_200],
    ['1\u2009234,50', 123_450],
    ['\u200e512,34', 51_234],
    ['\u221212', 'refused: negative'],
    ['512.3400000000001', 51_234],
    ['512.3399999999999', 51_234],
    ['512,3400', 51_234],
    ['512,3449', 'refused: amount'],
    ['512.340', 'refused: amount'],
    ['12 34', 'refused: amount'],
    ['1 23,45', 'refused: amount'],
    ['12,34,56', 'refused: amount'],
    ['50 €/mois', 'refused: amount'],
    ['5,12E+02', 'refused: scientific-notation'],
    ['512,345', 'refused: amount'],
    ['1e3', 'refused: scientific-notation'],
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

  it.each([
    ['1990-01-01', '1990-01-01'],
    ['1989-12-31', 'refused: day-outside'],
    ['31/12/2100', '2100-12-31'],
    ['01/01/2101', 'refused: day-outside'],
    ['01/01/0203', 'refused: day-outside'],
  ])('reads %s within the limits as %s', (text, expected) => {
    expect(read(DAY, text, 'csv')).toBe(expected);
  });

  it('reads the days that the kernel knows', () => {
    const ANY_DAY = { ...DAY, min: '0001-01-01', max: '9999-12-31' } as const;
    const part = (max: number) => fc.integer({ min: 0, max });
    fc.assert(
      fc.property(part(2_100), part(14), part(33), (year, month, day) => {
        const parts = [
          String(year).padStart(4, '0'),
          String(month).padStart(2, '0'),
          String(day).padStart(2, '0'),
        ];
        const iso = parts.join('-');
        expect(read(ANY_DAY, iso, 'csv')).toBe(isLocalDate(iso) ? iso : 'refused: day');
        expect(read(ANY_DAY, parts.toReversed().join('/'), 'csv')).toBe(read(ANY_DAY, iso, 'csv'));
      }),
    );
    expect(read(DAY, '31/12/2023', 'ndjson')).toBe('refused: day');
    expect(read(DAY, 20_231_231, 'ndjson')).toBe('refused: day');
  });

  it.each([
    ['15/09/2025 00:00:00', '2025-09-15'],
    ['15/09/2025 0:00', '2025-09-15'],
    ['5/9/2025', '2025-09-05'],
    ['15-09-2025', '2025-09-15'],
    ['15.09.2025', '2025-09-15'],
    ['2025-09-15T00:00:00', '2025-09-15'],
    ['2025-09-15T00:00:00.000Z', '2025-09-15'],
    ['2025-09-15 00:00:00', '2025-09-15'],
    ['2025/09/15', '2025-09-15'],
    ['\u200e15/09/2025', '2025-09-15'],
    ['15/09/2025 14:30', 'refused: day'],
    ['2025-09-14T22:00:00Z', 'refused: day'],
    ['15/09-2025', 'refused: day'],
    ['09/15/2025', 'refused: day'],
    ['31/02/2025', 'refused: day'],
    ['15/09/25', 'refused: two-digit-year'],
    ['15-9-25', 'refused: two-digit-year'],
    ['45915', 'refused: excel-day-number'],
    ['45915,5', 'refused: excel-day-number'],
    ['2025', 'refused: day'],
    ['20250915', 'refused: day'],
  ])('day %s', (text, day) => {
    expect(read(DAY, text, 'csv')).toBe(day);
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
    ['O', true],
    ['N', false],
    ['Vrai', true],
    ['n', false],
    ['X', 'refused: flag'],
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
    [FILE_NUMBER, '12346', 'csv', 'refused: lost-zeros'],
    [FILE_NUMBER, '12346.0', 'csv', 'refused: lost-zeros'],
    [FILE_NUMBER, '12346', 'ndjson', 'refused: lost-zeros'],
    [FILE_NUMBER, '00 123 46', 'csv', '0012346'],
    [FILE_NUMBER, '1234567.0', 'csv', '1234567'],
    [FILE_NUMBER, '00 123 46', 'ndjson', 'refused: file-number'],
    [FILE_NUMBER, '2551099126111', 'csv', 'refused: looks-like-nir'],
    [FILE_NUMBER, '2 55 10 99 126 111 25', 'csv', 'refused: looks-like-nir'],
    [FILE_NUMBER, '12345678', 'csv', 'refused: file-number'],
    [FILE_NUMBER, '1234567A', 'csv', 'refused: file-number'],
    [FILE_NUMBER, 1234567, 'ndjson', 'refused: file-number'],
    [{ ...SIRET, code: 'siret' }, '000000018000101', 'csv', 'refused: siret'],
    [{ ...SIRET, code: 'siret' }, '123\u00a0456\u202f782 00010', 'csv', '12345678200010'],
    [{ ...SIRET, code: 'siret' }, '1,23457E+13', 'csv', 'refused: scientific-notation'],
    [{ ...SIRET, code: 'siret' }, '123456782', 'csv', 'refused: siren-not-siret'],
    [{ ...SIRET, code: 'siret' }, '123 456 782', 'csv', 'refused: siren-not-siret'],
    [{ ...SIRET, code: 'siret' }, '1800010', 'csv', 'refused: lost-zeros'],
    [{ ...SIRET, code: 'siret' }, '1800011', 'csv', 'refused: siret'],
    [{ type: 'text', pattern: /^[\w.]+$/ }, '1,23E+12', 'csv', 'refused: scientific-notation'],
    [{ type: 'text' }, '1,23E+12', 'csv', '1,23E+12'],
    [{ type: 'text' }, 'BÂTIMENT A', 'csv', 'BÂTIMENT A'],
    [{ type: 'text' }, 'LefÃ¨vre', 'csv', 'doubted: damaged-text'],
    [{ type: 'text' }, 'd’abord', 'csv', 'd’abord'],
    [{ type: 'text' }, 'dâ€™abord', 'csv', 'doubted: damaged-text'],
    [{ type: 'text' }, 'Lef\ufffdvre', 'ndjson', 'doubted: damaged-text'],
    [{ type: 'text' }, 'â\u0080\u0099', 'csv', 'refused: text'],
    [{ type: 'whole' }, '12', 'csv', 12],
    [{ type: 'whole' }, '12', 'ndjson', 'refused: whole-number'],
    [{ type: 'whole' }, '12.5', 'csv', 'refused: whole-number'],
    [{ type: 'whole', min: 1, max: 9 }, 1, 'ndjson', 1],
    [{ type: 'whole', min: 1, max: 9 }, 9, 'ndjson', 9],
    [{ type: 'whole', min: 1, max: 9 }, 0, 'ndjson', 'refused: whole-number'],
    [{ type: 'whole', min: 1, max: 9 }, 10, 'ndjson', 'refused: whole-number'],
    [{ type: 'whole' }, '2\u00a0025', 'csv', 2_025],
    [{ type: 'whole' }, '2025.0', 'csv', 2_025],
    [{ type: 'whole' }, '2.025', 'csv', 'refused: whole-number'],
    [{ type: 'whole' }, '1,2E+03', 'csv', 'refused: scientific-notation'],
    [{ type: 'whole' }, '20 25', 'csv', 'refused: whole-number'],
    [CENTS, '51234', 'csv', 51_234],
    [CENTS, '51234.0', 'csv', 51_234],
    [CENTS, '512,34', 'csv', 'refused: cents-expected'],
    [CENTS, '512,00', 'csv', 'refused: cents-expected'],
    [CENTS, '512 €', 'csv', 'refused: cents-expected'],
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
    [STATUS, 'Présent', 'csv', 'present'],
    [STATUS, 'PRESENT', 'csv', 'present'],
    [STATUS, 'FIN_DE_GESTION', 'csv', 'management_end'],
    [STATUS, 'Fin\u00a0de gestion', 'csv', 'management_end'],
    [STATUS, 'MANAGEMENT_END', 'csv', 'management_end'],
    [STATUS, 'constructor', 'csv', 'refused: one-of'],
    [STATUS, 'présent', 'ndjson', 'refused: one-of'],
    [{ type: 'one-of', values: ['a', 'b'] }, ['a'], 'ndjson', 'refused: one-of'],
  ])('%j of %j in %s', (definition, value, format, expected) => {
    expect(read(definition, value, format)).toBe(expected);
  });
});

/** The value that CSV gives, as text; undefined where it is refused. */
function readText(
  definition: FieldDefinition,
  text: string,
): string | number | boolean | undefined {
  const result = valueReader(definition, 'csv')(text.trim());
  if (result instanceof Doubted) return result.value;
  if (result instanceof Date) return result.toISOString();
  return result instanceof Refusal ? undefined : result;
}

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
      const value = readText(definition, given);
      if (value === undefined) return;
      const isEuros = definition.type === 'amount' && definition.unit === 'euros';
      const plain = isEuros ? (Number(value) / 100).toFixed(2) : String(value);
      expect(readText(definition, plain)).toEqual(value);
    }),
    { numRuns: 5_000 },
  );
});
