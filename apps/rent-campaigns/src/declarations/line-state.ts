import type { LocalDate } from '@passerelle/kernel';

import { baseChangesOn, type CampaignDates } from '../campaigns/campaign.js';

/** Where a line stands (domain § 2.6). */
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

/** What is stored of a declaration: the last version given, and whether one was ever accepted. */
export const DECLARATION_STATUSES = ['accepted', 'to_confirm', 'rejected'] as const;
export type DeclarationStatus = (typeof DECLARATION_STATUSES)[number];

export interface LineFacts {
  /** `null` while nothing was declared. */
  readonly status: DeclarationStatus | null;
  /** When a version was first accepted; stays while a later version waits for confirmation. */
  readonly firstDeclaredOn: LocalDate | null;
  /** A version replaced a base that counted already. */
  readonly rectified: boolean;
  readonly remindersSent: number;
  readonly lastDayOfRight: LocalDate | null;
  /** A suspension on record was regularised. */
  readonly regularised: boolean;
}

/**
 * The state on a day. It follows from facts and dates alone: no batch has to run for a tenant to be
 * suspended in mid-January. `LINE_STATE_SQL` says the same to the database.
 */
export function lineState(facts: LineFacts, campaign: CampaignDates, today: LocalDate): LineState {
  const { status, firstDeclaredOn, rectified, remindersSent, lastDayOfRight } = facts;
  if (firstDeclaredOn !== null) {
    if (status === 'to_confirm') return 'to_confirm';
    if (rectified) return 'rectified';
    // Dated by its arrival, a letter may be of a day before the suspension that it ends.
    if (facts.regularised || firstDeclaredOn >= campaign.suspensionOn) return 'regularised';
    return today >= baseChangesOn(campaign.referenceYear) ? 'integrated' : 'declared';
  }
  if (lastDayOfRight !== null && lastDayOfRight < today) return 'closed';
  if (today >= campaign.suspensionOn) return 'suspended';
  if (status === 'to_confirm' || status === 'rejected') return status;
  return remindersSent > 0 ? 'reminded' : 'expected';
}
