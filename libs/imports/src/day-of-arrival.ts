import { type LocalDate, parisDay } from '@passerelle/kernel';

import type { ImportRun } from './definition.js';

/**
 * The day on which a file arrived, for rules that compare with today: the same in every attempt, so an attempt
 * after midnight judges the rest of the file like its beginning. Never later than today.
 */
export function dayOfArrival(
  { createdAt }: Pick<ImportRun, 'createdAt'>,
  today: LocalDate,
): LocalDate {
  const arrived = parisDay(createdAt);
  return arrived < today ? arrived : today;
}
