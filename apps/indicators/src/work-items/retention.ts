import { addDays, type LocalDate } from '@passerelle/kernel';

import { DELAY_RULE } from '../delay-rule/delay-rule.js';
import { EARLIEST_DAY } from './work-item.js';

/** The first day of which every item is kept. */
export function keptSince(today: LocalDate, retentionDays: number): LocalDate {
  return addDays(today, -retentionDays);
}

/**
 * The first day of an update whose items are all kept. A correction of an earlier week would publish figures
 * without the deleted items.
 */
export function earliestUpdate(today: LocalDate, retentionDays: number): LocalDate {
  const firstWhole = addDays(keptSince(today, retentionDays), DELAY_RULE.days - 1);
  return firstWhole > EARLIEST_DAY ? firstWhole : EARLIEST_DAY;
}
