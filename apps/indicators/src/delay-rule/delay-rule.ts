import { addDays, dayOfWeek, type LocalDate, startOfParisDay } from '@passerelle/kernel';

import type { Category } from './category.js';

/**
 * How a window is computed (domain D2; the definition is an inference, as no official one was found).
 *
 * The ordinary items of a week are the items whose processing starts in the seven days that end with the day
 * of the update (days in Paris, both ends included). Urgent items, automatic items, duplicates and items
 * resumed after waiting for the person are left out. The window goes from the 5th to the 95th percentile of
 * the days of arrival of the ordinary items, by nearest rank. With fewer than 20 ordinary items the window
 * goes from the first to the last day. Without ordinary items there is no window.
 *
 * A snapshot keeps the version of its rule, so a changed rule has a new version.
 */
export const DELAY_RULE = {
  version: 'arrival-window/1',
  days: 7,
  lower: 0.05,
  upper: 0.95,
  smallSet: 20,
} as const;

/** The published figures of one category. */
export interface CategoryFigures {
  readonly category: Category;
  /** The window; `null` when no ordinary item was started in the week. */
  readonly arrivedFrom: LocalDate | null;
  readonly arrivedTo: LocalDate | null;
  /**
   * The day of arrival of the oldest item of any kind that was neither started nor completed by the end of
   * the day of the update; `null` when nothing waits. A window of started items alone hides forgotten items
   * (domain D2.6).
   */
  readonly oldestWaitingOn: LocalDate | null;
  /** The number of ordinary items. */
  readonly started: number;
  /**
   * The share of urgent items among all items started in the week, such as "0.0417"; `null` without items.
   */
  readonly urgentShare: string | null;
}

/** A week of the rule: its last day, its first instant, and the instant after its end. */
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

/** The day of the weekly update: today if today is a Tuesday, otherwise the Tuesday before. */
export function latestTuesday(today: LocalDate): LocalDate {
  return addDays(today, -((dayOfWeek(today) - TUESDAY + 7) % 7));
}
