import { Temporal } from 'temporal-polyfill';

/** A calendar day, `YYYY-MM-DD`, without time or zone. Strings of this form sort as the days do. */
export type LocalDate = string & { readonly __brand: 'LocalDate' };

/** The zone in which the Caf's days begin and end. */
export const BUSINESS_TIME_ZONE = 'Europe/Paris';

const FORM = /^\d{4}-\d{2}-\d{2}$/;

/** True for an existing calendar day in the form `YYYY-MM-DD`; week dates, times and 30 February are not. */
export function isLocalDate(value: unknown): value is LocalDate {
  if (typeof value !== 'string' || !FORM.test(value) || value.startsWith('0000')) return false;
  try {
    Temporal.PlainDate.from(value, { overflow: 'reject' });
    return true;
  } catch {
    return false;
  }
}

/** @throws RangeError when the text is not an existing calendar day. */
export function localDate(value: string): LocalDate {
  if (!isLocalDate(value)) throw new RangeError(`not a calendar day: ${JSON.stringify(value)}`);
  return value;
}

/** The day in Paris at an instant: 2024-03-30T23:30Z is already 31 March there. */
export function parisDay(instant: Date): LocalDate {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(BUSINESS_TIME_ZONE)
    .toPlainDate()
    .toString() as LocalDate;
}

/** The instant at which a day begins in Paris (22:00 or 23:00 UTC of the day before). */
export function startOfParisDay(day: LocalDate): Date {
  const zoned = Temporal.PlainDate.from(day).toZonedDateTime(BUSINESS_TIME_ZONE);
  return new Date(zoned.epochMilliseconds);
}

/** Days have four digits of year: what would come after the last of them is the last of them. */
const FIRST_DAY = '0001-01-01' as LocalDate;
const LAST_DAY = '9999-12-31' as LocalDate;

function withinCalendar(day: Temporal.PlainDate): LocalDate {
  if (day.year > 9999) return LAST_DAY;
  return day.year < 1 ? FIRST_DAY : (day.toString() as LocalDate);
}

export function addDays(day: LocalDate, days: number): LocalDate {
  return withinCalendar(Temporal.PlainDate.from(day).add({ days }));
}

/**
 * The same day of a later (or earlier) month, or that month's last day when it has no such day:
 * 31 December + 2 months is 28 or 29 February, as procedural time limits in months are counted
 * (art. 641 of the code de procédure civile).
 */
export function addMonths(day: LocalDate, months: number): LocalDate {
  return withinCalendar(Temporal.PlainDate.from(day).add({ months }, { overflow: 'constrain' }));
}

/** Days from one day to another: negative when `to` is the earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' })
    .days;
}

/** The later of the given days. */
export function latest(first: LocalDate, ...others: LocalDate[]): LocalDate {
  return others.reduce((best, day) => (day > best ? day : best), first);
}

export function yearOf(day: LocalDate): number {
  return Number(day.slice(0, 4));
}

/** 1 for Monday to 7 for Sunday. */
export function dayOfWeek(day: LocalDate): number {
  return Temporal.PlainDate.from(day).dayOfWeek;
}
