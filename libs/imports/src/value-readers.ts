import {
  type AmountDefinition,
  type FieldDefinition,
  limitsOf,
  type LocalDate,
  type OneOfDefinition,
  type TextDefinition,
  type WholeDefinition,
} from '@passerelle/kernel';

import type { ImportFormat } from './column.js';

/** What a reader gives for a value that does not fit its definition. */
export class Refusal {
  constructor(readonly code: string) {}
}

/** Reads a value that is there: text of CSV without outer blanks, or a value of JSON. */
export type ValueReader = (value: unknown) => string | number | boolean | Date | Refusal;

/**
 * The reader of a definition's values in one format. The forms that people write in spreadsheets (`oui`,
 * `512,34 €`, `31/12/2023`) have their place here. Plain checks: a schema library takes several times as long.
 */
export function valueReader(definition: FieldDefinition, format: ImportFormat): ValueReader {
  switch (definition.type) {
    case 'text':
      return textReader(definition);
    case 'whole':
      return wholeReader(definition, format);
    case 'amount':
      return definition.unit === 'cents'
        ? wholeReader(definition, format)
        : eurosReader(definition);
    case 'day':
      return format === 'csv' ? frenchDay : isoDay;
    case 'instant':
      return instant;
    case 'flag':
      return format === 'csv' ? writtenFlag : jsonFlag;
    case 'one-of':
      return oneOfReader(definition);
  }
}

/** Characters of a text whose definition states no limit. */
const MAX_TEXT = 200;
const CONTROL = /\p{Cc}/u;
/** Control characters except tab, line feed and carriage return. */
const CONTROL_IN_LINE = /[^\P{Cc}\t\n\r]/u;

function textReader({ min = 1, max = MAX_TEXT, ...rules }: TextDefinition): ValueReader {
  const { pattern, code, multiline = false } = rules;
  const control = multiline ? CONTROL_IN_LINE : CONTROL;
  const unfit = new Refusal(code ?? 'text');
  const misshapen = new Refusal(code ?? 'pattern');
  return (value) => {
    if (typeof value !== 'string' || value.length < min || value.length > max) return unfit;
    if (control.test(value)) return unfit;
    return pattern === undefined || pattern.test(value) ? value : misshapen;
  };
}

const WHOLE = /^-?\d{1,16}$/;

function wholeReader(
  definition: WholeDefinition | AmountDefinition,
  format: ImportFormat,
): ValueReader {
  const { min, max } = limitsOf(definition);
  const unfit = new Refusal('whole-number');
  const isAmount = definition.type === 'amount';
  const tooLarge = new Refusal((isAmount ? definition.tooLarge : definition.outside) ?? unfit.code);
  const tooSmall = new Refusal((isAmount ? undefined : definition.outside) ?? unfit.code);
  return (value) => {
    const isDigits = format === 'csv' && WHOLE.test(value as string);
    const number = isDigits ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isSafeInteger(number)) return unfit;
    if (number > max) return tooLarge;
    return number < min ? tooSmall : number;
  };
}

const AMOUNT = /^(-?)(\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d{1,12})(?:[.,](\d{1,2}))?(?: ?€)?$/;

function eurosReader(definition: AmountDefinition): ValueReader {
  const { min, max } = limitsOf(definition);
  const unfit = new Refusal('amount');
  const tooLarge = new Refusal(definition.tooLarge ?? unfit.code);
  const negative = new Refusal('negative');
  return (value) => {
    const cents = typeof value === 'string' ? centsOfText(value) : centsOfNumber(value);
    if (cents === undefined) return unfit;
    if (cents > max) return tooLarge;
    if (cents >= min) return cents;
    return cents < 0 ? negative : unfit;
  };
}

function centsOfText(text: string): number | undefined {
  const parts = AMOUNT.exec(text);
  if (parts === null) return undefined;
  const [, sign, euros = '', decimals = ''] = parts;
  const cents = Number(euros.replace(/\D/g, '')) * 100 + Number(decimals.padEnd(2, '0'));
  return sign === '-' && cents !== 0 ? -cents : cents;
}

function centsOfNumber(value: unknown): number | undefined {
  if (typeof value !== 'number') return undefined;
  const cents = Math.round(value * 100);
  // 512.34 × 100 is 51234.000000000007: exact to the cent as far as a double can tell.
  return Number.isSafeInteger(cents) &&
    Math.abs(value * 100 - cents) < 1e-6 * Math.max(1, Math.abs(value))
    ? cents
    : undefined;
}

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;
const FRENCH_DAY = /^(\d{2})\/(\d{2})\/(\d{4})$/;
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const NO_DAY = new Refusal('day');

function isoDay(value: unknown): LocalDate | Refusal {
  return isDay(value) ? value : NO_DAY;
}

function frenchDay(value: unknown): LocalDate | Refusal {
  const text = value as string;
  return isoDay(text.charAt(2) === '/' ? text.replace(FRENCH_DAY, '$3-$2-$1') : text);
}

/** Calendar arithmetic by hand: the kernel's `isLocalDate` costs as much as the rest of a line. */
function isDay(value: unknown): value is LocalDate {
  if (typeof value !== 'string' || !ISO_DAY.test(value)) return false;
  const month = twoDigits(value, 5);
  const day = twoDigits(value, 8);
  const year = 100 * twoDigits(value, 0) + twoDigits(value, 2);
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return year > 0 && day > 0 && day <= (MONTH_LENGTHS[month - 1] ?? 0) + (leap ? 1 : 0);
}

function twoDigits(text: string, at: number): number {
  return 10 * (text.charCodeAt(at) - 0x30) + text.charCodeAt(at + 1) - 0x30;
}

const INSTANT =
  /^(\d{4}-\d{2}-\d{2})T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;
/** An offset must not lead out of the years that are written with four digits. */
const FIRST_INSTANT = Date.parse('0001-01-01T00:00:00Z');
const LAST_INSTANT = Date.parse('9999-12-31T23:59:59.999Z');
const NO_INSTANT = new Refusal('instant');

/** RFC 3339 with seconds and offset, to the millisecond. */
function instant(value: unknown): Date | Refusal {
  if (typeof value !== 'string' || !isDay(INSTANT.exec(value)?.[1])) return NO_INSTANT;
  const at = Date.parse(value);
  return at >= FIRST_INSTANT && at <= LAST_INSTANT ? new Date(at) : NO_INSTANT;
}

const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ...['true', 'vrai', 'oui', 'yes', '1'].map((word) => [word, true] as const),
  ...['false', 'faux', 'non', 'no', '0'].map((word) => [word, false] as const),
]);
const NO_FLAG = new Refusal('flag');

function writtenFlag(value: unknown): boolean | Refusal {
  const text = value as string;
  return FLAGS.get(text) ?? FLAGS.get(text.toLowerCase()) ?? NO_FLAG;
}

function jsonFlag(value: unknown): boolean | Refusal {
  return typeof value === 'boolean' ? value : NO_FLAG;
}

function oneOfReader({ values }: OneOfDefinition): ValueReader {
  const refusal = new Refusal('one-of');
  return (value) => (typeof value === 'string' && values.includes(value) ? value : refusal);
}
