import { type LocalDate, parisDay } from './local-date.js';

/** The present, injected so that rules and tests choose it. An abstract class, to serve as its own token. */
export abstract class Clock {
  abstract now(): Date;

  /** The current day in Paris. */
  today(): LocalDate {
    return parisDay(this.now());
  }
}

export class SystemClock extends Clock {
  override now(): Date {
    return new Date();
  }
}

/** A clock that stands where it is put. */
export class FixedClock extends Clock {
  constructor(private instant: Date) {
    super();
  }

  override now(): Date {
    return new Date(this.instant);
  }

  moveTo(instant: Date): void {
    this.instant = instant;
  }
}
