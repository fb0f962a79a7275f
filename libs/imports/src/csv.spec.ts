import { parse } from 'csv-parse/sync';
import fc from 'fast-check';

import { type Delimiter, DELIMITERS, splitCsvLine, widthFault } from './csv.js';

/** Characters that matter, often. */
const raw = fc.string({
  unit: fc.constantFrom('"', ';', ',', '\t', '|', 'a', 'é', ' ', "'", '€'),
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

it('reads what Excel writes to keep zeros', () => {
  expect(splitCsvLine('="0012";b', ';')).toEqual(['0012', 'b']);
  expect(splitCsvLine('a;="0;12"', ';')).toEqual(['a', '0;12']);
  expect(splitCsvLine('=a;b', ';')).toEqual(['=a', 'b']);
  expect(splitCsvLine('="a', ';')).toBe('unbalanced-quotes');
});

describe('the width of a line', () => {
  const header = { delimiter: ';' as const, width: 3, needed: 2 };
  it.each([
    ['a,b,c', 'mixed-separators'],
    ['a;b,c', 'mixed-separators'],
    ['a,b;c', 'mixed-separators'],
    ['a|b|c', 'mixed-separators'],
    ['a', 'column-count'],
    // The comma of an amount separates nothing.
    ['510,30', 'column-count'],
    ['a;510,30', null],
    // The separators of empty values at the end are left out, or there are some too many.
    ['a;b', null],
    ['a;b;c;', null],
    ['a;b;c; ;', null],
    ['a;b;c;d', 'too-many-values'],
    ['a;b;c;;d', 'too-many-values'],
  ])('%s: %s', (text, code) => {
    expect(widthFault(text, text.split(';'), header)).toBe(code);
  });
});
