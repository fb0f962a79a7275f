import { type LocalDate, localDate, yearOf } from '@passerelle/kernel';

import type { Series, UpratingIndex } from './scale.js';
import type { Indices } from './uprating.js';

/**
 * The indices that set the values of a series anew each year (domain S2.5): its own, or those of what it is
 * computed from. Empty for what a text changes at any time, and for what nothing indexes.
 */
export function yearlyIndicesOf(
  series: Series,
  find: (ref: string) => Series | undefined,
  indices: Indices,
): UpratingIndex[] {
  const { uprating } = series;
  if (uprating.rule === 'frozen') return [];
  if (uprating.rule !== 'derived') {
    const index = uprating.index === undefined ? undefined : indices.get(uprating.index);
    return index?.eachYear === true && index.usualDay !== undefined ? [index] : [];
  }
  const refs = new Set(series.cells.flatMap(({ terms }) => (terms ?? []).map(({ base }) => base)));
  const bases = [...refs].flatMap((ref) => find(ref) ?? []);
  return [...new Set(bases.flatMap((base) => yearlyIndicesOf(base, find, indices)))];
}

/** The first day after a value begins on which its indices set it anew; null when none does. */
export function dueAfter(
  effectiveFrom: LocalDate,
  indices: readonly UpratingIndex[],
): LocalDate | null {
  const days = indices.flatMap((index) => firstDueDay(effectiveFrom, index) ?? []);
  return days.sort()[0] ?? null;
}

function firstDueDay(after: LocalDate, { usualDay, movedAhead = [] }: UpratingIndex) {
  if (usualDay === undefined) return undefined;
  // A law moves the day of one year at most once: one year more than there are moves is always enough.
  const years = Array.from({ length: movedAhead.length + 2 }, (_, i) => yearOf(after) + i);
  return years
    .map((year) => localDate(`${year}-${usualDay}`))
    .find((day) => day > after && !movedAhead.some(({ due }) => due === day));
}
