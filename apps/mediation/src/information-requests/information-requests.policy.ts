import { hasConflictOfInterest } from '../cases/conflict-of-interest.js';
import {
  type JudgedReferral,
  type PolicyDecision,
  type ReferralActor,
  relationOf,
} from '../referrals/referrals.policy.js';
import type { InformationRequestState } from './information-request.js';

export type QuestionAction = 'read_question' | 'answer_question';

/**
 * The addressee of a question and the mediators see the question. The person sees the questions put to them,
 * not those put to services about them. A service sees the question and nothing else of the case (domain M8.1).
 */
export function questionPolicy(
  actor: ReferralActor,
  action: QuestionAction,
  referral: JudgedReferral,
  question: Pick<InformationRequestState, 'addressee' | 'addresseeName'>,
): PolicyDecision {
  const relation = relationOf(actor, referral);
  if (relation === 'mediator') {
    const conflicted = hasConflictOfInterest(referral, actor.subject);
    return conflicted && action === 'answer_question' ? 'forbidden' : 'allowed';
  }
  if (question.addressee === 'beneficiary') {
    return relation === 'beneficiary' || relation === 'representative' ? 'allowed' : 'hidden';
  }
  return isAddressed(actor, question.addresseeName) ? 'allowed' : 'hidden';
}

/**
 * The names by which questions reach an actor: they also filter the list of the questions put to the actor.
 * The names come from the token, whatever the role, because the services of the Caf have no role of their own.
 */
export function addressedNames(actor: ReferralActor): readonly string[] {
  return [...actor.services, ...(actor.organisation === null ? [] : [actor.organisation])];
}

function isAddressed(actor: ReferralActor, addresseeName: string | null): boolean {
  return addresseeName !== null && addressedNames(actor).includes(addresseeName);
}
