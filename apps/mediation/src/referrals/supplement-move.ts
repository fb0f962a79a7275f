import type { LocalDate } from '@passerelle/kernel';

import { nextStatus } from '../cases/lifecycle.js';
import type { Move } from '../cases/move.js';
import type { CaseFacts } from '../cases/referral.js';
import { checkPriorClaim } from './registration.js';

/** What the person supplies after a request for more information. */
export interface Supplement {
  readonly text: string | null;
  /** The prior claim, when it was what was missing; `null` leaves the recorded one. */
  readonly priorClaim: {
    readonly madeOn: LocalDate;
    readonly reference: string | null;
    readonly completedOn: LocalDate | null;
  } | null;
  readonly suppliedOn: LocalDate;
}

/**
 * The supplied text is added to the description, below the day on which it came.
 * @throws `mediation/prior-claim-after-referral`, `mediation/prior-claim-completed-out-of-range`
 */
export function supplementMove(
  referral: Pick<CaseFacts, 'status' | 'receivedOn' | 'description'>,
  { text, priorClaim, suppliedOn }: Supplement,
): Move {
  const status = nextStatus(referral.status, { command: 'supply_information' });
  if (priorClaim !== null) checkPriorClaim(priorClaim, referral, suppliedOn);
  return {
    changes: {
      status,
      ...(text !== null && {
        description: `${referral.description}\n\n[${suppliedOn}] ${text}`,
      }),
      ...(priorClaim !== null && {
        priorClaimMadeOn: priorClaim.madeOn,
        priorClaimReference: priorClaim.reference,
        priorClaimCompletedOn: priorClaim.completedOn,
      }),
    },
    step: { kind: 'information_supplied', occurredOn: suppliedOn },
  };
}
