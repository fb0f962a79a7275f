import type { LocalDate } from '@passerelle/kernel';

import { refuseAt } from '../cases/case.errors.js';
import type { CaseFacts } from '../cases/referral.js';
import { checkOrder } from '../referrals/link.js';
import { correctionErrors } from './corrections.errors.js';

/** The days of receipt of the case that the corrected one continues, and of those that continue it. */
export interface LinkedReceipts {
  readonly earlierReceivedOn: LocalDate | null;
  readonly laterReceivedOn: readonly LocalDate[];
}

export function checkLinkedReceipts(
  { receivedOn }: Pick<CaseFacts, 'receivedOn'>,
  { earlierReceivedOn, laterReceivedOn }: LinkedReceipts,
): void {
  if (earlierReceivedOn !== null) checkOrder('/receivedOn', receivedOn, earlierReceivedOn);
  for (const later of laterReceivedOn) checkOrder('/receivedOn', later, receivedOn);
}

/**
 * Only a step may record an end before the notified decision: a withdrawal that crossed the notice, or a court of
 * which the Caf learns later (domain M5.4). A case that its decision ended has ended on that day.
 */
export function checkNotifiedBeforeEnd({
  notifiedOn,
  closedOn: endedOn,
}: Pick<CaseFacts, 'notifiedOn' | 'closedOn'>): void {
  if (notifiedOn !== null && endedOn !== null && notifiedOn > endedOn) {
    throw refuseAt('/notifiedOn', correctionErrors.notifiedAfterEnd, { notifiedOn, endedOn });
  }
}
