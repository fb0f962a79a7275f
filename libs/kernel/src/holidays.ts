import { addDays, isLocalDate, type LocalDate, localDate, yearOf } from './local-date.js';

/** A public holiday as data: the same day each year, a day counted from Easter Sunday, or one day only. */
export interface Holiday {
  readonly name: string;
  readonly falls:
    | { readonly monthDay: string }
    | { readonly daysAfterEaster: number }
    | { readonly on: LocalDate };
  /** First day on which the row holds; null where the first day is not recorded. */
  readonly from: LocalDate | null;
  /** Last day on which the row holds, included; null while the row is in force. */
  readonly to: LocalDate | null;
  readonly source: string;
}

const IN_FORCE = { from: null, to: null, source: 'L3133-1 of the code du travail' } as const;

/**
 * The eleven public holidays of metropolitan France (L3133-1 of the code du travail; domain M3.7). A change of the
 * law is a new row, and a last day on the former row. Alsace-Moselle and the overseas départements have further
 * holidays, which an installation names itself.
 */
export const NATIONAL_HOLIDAYS: readonly Holiday[] = [
  { name: 'Jour de l’An', falls: { monthDay: '01-01' }, ...IN_FORCE },
  { name: 'Lundi de Pâques', falls: { daysAfterEaster: 1 }, ...IN_FORCE },
  { name: 'Fête du Travail', falls: { monthDay: '05-01' }, ...IN_FORCE },
  { name: '8 mai', falls: { monthDay: '05-08' }, ...IN_FORCE },
  { name: 'Ascension', falls: { daysAfterEaster: 39 }, ...IN_FORCE },
  { name: 'Lundi de Pentecôte', falls: { daysAfterEaster: 50 }, ...IN_FORCE },
  { name: '14 juillet', falls: { monthDay: '07-14' }, ...IN_FORCE },
  { name: 'Assomption', falls: { monthDay: '08-15' }, ...IN_FORCE },
  { name: 'Toussaint', falls: { monthDay: '11-01' }, ...IN_FORCE },
  { name: '11 novembre', falls: { monthDay: '11-11' }, ...IN_FORCE },
  { name: 'Noël', falls: { monthDay: '12-25' }, ...IN_FORCE },
];

/** The day of the holiday in a year; null where the row does not hold then, or the year has no such day. */
export function holidayIn(year: number, { falls, from, to }: Holiday): LocalDate | null {
  const day = dayOf(year, falls);
  if (day === null || (from !== null && day < from) || (to !== null && day > to)) return null;
  return day;
}

function dayOf(year: number, falls: Holiday['falls']): LocalDate | null {
  if ('on' in falls) return yearOf(falls.on) === year ? falls.on : null;
  if ('daysAfterEaster' in falls) return addDays(easter(year), falls.daysAfterEaster);
  const day = `${yearText(year)}-${falls.monthDay}`;
  return isLocalDate(day) ? day : null;
}

/** Easter Sunday of the Gregorian calendar (anonymous algorithm, as given by Meeus). */
function easter(year: number): LocalDate {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor((8 * b + 13) / 25);
  const e = (19 * a + b - Math.floor(b / 4) - d + 15) % 30;
  const f = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - e - (c % 4)) % 7;
  const g = Math.floor((a + 11 * e + 22 * f) / 451);
  const sum = e + f - 7 * g + 114;
  const month = String(Math.floor(sum / 31)).padStart(2, '0');
  const day = String((sum % 31) + 1).padStart(2, '0');
  return localDate(`${yearText(year)}-${month}-${day}`);
}

const yearText = (year: number): string => String(year).padStart(4, '0');
