import { hasConflictOfInterest } from '../cases/conflict-of-interest.js';
import {
  type JudgedReferral,
  type PolicyDecision,
  type ReferralActor,
  relationOf,
} from '../referrals/referrals.policy.js';
import { type QuestionAddress, questionReachOf, reaches } from './addressee.js';

export type QuestionAction = 'read_question' | 'answer_question';

/**
 * The addressee of a question and the mediators see the question. The person sees the questions put to them,
 * not those put to services about them. A service sees the question and nothing else of the case (domain M8.1).
 */
export function questionPolicy(
  actor: ReferralActor,
  action: QuestionAction,
  referral: JudgedReferral,
  question: QuestionAddress,
): PolicyDecision {
  const relation = relationOf(actor, referral);
  if (relation === 'mediator') {
    const conflicted = hasConflictOfInterest(referral, actor.subject);
    return conflicted && action === 'answer_question' ? 'forbidden' : 'allowed';
  }
  if (question.addressee === 'beneficiary') {
    if (relation === 'mandated_reader') return action === 'read_question' ? 'allowed' : 'forbidden';
    return relation === 'beneficiary' || relation === 'representative' ? 'allowed' : 'hidden';
  }
  const reach = questionReachOf(actor);
  return reach !== null && reaches(question, reach) ? 'allowed' : 'hidden';
}
