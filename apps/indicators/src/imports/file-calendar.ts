import { addDays, type LocalDate, startOfParisDay } from '@passerelle/kernel';

/** When the days named by a file begin. A file names few different days, so each is computed once. */
export class FileCalendar {
  /** From this instant on, a moment lies in the future. */
  readonly tomorrow: number;
  private readonly starts = new Map<LocalDate, number>();

  constructor(today: LocalDate) {
    this.tomorrow = startOfParisDay(addDays(today, 1)).getTime();
  }

  /** When a day begins in Paris, in milliseconds. */
  startOf(day: LocalDate): number {
    const known = this.starts.get(day);
    if (known !== undefined) return known;
    const start = startOfParisDay(day).getTime();
    this.starts.set(day, start);
    return start;
  }
}
