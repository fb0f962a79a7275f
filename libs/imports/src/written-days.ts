import type { LocalDate } from '@passerelle/kernel';

import { visible } from './written-text.js';

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;
const FRENCH_DAY = /^(\d{2})\/(\d{2})\/(\d{4})$/;
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Calendar arithmetic by hand: the kernel's `isLocalDate` costs as much as the rest of a line. */
export function isDay(value: unknown): value is LocalDate {
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

export type DayCode = 'day' | 'two-digit-year' | 'excel-day-number';

/** Midnight, which programs write after a day; at any other hour another time zone may have another day. */
const MIDNIGHT = '(?:[T ]0?0:00(?::00(?:[.,]0+)?)?(?:Z|[+-]\\d{2}:?\\d{2})?)?';
const DAY_FIRST = new RegExp(`^(\\d{1,2})([/.-])(\\d{1,2})\\2(\\d{4})${MIDNIGHT}$`);
const YEAR_FIRST = new RegExp(`^(\\d{4})([/.-])(\\d{1,2})\\2(\\d{1,2})${MIDNIGHT}$`);
const TWO_DIGIT_YEAR = new RegExp(`^\\d{1,2}([/.-])\\d{1,2}\\1\\d{2}${MIDNIGHT}$`);
/** Days since 1900, as Excel counts them: 1927 to 2173. */
const DAY_NUMBER = /^[1-9]\d{4}(?:[.,]\d+)?$/;

/** A day as people write it, the day before the month; or why it is none. */
export function writtenDay(text: string): { readonly day: LocalDate } | { readonly code: DayCode } {
  const common = text.charAt(2) === '/' ? text.replace(FRENCH_DAY, '$3-$2-$1') : text;
  return isDay(common) ? { day: common } : rareForm(visible(text));
}

function rareForm(text: string): { readonly day: LocalDate } | { readonly code: DayCode } {
  const [, day = '', , month = '', year] = DAY_FIRST.exec(text) ?? [];
  const [, firstYear = '', , itsMonth = '', itsDay = ''] = YEAR_FIRST.exec(text) ?? [];
  const iso = year === undefined ? isoOf(firstYear, itsMonth, itsDay) : isoOf(year, month, day);
  if (isDay(iso)) return { day: iso };
  if (TWO_DIGIT_YEAR.test(text)) return { code: 'two-digit-year' };
  return { code: DAY_NUMBER.test(text) ? 'excel-day-number' : 'day' };
}

function isoOf(year: string, month: string, day: string): string {
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
