import type { LocalDate } from '@passerelle/kernel';

import { nextStatus } from '../cases/lifecycle.js';
import type { Move } from '../cases/move.js';
import type { CaseFacts } from '../cases/referral.js';
import {
  checkInformationAnswer,
  checkInformationRequest,
  type InformationRequestState,
  openAddressees,
} from './information-request.js';

type Known = readonly Pick<InformationRequestState, 'addressee' | 'answeredOn'>[];

/** `others`: the questions that the case already has. */
export function questionMove(
  referral: Pick<CaseFacts, 'status' | 'receivedOn' | 'openedOn'>,
  request: Pick<
    InformationRequestState,
    'addressee' | 'addresseeName' | 'askedOn' | 'dueOn' | 'answeredOn'
  >,
  others: Known,
  today: LocalDate,
): Move {
  const openQuestions = openAddressees([...others, request]);
  const status = nextStatus(referral.status, { command: 'ask_question', openQuestions });
  checkInformationRequest(request, referral, today);
  return {
    changes: { status },
    step: {
      kind: request.addressee === 'beneficiary' ? 'question_put_to_person' : 'question_asked',
      occurredOn: request.askedOn,
      detail: request.addresseeName,
    },
  };
}

/** `others`: the other questions of the case. */
export function questionAnswerMove(
  referral: Pick<CaseFacts, 'status'>,
  request: Pick<InformationRequestState, 'addressee' | 'addresseeName' | 'askedOn' | 'answeredOn'>,
  answer: { readonly answeredOn: LocalDate },
  others: Known,
  today: LocalDate,
): Move {
  checkInformationAnswer(answer, request, today);
  const openQuestions = openAddressees(others);
  const status = nextStatus(referral.status, { command: 'answer_question', openQuestions });
  const byPerson = request.addressee === 'beneficiary';
  return {
    changes: { status },
    step: {
      kind: byPerson ? 'question_answered_by_person' : 'question_answered',
      occurredOn: answer.answeredOn,
      detail: request.addresseeName,
    },
  };
}
