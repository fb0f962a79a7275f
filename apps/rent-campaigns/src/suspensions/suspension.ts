import type { LocalDate } from '@passerelle/kernel';

import type { CampaignDates } from '../campaigns/campaign.js';

export const SUSPENSION_STATUSES = ['suspended', 'regularised', 'withdrawn'] as const;
export type SuspensionStatus = (typeof SUSPENSION_STATUSES)[number];

export const WITHDRAWAL_REASONS = ['right_ended', 'not_expected', 'postponed'] as const;
export type WithdrawalReason = (typeof WITHDRAWAL_REASONS)[number];

/** A suspension that was not withdrawn. */
export interface SuspensionOnRecord {
  readonly suspendedOn: LocalDate;
  readonly status: SuspensionStatus;
}

export interface TenantFacts {
  /** In the roster in force. */
  readonly expected: boolean;
  /** When a version was first accepted, by whatever channel. */
  readonly firstDeclaredOn: LocalDate | null;
  /** Of the events that stand. */
  readonly lastDayOfRight: LocalDate | null;
  /** What is on record of this tenant, dwelling and year. */
  readonly onRecord: SuspensionStatus | null;
}

/** What a run changes for one tenant. */
export type SuspensionStep = 'suspend' | 'regularise' | WithdrawalReason;

/**
 * What is to be done for a tenant on a day (§ 2.6: SUSPENDUE, then REGULARISEE). Done once it asks for
 * nothing more: a run may be repeated, made up for days later, or made by two processes at once.
 *
 * Who was declared before the first run was never suspended anywhere, so nothing is recorded. A rent that
 * is declared regularises even where the right turned out to have ended. `SuspensionsRepository` says the
 * same to the database.
 */
export function suspensionStep(
  tenant: TenantFacts,
  { suspensionOn }: CampaignDates,
  today: LocalDate,
): SuspensionStep | null {
  const { expected, firstDeclaredOn, lastDayOfRight, onRecord } = tenant;
  const notDue =
    today < suspensionOn
      ? 'postponed'
      : !expected
        ? 'not_expected'
        : lastDayOfRight !== null && lastDayOfRight < suspensionOn
          ? 'right_ended'
          : null;
  if (onRecord === 'suspended') return firstDeclaredOn === null ? notDue : 'regularise';
  return firstDeclaredOn === null && notDue === null ? 'suspend' : null;
}
