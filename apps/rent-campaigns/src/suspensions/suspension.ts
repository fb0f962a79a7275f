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
  /** The roster in force has the tenant. */
  readonly expected: boolean;
  /** The day on which a version was first accepted, by any channel. */
  readonly firstDeclaredOn: LocalDate | null;
  /** While no version is accepted and one waits for a confirmation: since when the tenant is declared. */
  readonly waitingSince: LocalDate | null;
  /** The last day of the right, from the events that are not cancelled. */
  readonly lastDayOfRight: LocalDate | null;
  /** The suspension on record of this tenant, dwelling and year. */
  readonly onRecord: SuspensionStatus | null;
}

/** The change that a run makes for one tenant. */
export type SuspensionStep = 'suspend' | 'regularise' | WithdrawalReason;

/**
 * The change that a tenant needs on a day (domain R5.3, R6.2). After the change the tenant needs no other
 * change: a run may be repeated, may come days late, and two processes may run at once.
 *
 * A tenant who was declared before the first run was never suspended, so nothing is recorded. A declaration
 * regularises even when the right had ended before. A tenant who was declared before the day of suspension is not
 * suspended while the line waits for a confirmation (domain R6.5). `SuspensionsRepository` is the same rule in SQL.
 */
export function suspensionStep(
  tenant: TenantFacts,
  { suspensionOn }: CampaignDates,
  today: LocalDate,
): SuspensionStep | null {
  const { expected, firstDeclaredOn, waitingSince, lastDayOfRight, onRecord } = tenant;
  const isDeclared =
    firstDeclaredOn !== null || (waitingSince !== null && waitingSince < suspensionOn);
  const notDue =
    today < suspensionOn
      ? 'postponed'
      : !expected
        ? 'not_expected'
        : lastDayOfRight !== null && lastDayOfRight < suspensionOn
          ? 'right_ended'
          : null;
  if (onRecord === 'suspended') return isDeclared ? 'regularise' : notDue;
  return !isDeclared && notDue === null ? 'suspend' : null;
}
