import { addDays, type LocalDate, startOfParisDay } from '@passerelle/kernel';

/** The days of one file: its lines name few different ones, so each is worked out once. */
export class FileCalendar {
  /** The instant at which everything lies in the future. */
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
