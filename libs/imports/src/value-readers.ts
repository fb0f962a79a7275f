import {
  type AmountDefinition,
  type DayDefinition,
  dayLimitsOf,
  type FieldDefinition,
  isNameText,
  isVisible,
  limitsOf,
  type LocalDate,
  type OneOfDefinition,
  type TextDefinition,
  type WholeDefinition,
} from '@passerelle/kernel';

import type { ImportFormat } from './column.js';
import { foldedWord } from './folding.js';
import {
  centsOfNumber,
  centsOfText,
  isWrittenInEuros,
  wholeOfRareForm,
} from './written-amounts.js';
import { isDay, writtenDay } from './written-days.js';
import { mistakenNumber, sameDigits } from './written-numbers.js';
import { isDamaged, isScientific } from './written-text.js';

/** What a reader gives for a value that does not fit its definition. */
export class Refusal {
  constructor(readonly code: string) {}
}

/** What a reader gives for a value that is taken over and that a person has to look at. */
export class Doubted {
  constructor(
    readonly value: string,
    readonly code: string,
  ) {}
}

/** Reads a value that is there: text of CSV without outer blanks, or a value of JSON. */
export type ValueReader = (value: unknown) => string | number | boolean | Date | Refusal | Doubted;

/**
 * The reader of a definition's values in one format. The forms that people write in spreadsheets (`oui`,
 * `512,34 €`, `31/12/2023`) have their place here. Plain checks: a schema library takes several times as long.
 */
export function valueReader(definition: FieldDefinition, format: ImportFormat): ValueReader {
  switch (definition.type) {
    case 'text':
      return textReader(definition, format);
    case 'whole':
      return wholeReader(definition, format);
    case 'amount':
      return definition.unit === 'cents'
        ? wholeReader(definition, format)
        : eurosReader(definition);
    case 'day':
      return dayReader(definition, format);
    case 'instant':
      return instant;
    case 'flag':
      return format === 'csv' ? writtenFlag : jsonFlag;
    case 'one-of':
      return oneOfReader(definition, format);
  }
}

const SHORTENED = new Refusal('scientific-notation');
const HIDDEN = new Refusal('hidden-character');
const NO_NAME = new Refusal('name');
/** Characters of a text whose definition states no limit. */
const MAX_TEXT = 200;
const CONTROL = /\p{Cc}/u;
/** Control characters except tab, line feed and carriage return. */
const CONTROL_IN_LINE = /[^\P{Cc}\t\n\r]/u;
/** One look finds control characters, and the letters that damaged text has: most texts have neither. */
const SUSPECT = /[\p{Cc}ÂÃÅâ\ufffd]/u;

function textReader(definition: TextDefinition, format: ImportFormat): ValueReader {
  const { min = 1, max = MAX_TEXT, pattern, code, multiline = false, digits } = definition;
  const { isName = false } = definition;
  if (digits !== undefined) return numberReader(definition, digits, format);
  const control = multiline ? CONTROL_IN_LINE : CONTROL;
  const unfit = new Refusal(code ?? 'text');
  const misshapen = new Refusal(code ?? 'pattern');
  return (value) => {
    if (typeof value !== 'string' || value.length < min || value.length > max) return unfit;
    const isSuspect = SUSPECT.test(value);
    if (isSuspect && control.test(value)) return unfit;
    if (!isVisible(value)) return HIDDEN;
    if (isName && !isNameText(value)) return NO_NAME;
    if (pattern?.test(value) === false) return isScientific(value) ? SHORTENED : misshapen;
    return isSuspect && isDamaged(value) ? new Doubted(value, 'damaged-text') : value;
  };
}

/** A number of so many digits: mostly just these, else perhaps in another form, or another number. */
function numberReader(
  definition: TextDefinition,
  digits: number,
  format: ImportFormat,
): ValueReader {
  const plain = new RegExp(`^\\d{${String(digits)}}$`);
  const unfit = new Refusal(definition.code ?? 'pattern');
  return (value) => {
    if (typeof value !== 'string') return unfit;
    if (plain.test(value)) return value;
    const same = format === 'csv' ? sameDigits(value, digits) : undefined;
    if (same !== undefined) return same;
    const mistaken = mistakenNumber(value, definition);
    return mistaken === undefined ? unfit : new Refusal(mistaken);
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
  const refuse = (value: unknown): Refusal => {
    if (format !== 'csv') return unfit;
    if (isScientific(value as string)) return SHORTENED;
    return isAmount && isWrittenInEuros(value as string) ? new Refusal('cents-expected') : unfit;
  };
  return (value) => {
    const number = format === 'csv' ? wholeOfText(value as string) : value;
    if (typeof number !== 'number' || !Number.isSafeInteger(number)) return refuse(value);
    if (number > max) return tooLarge;
    return number < min ? tooSmall : number;
  };
}

function wholeOfText(text: string): number | undefined {
  return WHOLE.test(text) ? Number(text) : wholeOfRareForm(text);
}

function eurosReader(definition: AmountDefinition): ValueReader {
  const { min, max } = limitsOf(definition);
  const unfit = new Refusal('amount');
  const tooLarge = new Refusal(definition.tooLarge ?? unfit.code);
  const negative = new Refusal('negative');
  return (value) => {
    const cents = typeof value === 'string' ? centsOfText(value) : centsOfNumber(value);
    if (cents === undefined) {
      return typeof value === 'string' && isScientific(value) ? SHORTENED : unfit;
    }
    if (cents > max) return tooLarge;
    if (cents >= min) return cents;
    return cents < 0 ? negative : unfit;
  };
}

const NO_DAY = new Refusal('day');
const DAY_OUTSIDE = new Refusal('day-outside');

function dayReader(definition: DayDefinition, format: ImportFormat): ValueReader {
  const { min, max } = dayLimitsOf(definition);
  const read = format === 'csv' ? frenchDay : isoDay;
  return (value) => {
    const day = read(value);
    if (typeof day !== 'string') return day;
    return day < min || day > max ? DAY_OUTSIDE : day;
  };
}

function isoDay(value: unknown): LocalDate | Refusal {
  return isDay(value) ? value : NO_DAY;
}

function frenchDay(value: unknown): LocalDate | Refusal {
  if (isDay(value)) return value;
  const read = writtenDay(value as string);
  return 'day' in read ? read.day : new Refusal(read.code);
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
  ...['true', 'vrai', 'oui', 'o', 'yes', 'y', '1'].map((word) => [word, true] as const),
  ...['false', 'faux', 'non', 'no', 'n', '0'].map((word) => [word, false] as const),
]);
const NO_FLAG = new Refusal('flag');

function writtenFlag(value: unknown): boolean | Refusal {
  const text = value as string;
  const known = FLAGS.get(text) ?? FLAGS.get(text.toLowerCase());
  return known ?? FLAGS.get(foldedWord(text)) ?? NO_FLAG;
}

function jsonFlag(value: unknown): boolean | Refusal {
  return typeof value === 'boolean' ? value : NO_FLAG;
}

function oneOfReader(definition: OneOfDefinition, format: ImportFormat): ValueReader {
  const { values } = definition;
  const refusal = new Refusal('one-of');
  const written = format === 'csv' ? writtenValues(definition) : new Map<string, string>();
  return (value) => {
    if (typeof value !== 'string') return refusal;
    if (values.includes(value)) return value;
    if (format !== 'csv') return refusal;
    return written.get(value) ?? written.get(foldedWord(value)) ?? refusal;
  };
}

/** The values by what a file may hold instead. */
function writtenValues({ values, words = {} }: OneOfDefinition): ReadonlyMap<string, string> {
  const written = new Map<string, string>();
  for (const value of values) {
    for (const word of [value, ...(words[value] ?? [])]) {
      for (const form of [word, word.toUpperCase(), foldedWord(word)]) {
        if ((written.get(form) ?? value) !== value)
          throw new Error(`two values are called ${word}`);
        written.set(form, value);
      }
    }
  }
  return written;
}
