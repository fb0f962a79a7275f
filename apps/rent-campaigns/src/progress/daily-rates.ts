import { addDays, type LocalDate } from '@passerelle/kernel';

import type { Channel } from '../campaigns/campaign.js';
import { type Rates, ratesOf } from './progress.js';

/**
 * The totals up to every day of a period, from the counts of single days. The first day includes everything
 * that was declared before.
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
