import { addDays, type LocalDate } from '@passerelle/kernel';

import type { Channel } from '../campaigns/campaign.js';
import { type Rates, ratesOf } from './progress.js';

/**
 * The running totals of every day of a span from the counts of single days; what was declared before the
 * span is in its first day.
 */
export function runningRates(
  declared: readonly { day: LocalDate; channel: Channel; declared: number }[],
  expected: number,
  from: LocalDate,
  to: LocalDate,
): ({ day: LocalDate } & Rates)[] {
  const totals: Record<Channel, number> = { online: 0, exchange: 0, paper: 0 };
  const waiting = [...declared].sort((a, b) => (a.day < b.day ? -1 : 1));
  const days: ({ day: LocalDate } & Rates)[] = [];
  let next = 0;
  for (let day = from; day <= to; day = addDays(day, 1)) {
    for (let row = waiting[next]; row !== undefined && row.day <= day; row = waiting[++next]) {
      totals[row.channel] += row.declared;
    }
    days.push({ day, ...ratesOf({ expected, declared: { ...totals } }) });
  }
  return days;
}
