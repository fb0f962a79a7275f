import type { LocalDate } from '@passerelle/kernel';

import { baseChangesOn, type CampaignDates } from '../campaigns/campaign.js';

/** The states of a line of a campaign (domain R6.1, R6.2). */
export const LINE_STATES = [
  'expected',
  'reminded',
  'to_confirm',
  'rejected',
  'suspended',
  'closed',
  'declared',
  'integrated',
  'rectified',
  'regularised',
] as const;
export type LineState = (typeof LINE_STATES)[number];

/** The stored status of a declaration: that of its last version. */
export const DECLARATION_STATUSES = ['accepted', 'to_confirm', 'rejected'] as const;
export type DeclarationStatus = (typeof DECLARATION_STATUSES)[number];

export interface LineFacts {
  /** `null` while nothing was declared. */
  readonly status: DeclarationStatus | null;
  /** When a version was first accepted; a later version that waits does not change this day. */
  readonly firstDeclaredOn: LocalDate | null;
  /** While no version is accepted and one waits for a confirmation: since when the tenant is declared. */
  readonly waitingSince: LocalDate | null;
  /** A version replaced a base that already counted. */
  readonly rectified: boolean;
  readonly remindersSent: number;
  readonly lastDayOfRight: LocalDate | null;
  /** The suspension on record was regularised. */
  readonly regularised: boolean;
}

/**
 * The state on a day. The state follows from facts and dates alone, so a tenant is suspended in the middle
 * of January without any job (domain R5.3). `LINE_STATE_SQL` is the same rule in SQL.
 */
export function lineState(facts: LineFacts, campaign: CampaignDates, today: LocalDate): LineState {
  const { status, firstDeclaredOn, rectified, remindersSent, lastDayOfRight } = facts;
  if (firstDeclaredOn !== null) {
    if (status === 'to_confirm') return 'to_confirm';
    if (rectified) return 'rectified';
    // A letter counts from its arrival, which may be earlier than the suspension that the letter ends.
    if (facts.regularised || firstDeclaredOn >= campaign.suspensionOn) return 'regularised';
    return today >= baseChangesOn(campaign.referenceYear) ? 'integrated' : 'declared';
  }
  if (lastDayOfRight !== null && lastDayOfRight < today) return 'closed';
  if (status === 'to_confirm') return 'to_confirm';
  if (today >= campaign.suspensionOn) return 'suspended';
  if (status === 'rejected') return 'rejected';
  return remindersSent > 0 ? 'reminded' : 'expected';
}

/**
 * Whether the aid is stopped on a day for want of a declaration (domain R5.3, R6.5). That a line waits for a
 * confirmation is another fact: a tenant who was declared in time keeps the aid while it waits, and the aid of a
 * tenant who was declared too late stays stopped until a person has confirmed the line. `AID_STOPPED_SQL` is the
 * same rule in SQL.
 */
export function aidStopped(facts: LineFacts, campaign: CampaignDates, today: LocalDate): boolean {
  const { firstDeclaredOn, waitingSince, lastDayOfRight } = facts;
  const { suspensionOn } = campaign;
  const inTime = waitingSince !== null && waitingSince < suspensionOn;
  const ended = lastDayOfRight !== null && lastDayOfRight < today;
  return today >= suspensionOn && firstDeclaredOn === null && !inTime && !ended;
}
