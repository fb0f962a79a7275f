import type { LocalDate } from '@passerelle/kernel';

import type { QuestionAddress } from './addressee.js';
import { informationRequestErrors } from './information-request.errors.js';
import type { ReferralState } from '../cases/referral.js';
import { refuseAt } from '../cases/case.errors.js';

/** A question put during the examination. The addressee sees the question, never the rest of the case (domain M8.1). */
export interface InformationRequestState extends QuestionAddress {
  readonly id: string;
  /** The addressee in the words of the mediator; null for the person. */
  readonly addresseeName: string | null;
  readonly question: string;
  readonly askedOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly answer: string | null;
  readonly answeredOn: LocalDate | null;
}

/** The addressees of the questions without an answer. */
export function openAddressees(
  requests: readonly Pick<InformationRequestState, 'addressee' | 'answeredOn'>[],
): readonly QuestionAddress['addressee'][] {
  return requests
    .filter((request) => request.answeredOn === null)
    .map((request) => request.addressee);
}

/** Whether the question has no answer after its due day. On the due day itself the question is not overdue. */
export function isOverdue(
  request: Pick<InformationRequestState, 'dueOn' | 'answeredOn'>,
  today: LocalDate,
): boolean {
  return request.answeredOn === null && request.dueOn < today;
}

export function checkInformationRequest(
  request: Pick<InformationRequestState, 'askedOn' | 'dueOn'>,
  referral: Pick<ReferralState, 'receivedOn' | 'openedOn'>,
  today: LocalDate,
): void {
  const { askedOn, dueOn } = request;
  const from = referral.openedOn ?? referral.receivedOn;
  if (askedOn < from || askedOn > today) {
    throw refuseAt('/askedOn', informationRequestErrors.questionDateOutOfRange, {
      askedOn,
      from,
      today,
    });
  }
  if (dueOn < askedOn) {
    throw refuseAt('/dueOn', informationRequestErrors.dueDateAlreadyPast, { dueOn, askedOn });
  }
}

/** A question has one answer at most; the answer may come after the due day. */
export function checkInformationAnswer(
  answer: { readonly answeredOn: LocalDate },
  request: Pick<InformationRequestState, 'askedOn' | 'answeredOn'>,
  today: LocalDate,
): void {
  if (request.answeredOn !== null) {
    throw informationRequestErrors.questionAlreadyAnswered({ answeredOn: request.answeredOn });
  }
  const { answeredOn } = answer;
  if (answeredOn < request.askedOn || answeredOn > today) {
    throw refuseAt('/answeredOn', informationRequestErrors.answerDateOutOfRange, {
      answeredOn,
      askedOn: request.askedOn,
      today,
    });
  }
}
