import { addDays, addMonths, type LocalDate, localDate } from '@passerelle/kernel';

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

/** How a reminder ended: written, unnecessary by then, or not written within its month. */
export const REMINDER_OUTCOMES = ['requested', 'declared', 'no_contact', 'lapsed'] as const;
export type ReminderOutcome = (typeof REMINDER_OUTCOMES)[number];

/** As staff see it: one that nobody can be written for yet may still go out within its month. */
export const DELIVERIES = ['waiting', ...REMINDER_OUTCOMES] as const;
export type Delivery = (typeof DELIVERIES)[number];

export interface ReminderFacts {
  readonly referenceYear: number;
  readonly month: number;
  /** Tenants missing now. */
  readonly missing: number;
  readonly hasContact: boolean;
}

/**
 * What is to become of a reminder that was recorded. Between its record and its message tenants may be
 * declared, and a landlord without contact may be given one. `null`: it waits.
 * `RemindersRepository` says the same to the database.
 */
export function outcomeOf(reminder: ReminderFacts, today: LocalDate): ReminderOutcome | null {
  if (reminder.missing === 0) return 'declared';
  if (today > lastDayOf(reminder)) return reminder.hasContact ? 'lapsed' : 'no_contact';
  return reminder.hasContact ? 'requested' : null;
}

/** The first day on which a reminder would be one for another month. */
export function endsOn({ referenceYear, month }: Pick<ReminderFacts, 'referenceYear' | 'month'>) {
  return addMonths(dayOf(referenceYear, month, 1), 1);
}

function lastDayOf(reminder: ReminderFacts): LocalDate {
  return addDays(endsOn(reminder), -1);
}

function dayOf(year: number, month: number, day: number): LocalDate {
  const two = (value: number): string => String(value).padStart(2, '0');
  return localDate(`${String(year)}-${two(month)}-${two(day)}`);
}
