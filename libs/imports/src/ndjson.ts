import { parseStrictJsonText } from '@passerelle/http';
import { DomainError } from '@passerelle/kernel';

import type { LineCode } from './fault-codes.js';

/** Escapes, and what JSON does not allow inside a string. */
// eslint-disable-next-line no-control-regex -- they are what is looked for
const UNUSUAL = /[\\\u0000-\u001f]/;
const NUMBER = /(?:-?[1-9]\d*|0)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const LITERALS: readonly (readonly [string, boolean | null])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];
const NONE: readonly string[] = [];
const QUOTE = 0x22;
const SPACE = 0x20;
const COLON = 0x3a;
const COMMA = 0x2c;
const OPENING = 0x7b;
const CLOSING = 0x7d;

/**
 * Reads lines of NDJSON: each an object without repeated members and with exact numbers.
 *
 * The common line, a flat object of known members without escapes, is read here in one go, members where
 * the line before had them: making an object of a line and then looking through it costs four times as
 * much. Whatever else a line may hold, the strict parser has the word.
 */
export class NdjsonReader {
  /** The names of the members of the last line that are none of the columns. */
  unknown: readonly string[] = NONE;
  private fields: unknown[] = [];
  private at = 0;
  /** The members in the order of the line before, as they stand in the text. */
  private readonly expected: { text: string; place: number }[] = [];

  /** @param places of each member in the fields that `read` gives */
  constructor(private readonly places: ReadonlyMap<string, number>) {}

  /** @returns the values by place, valid until the next call and undefined where absent; or what is wrong */
  read(text: string): readonly unknown[] | LineCode {
    this.unknown = NONE;
    this.fields = new Array<unknown>(this.places.size).fill(undefined);
    return !UNUSUAL.test(text) && this.readFlat(text) ? this.fields : this.readStrict(text);
  }

  /** @returns false for a line that is not as plain as that */
  private readFlat(text: string): boolean {
    this.at = 0;
    if (!this.skipTo(text, OPENING)) return false;
    for (let member = 0; ; member++) {
      const place = this.member(text, member);
      if (place === undefined || this.fields[place] !== undefined) return false;
      if (!this.skipTo(text, COLON)) return false;
      const value = this.value(text);
      if (value === undefined) return false;
      this.fields[place] = value;
      if (this.skipTo(text, COMMA)) continue;
      if (!this.skipTo(text, CLOSING)) return false;
      this.skipBlanks(text);
      return this.at === text.length;
    }
  }

  /** @returns the place of the member whose name comes next */
  private member(text: string, index: number): number | undefined {
    this.skipBlanks(text);
    const expected = this.expected[index];
    if (expected !== undefined && text.startsWith(expected.text, this.at)) {
      this.at += expected.text.length;
      return expected.place;
    }
    const close = text.charCodeAt(this.at) === QUOTE ? text.indexOf('"', this.at + 1) : -1;
    const place = this.places.get(text.slice(this.at + 1, close));
    if (close < 0 || place === undefined) return undefined;
    this.expected[index] = { text: text.slice(this.at, close + 1), place };
    this.at = close + 1;
    return place;
  }

  private value(text: string): string | number | boolean | null | undefined {
    this.skipBlanks(text);
    if (text.charCodeAt(this.at) === QUOTE) {
      const close = text.indexOf('"', this.at + 1);
      if (close < 0) return undefined;
      const value = text.slice(this.at + 1, close);
      this.at = close + 1;
      return value;
    }
    for (const [literal, value] of LITERALS) {
      if (!text.startsWith(literal, this.at)) continue;
      this.at += literal.length;
      return value;
    }
    NUMBER.lastIndex = this.at;
    if (!NUMBER.test(text)) return undefined;
    const number = Number(text.slice(this.at, NUMBER.lastIndex));
    this.at = NUMBER.lastIndex;
    return Number.isSafeInteger(Math.trunc(number)) ? number : undefined;
  }

  private skipTo(text: string, character: number): boolean {
    this.skipBlanks(text);
    if (text.charCodeAt(this.at) !== character) return false;
    this.at++;
    return true;
  }

  private skipBlanks(text: string): void {
    while (text.charCodeAt(this.at) === SPACE) this.at++;
  }

  private readStrict(text: string): readonly unknown[] | LineCode {
    const members = parseStrict(text);
    if (typeof members === 'string') return members;
    this.fields.fill(undefined);
    const unknown: string[] = [];
    for (const [name, value] of Object.entries(members)) {
      const place = this.places.get(name);
      if (place === undefined) unknown.push(name);
      else this.fields[place] = value;
    }
    this.unknown = unknown;
    return this.fields;
  }
}

const CODES: Readonly<Record<string, LineCode>> = {
  'request/duplicate-key': 'duplicate-member',
  'request/forbidden-member': 'unknown-member',
  'request/forbidden-character': 'forbidden-character',
  'request/number-out-of-range': 'number-out-of-range',
  'request/too-many-members': 'too-many-members',
  'request/too-many-values': 'too-many-members',
};

function parseStrict(text: string): object | LineCode {
  let value: unknown;
  try {
    value = parseStrictJsonText(text);
  } catch (error) {
    if (error instanceof DomainError) return CODES[error.code] ?? 'malformed-json';
    throw error;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'not-an-object';
  return value;
}
