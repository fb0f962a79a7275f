import { type LocalDate, localDate } from '@passerelle/kernel';

import type { CampaignDates } from '../campaigns/campaign.js';

export interface ReminderRule {
  /** Months of the reference year, 1 to 12: August to December (§ 2.5). */
  readonly months: readonly number[];
  /** The day of the month from which that month’s reminder is due. */
  readonly day: number;
}

/** One wave of reminders: every landlord with a tenant still missing hears once. */
export interface ReminderWave {
  readonly month: number;
  readonly dueOn: LocalDate;
}

/** The waves of a campaign in their order. */
export function plannedWaves(campaign: CampaignDates, rule: ReminderRule): ReminderWave[] {
  return [...new Set(rule.months)]
    .sort((a, b) => a - b)
    .map((month) => ({ month, dueOn: dayOf(campaign.referenceYear, month, rule.day) }))
    .filter(({ dueOn }) => dueOn >= campaign.opensOn && dueOn <= campaign.closesOn);
}

/**
 * The wave due on a day: that of its month alone. What a stopped server missed in an earlier month is not
 * made up for, since two reminders within days would be one too many.
 */
export function waveDueOn(
  campaign: CampaignDates,
  rule: ReminderRule,
  today: LocalDate,
): ReminderWave | null {
  const month = today.slice(0, 7);
  const due = plannedWaves(campaign, rule).find(
    ({ dueOn }) => dueOn.startsWith(month) && dueOn <= today,
  );
  return due === undefined || today > campaign.closesOn ? null : due;
}

export function nextWaveAfter(
  campaign: CampaignDates,
  rule: ReminderRule,
  today: LocalDate,
): LocalDate | null {
  return plannedWaves(campaign, rule).find(({ dueOn }) => dueOn > today)?.dueOn ?? null;
}

function dayOf(year: number, month: number, day: number): LocalDate {
  const two = (value: number): string => String(value).padStart(2, '0');
  return localDate(`${String(year)}-${two(month)}-${two(day)}`);
}
