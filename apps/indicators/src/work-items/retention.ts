import { addDays, type LocalDate } from '@passerelle/kernel';

import { DELAY_RULE } from '../delay-rule/delay-rule.js';
import { EARLIEST_DAY } from './work-item.js';

/** The first day of which nothing has been forgotten. */
export function keptSince(today: LocalDate, retentionDays: number): LocalDate {
  return addDays(today, -retentionDays);
}

/**
 * The first day on which an update may be dated: its whole week must be there, or a correction would
 * publish figures without the items that are gone.
 */
export function earliestUpdate(today: LocalDate, retentionDays: number): LocalDate {
  const firstWhole = addDays(keptSince(today, retentionDays), DELAY_RULE.days - 1);
  return firstWhole > EARLIEST_DAY ? firstWhole : EARLIEST_DAY;
}
