import { addDays, dayOfWeek, daysBetween, localDate, NATIONAL_CALENDAR } from '@passerelle/kernel';
import type { LocalDate } from '@passerelle/kernel';

const FIRST = localDate('2021-06-01');
const LENGTH = daysBetween(FIRST, localDate('2024-12-31')) + 1;
const FRIDAY = 5;

/** The days that the made-up records lie in, counted as numbers: reckoning with them is free. */
export class Calendar {
  private readonly days = Array.from({ length: LENGTH }, (_, number) => addDays(FIRST, number));
  private readonly firstWeekday = dayOfWeek(FIRST);
  private readonly holidays = new Set(
    [2021, 2022, 2023, 2024].flatMap((year) => [...NATIONAL_CALENDAR.holidays(year)]),
  );

  number(day: string): number {
    return daysBetween(FIRST, localDate(day));
  }

  day(number: number): LocalDate {
    const day = this.days[number];
    if (day === undefined) throw new RangeError(`day ${number} is outside the calendar`);
    return day;
  }

  /** Monday to Friday, public holidays excepted. */
  isWorking(number: number): boolean {
    const weekday = ((this.firstWeekday - 1 + number) % 7) + 1;
    return weekday <= FRIDAY && !this.holidays.has(this.day(number));
  }

  /** The day itself when somebody works on it, else the next such day. */
  workingFrom(number: number): number {
    let candidate = number;
    while (!this.isWorking(candidate)) candidate++;
    return candidate;
  }

  /** The last working day before. */
  workingBefore(number: number): number {
    let candidate = number - 1;
    while (!this.isWorking(candidate)) candidate--;
    return candidate;
  }
}
