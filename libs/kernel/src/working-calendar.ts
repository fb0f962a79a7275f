import { type Holiday, holidayIn, NATIONAL_HOLIDAYS } from './holidays.js';
import { addDays, dayOfWeek, type LocalDate, yearOf } from './local-date.js';

const SATURDAY = 6;

/**
 * Which days are worked: Monday to Friday, except the holidays of the given rows. Rules take the calendar as a
 * parameter, like the day, and compute time limits when these are read: so a holiday that is added late moves the
 * limits that still run.
 */
export class WorkingCalendar {
  private readonly years = new Map<number, ReadonlySet<LocalDate>>();

  constructor(private readonly rows: readonly Holiday[]) {}

  holidays(year: number): ReadonlySet<LocalDate> {
    let days = this.years.get(year);
    if (days === undefined) {
      days = new Set(
        this.rows.flatMap((row) => {
          const day = holidayIn(year, row);
          return day === null ? [] : [day];
        }),
      );
      this.years.set(year, days);
    }
    return days;
  }

  isWorkingDay(day: LocalDate): boolean {
    return dayOfWeek(day) < SATURDAY && !this.holidays(yearOf(day)).has(day);
  }

  /**
   * The first working day on or after the given one: a time limit that would end on a day off runs until then
   * (art. 642 of the code de procédure civile; domain M3.7).
   */
  nextWorkingDay(day: LocalDate): LocalDate {
    let candidate = day;
    while (!this.isWorkingDay(candidate)) {
      const next = addDays(candidate, 1);
      // No day comes after the last day of the calendar.
      if (next === candidate) return candidate;
      candidate = next;
    }
    return candidate;
  }
}

/** The calendar without further rows. */
export const NATIONAL_CALENDAR = new WorkingCalendar(NATIONAL_HOLIDAYS);
