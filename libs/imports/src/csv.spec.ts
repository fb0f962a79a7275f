import { parse } from 'csv-parse/sync';
import fc from 'fast-check';

import { importFile } from './column.js';
import { type Delimiter, DELIMITERS, readCsvHeader, splitCsvLine, widthFault } from './csv.js';

const text = { value: { type: 'text' } } as const;
const columns = {
  fileNumber: { ...text, aliases: ['Numéro'], required: true },
  name: text,
  rent: text,
  rentCents: text,
};
const expected = importFile({
  kind: 'rents',
  formats: ['csv'],
  columns,
  oneOf: [['rent', 'rentCents']],
});

/** Characters that matter, often. */
const raw = fc.string({
  unit: fc.constantFrom('"', ';', ',', 'a', 'é', ' ', "'", '€'),
  maxLength: 24,
});
const delimiters = fc.constantFrom<Delimiter>(...DELIMITERS);

describe('splitCsvLine', () => {
  it('agrees with csv-parse on every line, on which are damaged and on the values of the others', () => {
    fc.assert(
      fc.property(raw, delimiters, (line, delimiter) => {
        const mine = splitCsvLine(line, delimiter);
        let theirs: string[] | null = null;
        try {
          theirs = parse(line, { delimiter, relax_column_count: true })[0] ?? [''];
        } catch {
          // Damaged.
        }
        expect(typeof mine === 'string' ? null : mine).toEqual(theirs);
      }),
      { numRuns: 20_000 },
    );
  });

  it('reads back what was written', () => {
    const values = fc.array(
      fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\r\n]/g, '')),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(values, delimiters, (fields, delimiter) => {
        const line = fields.map((field) => `"${field.replaceAll('"', '""')}"`).join(delimiter);
        expect(splitCsvLine(line, delimiter)).toEqual(fields);
      }),
    );
  });

  it.each([
    ['a;"b', 'unbalanced-quotes'],
    ['a;"b"c', 'misplaced-quote'],
    ['a;b"c"', 'misplaced-quote'],
  ])('%s is %s', (line, code) => {
    expect(splitCsvLine(line, ';')).toBe(code);
  });
});

describe('readCsvHeader', () => {
  it.each<[string, Delimiter, number[]]>([
    ['fileNumber;rent', ';', [0, -1, 1, -1]],
    ['rentCents,fileNumber', ',', [1, -1, -1, 0]],
    [' NUMÉRO ;"Name";Rent', ';', [0, 1, 2, -1]],
  ])('reads %s', (text, delimiter, places) => {
    expect(readCsvHeader(text, expected)).toEqual({
      delimiter,
      width: places.filter((p) => p >= 0).length,
      places,
    });
  });

  it.each([
    ['1234567;Martin', 'missing-header', null],
    ['fileNumber;rent;colour', 'unknown-column', '3'],
    ['fileNumber;rent;', 'unknown-column', '3'],
    ['fileNumber;rent;Numéro', 'duplicate-column', 'fileNumber'],
    ['name;rent', 'missing-column', 'fileNumber'],
    ['fileNumber;name', 'missing-column', 'rent / rentCents'],
    ['"fileNumber', 'unreadable-header', null],
  ])('refuses the file with header %s', (text, code, column) => {
    expect(readCsvHeader(text, expected)).toEqual({ code, column });
  });
});

it('tells another separator from a missing value', () => {
  const header = { delimiter: ';' as const, width: 3, places: [0, 1, 2] };
  expect(widthFault('a,b,c', header)).toBe('mixed-separators');
  expect(widthFault('a;b,c', header)).toBe('mixed-separators');
  expect(widthFault('a,b;c', header)).toBe('mixed-separators');
  expect(widthFault('a;b', header)).toBe('column-count');
  // The comma of an amount separates nothing.
  expect(widthFault('a;510,30', header)).toBe('column-count');
  expect(widthFault('510,5;a', header)).toBe('column-count');
});
