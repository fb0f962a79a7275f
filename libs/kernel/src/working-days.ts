import { addDays, dayOfWeek, type LocalDate, localDate, yearOf } from './local-date.js';

const FIXED_HOLIDAYS = ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'];
const SATURDAY = 6;

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
  return localDate(`${String(year)}-${month}-${day}`);
}

/** The eleven public holidays of metropolitan France (art. L3133-1 of the code du travail). */
export function publicHolidays(year: number): ReadonlySet<LocalDate> {
  const sunday = easter(year);
  return new Set([
    ...FIXED_HOLIDAYS.map((monthDay) => localDate(`${String(year)}-${monthDay}`)),
    addDays(sunday, 1),
    addDays(sunday, 39),
    addDays(sunday, 50),
  ]);
}

/** Monday to Friday, public holidays excepted. */
export function isWorkingDay(day: LocalDate): boolean {
  return dayOfWeek(day) < SATURDAY && !publicHolidays(yearOf(day)).has(day);
}

/** The first working day on or after the given one: a time limit that ends on a day off runs until then. */
export function nextWorkingDay(day: LocalDate): LocalDate {
  let candidate = day;
  while (!isWorkingDay(candidate)) candidate = addDays(candidate, 1);
  return candidate;
}
