import type { LocalDate } from '@passerelle/kernel';

import { refuseAt } from '../cases/case.errors.js';
import type { ReferralState } from '../cases/referral.js';
import { solutionErrors } from './solutions.errors.js';

export function checkSolution(
  solution: { readonly proposedOn: LocalDate },
  referral: Pick<ReferralState, 'receivedOn' | 'openedOn'>,
  today: LocalDate,
): void {
  const from = referral.openedOn ?? referral.receivedOn;
  assertBetween('/proposedOn', solution.proposedOn, from, today);
}

export function checkSolutionAnswer(
  answer: { readonly answeredOn: LocalDate },
  referral: Pick<ReferralState, 'receivedOn' | 'solutionProposedOn' | 'solutionAnswer'>,
  today: LocalDate,
): void {
  if (referral.solutionAnswer !== null) throw solutionErrors.solutionAlreadyAnswered();
  const from = referral.solutionProposedOn ?? referral.receivedOn;
  assertBetween('/answeredOn', answer.answeredOn, from, today);
}

function assertBetween(pointer: string, date: LocalDate, from: LocalDate, today: LocalDate): void {
  if (date < from || date > today) {
    throw refuseAt(pointer, solutionErrors.solutionDateOutOfRange, { date, from, today });
  }
}
