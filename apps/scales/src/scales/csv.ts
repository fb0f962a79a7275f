type Field = string | number | boolean | null | undefined;

/** Rows under named columns, in no dialect yet. */
export interface CsvTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Field[])[];
  /** The columns that hold decimals. */
  readonly decimals: readonly string[];
}

interface Dialect {
  readonly separator: string;
  readonly decimalMark: string;
  /** Written first: Excel takes a file without the mark of UTF-8 for Windows-1252. */
  readonly mark: string;
}

const DIALECTS = {
  /** RFC 4180: comma, decimals with a point. */
  csv: { separator: ',', decimalMark: '.', mark: '' },
  /** What a French Excel opens with a double click. */
  'csv-fr': { separator: ';', decimalMark: ',', mark: '\uFEFF' },
} as const satisfies Record<string, Dialect>;
export type CsvForm = keyof typeof DIALECTS;

/** CRLF, one header line, absent values empty. */
export function csv({ columns, rows, decimals }: CsvTable, form: CsvForm): string {
  const { separator, decimalMark, mark } = DIALECTS[form];
  const isDecimal = columns.map((column) => decimals.includes(column));
  const lines = [
    columns.map((column) => csvField(column, separator)),
    ...rows.map((fields) =>
      fields.map((value, i) => {
        const field = csvField(value, separator);
        return isDecimal[i] === true ? field.replace('.', decimalMark) : field;
      }),
    ),
  ];
  return mark + lines.map((fields) => `${fields.join(separator)}\r\n`).join('');
}

function csvField(value: Field, separator: string): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'string' ? withoutFormula(value) : String(value);
  const isQuoted = text.includes(separator) || /["\r\n]/.test(text);
  return isQuoted ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A spreadsheet would compute a text that begins like a formula; numbers may be negative. */
function withoutFormula(text: string): string {
  return /^[=+@\t\r]|^-(?!\d+(?:\.\d+)?$)/.test(text) ? `'${text}` : text;
}

/** `children=2; tranche=1`: a place of a table in one field. */
export function placeText(at: Readonly<Record<string, Field>>): string {
  return Object.entries(at)
    .map(([dimension, value]) => `${dimension}=${value ?? ''}`)
    .join('; ');
}

/** Whether the caller prefers CSV to JSON (RFC 9110 § 12.5.1). */
export function prefersCsv(accept: string | undefined): boolean {
  if (accept === undefined || !accept.includes('csv')) return false;
  return weightOf(accept, 'text/csv') > weightOf(accept, 'application/json');
}

/** Whether the caller prefers PDF to HTML. */
export function prefersPdf(accept: string | undefined): boolean {
  if (accept === undefined || !accept.includes('pdf')) return false;
  return weightOf(accept, 'application/pdf') > weightOf(accept, 'text/html');
}

function weightOf(accept: string, type: string): number {
  const [group = ''] = type.split('/');
  const ranges = accept.split(',').map((part) => {
    const [range = '', ...parameters] = part
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/);
    const q = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    const weight = q === undefined ? 1 : Number(q);
    return { range, weight: Number.isFinite(weight) ? weight : 0 };
  });
  for (const range of [type, `${group}/*`, '*/*']) {
    const found = ranges.find((one) => one.range === range);
    // What is named outright comes before what a wildcard admits.
    if (found) return found.weight - (range === type ? 0 : 0.0001 * (range === '*/*' ? 2 : 1));
  }
  return 0;
}
