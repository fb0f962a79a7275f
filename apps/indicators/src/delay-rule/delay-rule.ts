import { addDays, dayOfWeek, type LocalDate, startOfParisDay } from '@passerelle/kernel';

import type { Category } from './category.js';

/**
 * How a window is drawn (domain dossier § 5.2, a proposed definition [I]). S are the items whose
 * processing starts in the seven days ending on the day of the update, Paris days, both ends
 * included, without those that are urgent, resumed after waiting for the person, automatic or
 * duplicates. The window runs from the 5th to the 95th percentile of their days of arrival, by
 * nearest rank; from the first to the last where S has fewer than 20 items. No item, no window.
 *
 * A snapshot keeps the version of the rule by which it was drawn: a changed rule is a new version.
 */
export const DELAY_RULE = {
  version: 'arrival-window/1',
  days: 7,
  lower: 0.05,
  upper: 0.95,
  smallSet: 20,
} as const;

/** What is published of one category. */
export interface CategoryFigures {
  readonly category: Category;
  /** The window; `null` when no ordinary item was started in the week. */
  readonly arrivedFrom: LocalDate | null;
  readonly arrivedTo: LocalDate | null;
  /**
   * Arrival of the oldest item, of any kind, neither started nor completed by the end of the day of the
   * update: a window of items in progress alone would hide forgotten ones. `null`: nothing waits.
   */
  readonly oldestWaitingOn: LocalDate | null;
  /** The number of items in S. */
  readonly started: number;
  /** Urgent items among all that were started in the week, "0.0417"; `null` when none was. */
  readonly urgentShare: string | null;
}

/** A week of the rule, as the instants at which it begins and has ended. */
export interface Week {
  readonly lastDay: LocalDate;
  readonly from: Date;
  readonly until: Date;
}

export function weekEnding(lastDay: LocalDate): Week {
  return {
    lastDay,
    from: startOfParisDay(addDays(lastDay, 1 - DELAY_RULE.days)),
    until: startOfParisDay(addDays(lastDay, 1)),
  };
}

const TUESDAY = 2;

/** The day of the weekly update: today, or the latest Tuesday when the task runs late. */
export function latestTuesday(today: LocalDate): LocalDate {
  return addDays(today, -((dayOfWeek(today) - TUESDAY + 7) % 7));
}
