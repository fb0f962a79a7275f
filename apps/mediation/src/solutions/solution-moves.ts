import type { LocalDate } from '@passerelle/kernel';

import { nextStatus } from '../cases/lifecycle.js';
import type { Move } from '../cases/move.js';
import type { Addressee, CaseFacts, SolutionAnswer } from '../cases/referral.js';
import { checkSolution, checkSolutionAnswer } from './solution.js';

/** A new solution replaces the former solution of the case. */
export function solutionMove(
  referral: Pick<CaseFacts, 'status' | 'receivedOn' | 'openedOn'>,
  solution: { readonly text: string; readonly proposedOn: LocalDate },
  today: LocalDate,
): Move {
  const { text, proposedOn } = solution;
  const status = nextStatus(referral.status, { command: 'propose_solution' });
  checkSolution(solution, referral, today);
  return {
    changes: {
      status,
      solution: text,
      solutionProposedOn: proposedOn,
      solutionAnswer: null,
      solutionAnsweredOn: null,
    },
    step: { kind: 'solution_proposed', occurredOn: proposedOn },
  };
}

export function solutionAnswerMove(
  referral: Pick<CaseFacts, 'status' | 'receivedOn' | 'solutionProposedOn' | 'solutionAnswer'>,
  given: { readonly answer: SolutionAnswer; readonly answeredOn: LocalDate },
  openQuestions: readonly Addressee[],
  today: LocalDate,
): Move {
  const { answer, answeredOn } = given;
  const status = nextStatus(referral.status, { command: 'answer_solution', answer, openQuestions });
  checkSolutionAnswer(given, referral, today);
  return {
    changes: { status, solutionAnswer: answer, solutionAnsweredOn: answeredOn },
    step: { kind: 'solution_answered', occurredOn: answeredOn, detail: answer },
  };
}
