import type { StagedValue } from './definition.js';

const FIRST_SIZE = 65_536;
const TAB = 0x09;
const LINE_FEED = 0x0a;
const SPACE = 0x20;
const BACKSLASH = 0x5c;
const CAPITAL_N = 0x4e;
const TILDE = 0x7e;
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
    for (const value of leading) this.value(value);
    for (const value of others) this.value(value);
    this.bytes[this.length - 1] = LINE_FEED;
    this.rows++;
  }

  data(): Buffer[] {
    return this.length === 0 ? [] : [this.bytes.subarray(0, this.length)];
  }

  /** The value and a tab. Plain ASCII, nearly all there is, goes byte by byte: it needs no encoder. */
  private value(value: StagedValue): void {
    const text = plainText(value);
    this.reserve(6 * text.length + 3);
    if (value === null || value === undefined) {
      this.bytes[this.length++] = BACKSLASH;
      this.bytes[this.length++] = CAPITAL_N;
    } else if (!this.ascii(text)) {
      const escaped = text.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? character);
      this.length += this.bytes.write(escaped, this.length, 'utf8');
    }
    this.bytes[this.length++] = TAB;
  }

  /** @returns false, and nothing is written, for a text that needs an escape or an encoder */
  private ascii(text: string): boolean {
    const { bytes } = this;
    let end = this.length;
    for (let at = 0; at < text.length; at++) {
      const character = text.charCodeAt(at);
      if (character < SPACE || character > TILDE || character === BACKSLASH) return false;
      bytes[end++] = character;
    }
    this.length = end;
    return true;
  }

  private reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(2 * this.bytes.length, this.length + more));
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
  }
}

function plainText(value: StagedValue): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 't' : 'f';
  return value === null || value === undefined ? '' : String(value);
}
