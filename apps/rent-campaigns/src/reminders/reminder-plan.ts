import { addDays, addMonths, type LocalDate, localDate } from '@passerelle/kernel';

import type { CampaignDates } from '../campaigns/campaign.js';

export interface ReminderRule {
  /** Months of the reference year, 1 to 12: August to December (domain R5.2). */
  readonly months: readonly number[];
  /** The day from which the reminder of a month is due. */
  readonly day: number;
}

/** The reminders of one month: each landlord with missing tenants is reminded once. */
export interface ReminderWave {
  readonly month: number;
  readonly dueOn: LocalDate;
}

/** The waves of a campaign, in the order of the months. */
export function plannedWaves(campaign: CampaignDates, rule: ReminderRule): ReminderWave[] {
  return [...new Set(rule.months)]
    .sort((a, b) => a - b)
    .map((month) => ({ month, dueOn: dayOf(campaign.referenceYear, month, rule.day) }))
    .filter(({ dueOn }) => dueOn >= campaign.opensOn && dueOn <= campaign.closesOn);
}

/**
 * The wave due on a day: only that of the same month. A wave that a stopped server missed is not sent later,
 * because a landlord would receive two reminders within days.
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

/** The end of a reminder: requested from notifications, unnecessary, or not sent within its month. */
const REMINDER_OUTCOMES = ['requested', 'declared', 'no_contact', 'lapsed'] as const;
export type ReminderOutcome = (typeof REMINDER_OUTCOMES)[number];

/** The deliveries that staff see. A reminder without an end is sent when the landlord gets a contact. */
export const DELIVERIES = ['waiting', ...REMINDER_OUTCOMES] as const;
export type Delivery = (typeof DELIVERIES)[number];

export interface ReminderFacts {
  readonly referenceYear: number;
  readonly month: number;
  /** The number of missing tenants now. */
  readonly missing: number;
  readonly hasContact: boolean;
}

/**
 * The end of a recorded reminder on a day; `null` while the reminder waits. Between record and message,
 * tenants may be declared, and a landlord may get a contact. `RemindersRepository` is the same rule in SQL.
 */
export function outcomeOf(reminder: ReminderFacts, today: LocalDate): ReminderOutcome | null {
  if (reminder.missing === 0) return 'declared';
  if (today > lastDayOf(reminder)) return reminder.hasContact ? 'lapsed' : 'no_contact';
  return reminder.hasContact ? 'requested' : null;
}

/** The first day after the month of a reminder. */
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
