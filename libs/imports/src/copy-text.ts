import type { StagedValue } from './definition.js';

const FIRST_SIZE = 65_536;
const TO_ESCAPE = /[\\\t\n\r]/;
const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
};

/**
 * Rows in the text form of COPY, written as bytes at once: kept as strings until the chunk is full, they
 * would keep the garbage collector busier than the parser.
 */
export class CopyText {
  rows = 0;
  private bytes = Buffer.allocUnsafe(FIRST_SIZE);
  private length = 0;

  /** One row: the values that every row has, then the others. */
  add(leading: readonly StagedValue[], others: readonly StagedValue[]): void {
    let row = '';
    for (const value of leading) row += `${copyText(value)}\t`;
    for (const value of others) row += `${copyText(value)}\t`;
    row = row.slice(0, -1);
    row += '\n';
    this.reserve(3 * row.length);
    this.length += this.bytes.write(row, this.length, 'utf8');
    this.rows++;
  }

  data(): Buffer[] {
    return this.length === 0 ? [] : [this.bytes.subarray(0, this.length)];
  }

  private reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(2 * this.bytes.length, this.length + more));
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
  }
}

function copyText(value: StagedValue): string {
  if (value === null || value === undefined) return '\\N';
  if (typeof value === 'string') {
    return TO_ESCAPE.test(value)
      ? value.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? character)
      : value;
  }
  return typeof value === 'boolean' ? (value ? 't' : 'f') : String(value);
}
