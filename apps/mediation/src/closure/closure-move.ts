import type { LocalDate } from '@passerelle/kernel';

import type { Recommendation } from '../recommendations/recommendation.js';
import { nextStatus } from '../referrals/lifecycle.js';
import type { Move } from '../referrals/move.js';
import type { CaseFacts } from '../referrals/referral.js';
import { checkClosure, type Closure, type ClosureFacts } from './closure.js';

/** A closure with the amounts found. */
export interface ClosureWithAmounts extends Closure {
  readonly arrearsCents: number | null;
  readonly overpaymentCents: number | null;
}

export function closureMove(
  referral: Pick<CaseFacts, 'status' | 'openedOn'>,
  closure: ClosureWithAmounts,
  recommendations: readonly Pick<Recommendation, 'issuedOn' | 'answer' | 'withdrawnOn'>[],
  today: LocalDate,
): Move & { readonly facts: ClosureFacts } {
  const status = nextStatus(referral.status, { command: 'close' });
  const facts = checkClosure(closure, referral, recommendations, today);
  const { summary, arrearsCents, overpaymentCents } = closure;
  return {
    changes: { ...facts, status, summary, arrearsCents, overpaymentCents },
    step: { kind: 'closed', occurredOn: facts.closedOn, detail: facts.resolution },
    facts,
  };
}
