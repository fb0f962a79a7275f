import type { referralCorrectedV1 } from '@passerelle/contracts';

import type { ReferralState } from '../cases/referral.js';

type CorrectedFacts = Pick<
  ReferralState,
  | 'origin'
  | 'channel'
  | 'benefit'
  | 'receivedOn'
  | 'status'
  | 'decision'
  | 'notifiedOn'
  | 'closedOn'
>;

/** What `referral-corrected` publishes of a case: the facts of its earlier events, as they are now. */
export function correctedEventOf(
  referral: CorrectedFacts & { readonly id: string },
): (typeof referralCorrectedV1)['example'] {
  const { id: referralId, origin, channel, benefit, receivedOn, decision, notifiedOn } = referral;
  const isFinal = decision !== null && decision !== 'more_information';
  const endedByDecision = referral.status === 'inadmissible' || referral.status === 'redirected';
  return {
    referralId,
    origin,
    channel,
    benefit,
    receivedOn,
    decidedOn: isFinal ? notifiedOn : null,
    endedOn: endedByDecision ? null : referral.closedOn,
  };
}
