import type { LocalDate } from '@passerelle/kernel';

import { nextStatus } from '../cases/lifecycle.js';
import type { Move } from '../cases/move.js';
import type { CaseFacts } from '../cases/referral.js';
import {
  checkAgainstSolution,
  checkClosure,
  type ClosedRecommendation,
  type Closure,
  type ClosureFacts,
} from './closure.js';

/** A closure with the amounts that the mediation found. */
export interface ClosureWithAmounts extends Closure {
  readonly arrearsCents: number | null;
  readonly overpaymentCents: number | null;
}

export function closureMove(
  referral: Pick<CaseFacts, 'status' | 'openedOn' | 'solutionProposedOn' | 'solutionAnswer'>,
  closure: ClosureWithAmounts,
  recommendations: readonly ClosedRecommendation[],
  today: LocalDate,
): Move & { readonly facts: ClosureFacts } {
  const status = nextStatus(referral.status, { command: 'close' });
  const facts = checkClosure(closure, referral, recommendations, today);
  checkAgainstSolution(facts.resolution, referral);
  const { summary, arrearsCents, overpaymentCents } = closure;
  return {
    changes: { ...facts, status, summary, arrearsCents, overpaymentCents },
    step: { kind: 'closed', occurredOn: facts.closedOn, detail: facts.resolution },
    facts,
  };
}
