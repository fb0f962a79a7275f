import type { ImportFile } from './column.js';
import type { FileFault, LineCode } from './fault-codes.js';

export const DELIMITERS = [';', ','] as const;
export type Delimiter = (typeof DELIMITERS)[number];

const QUOTE = 0x22;

/**
 * The values of one line by RFC 4180, without its line breaks inside quotes: a record is one line, so
 * that a quote left open costs its own line and never the following ones.
 *
 * @returns the values, or what is wrong
 */
export function splitCsvLine(text: string, delimiter: Delimiter): string[] | LineCode {
  return text.includes('"') ? splitQuoted(text, delimiter) : text.split(delimiter);
}

function splitQuoted(text: string, delimiter: Delimiter): string[] | LineCode {
  const values: string[] = [];
  let at = 0;
  for (;;) {
    if (text.charCodeAt(at) === QUOTE) {
      let value = '';
      let start = at + 1;
      for (;;) {
        const close = text.indexOf('"', start);
        if (close < 0) return 'unbalanced-quotes';
        value += text.slice(start, close);
        at = close + 1;
        if (text.charCodeAt(at) !== QUOTE) break;
        value += '"';
        start = at + 1;
      }
      values.push(value);
      if (at === text.length) return values;
      if (text[at] !== delimiter) return 'misplaced-quote';
    } else {
      const next = text.indexOf(delimiter, at);
      const end = next < 0 ? text.length : next;
      const value = text.slice(at, end);
      if (value.includes('"')) return 'misplaced-quote';
      values.push(value);
      if (next < 0) return values;
      at = end;
    }
    at++;
  }
}

export interface CsvHeader {
  readonly delimiter: Delimiter;
  /** Values that a line must have. */
  readonly width: number;
  /** For each column of the definition its place in a line; -1 when the file does not have it. */
  readonly places: readonly number[];
}

type ExpectedHeader = Pick<ImportFile, 'columns' | 'oneOf'>;

/** Reads the header: it tells the delimiter, and decides over the whole file. */
export function readCsvHeader(text: string, expected: ExpectedHeader): CsvHeader | FileFault {
  const names = new Map(
    Object.entries(expected.columns).flatMap(([name, { aliases = [] }], index) =>
      [name, ...aliases].map((known) => [normalised(known), index] as const),
    ),
  );
  const readings = DELIMITERS.map((delimiter) => {
    const values = splitCsvLine(text, delimiter);
    const indexes =
      typeof values === 'string' ? [] : values.map((value) => names.get(normalised(value)) ?? -1);
    const known = indexes.filter((index) => index >= 0).length;
    return { delimiter, indexes, known, readable: typeof values !== 'string' };
  });
  const [best] = readings.sort((a, b) => b.known - a.known);
  if (best === undefined || !readings.some(({ readable }) => readable))
    return fault('unreadable-header');
  if (best.known === 0) return fault('missing-header');
  return placed(best.indexes, best.delimiter, expected);
}

function placed(
  indexes: readonly number[],
  delimiter: Delimiter,
  { columns, oneOf = [] }: ExpectedHeader,
): CsvHeader | FileFault {
  const names = Object.keys(columns);
  const unknown = indexes.indexOf(-1);
  // The place, not the text: in a file without a header the text is somebody's name.
  if (unknown >= 0) return fault('unknown-column', String(unknown + 1));
  const twice = indexes.find((index, place) => indexes.indexOf(index) !== place);
  if (twice !== undefined) return fault('duplicate-column', names[twice]);
  const places = names.map((_, index) => indexes.indexOf(index));
  const isMissing = (name: string): boolean => places[names.indexOf(name)] === -1;
  const missing = names.find((name) => columns[name]?.required === true && isMissing(name));
  if (missing !== undefined) return fault('missing-column', missing);
  const group = oneOf.find((alternatives) => alternatives.every(isMissing));
  if (group !== undefined) return fault('missing-column', group.join(' / '));
  return { delimiter, width: indexes.length, places };
}

/** The comma inside an amount of money: at most two digits follow. */
const DECIMAL_COMMA = /(?<=\d),(?=\d{1,2}(?:[;,]|$))/g;

/** What is wrong with a line that has too few or too many values. */
export function widthFault(text: string, header: CsvHeader): LineCode {
  const others = DELIMITERS.filter((delimiter) => delimiter !== header.delimiter);
  const hasOther = others.some((delimiter) => text.includes(delimiter));
  const values = text.replaceAll(DECIMAL_COMMA, '.').split(/[;,]/).length;
  return hasOther && values >= header.width ? 'mixed-separators' : 'column-count';
}

function normalised(name: string): string {
  return name.trim().normalize('NFC').toLowerCase();
}

function fault(code: string, column: string | null = null): FileFault {
  return { code, column };
}
