import { createHash } from 'node:crypto';

import type { LocalDate } from '@passerelle/kernel';

import type { AdmissibilityDecision } from '../admissibility/admissibility.js';
import type { ClosureWithAmounts } from '../closure/closure-move.js';
import type { InformationRequestState } from '../information-requests/information-request.js';
import type {
  RecommendationAnswer,
  RecommendationState,
} from '../recommendations/recommendation.js';
import type { Ground, SolutionAnswer } from '../cases/referral.js';
import type { NewCase } from '../referrals/registration.js';

/** A request for more information, and what came of it. */
interface PastPrecision {
  readonly ground: Ground | null;
  readonly notifiedOn: LocalDate;
  readonly suppliedOn: LocalDate | null;
  readonly text: string | null;
}

export interface PastQuestion extends Pick<
  InformationRequestState,
  'addressee' | 'addresseeName' | 'addresseeService' | 'question' | 'askedOn' | 'dueOn'
> {
  readonly answer: { readonly text: string; readonly answeredOn: LocalDate } | null;
}

export interface PastSolution {
  readonly text: string;
  readonly proposedOn: LocalDate;
  readonly answer: { readonly answer: SolutionAnswer; readonly answeredOn: LocalDate } | null;
}

export interface PastRecommendation extends Pick<
  RecommendationState,
  'addressedTo' | 'kind' | 'legalBasis' | 'text' | 'issuedOn' | 'answerDueOn' | 'withdrawnOn'
> {
  readonly answer: {
    readonly answer: RecommendationAnswer;
    readonly reason: string | null;
    readonly answeredOn: LocalDate;
    readonly effectiveOn: LocalDate | null;
  } | null;
}

/** A case of a former system, as one line tells it: everything that happened, with its days. */
export interface PastCase {
  /** Its number in the former system: lines with the same one are about the same case. */
  readonly externalReference: string;
  readonly referral: NewCase;
  readonly moreInformation: readonly PastPrecision[];
  readonly admissibility: AdmissibilityDecision | null;
  readonly noFurtherAction: { readonly endedOn: LocalDate } | null;
  readonly informationRequests: readonly PastQuestion[];
  readonly solutions: readonly PastSolution[];
  readonly recommendations: readonly PastRecommendation[];
  readonly withdrawal: { readonly withdrawnOn: LocalDate } | null;
  readonly courtSeizure: { readonly seizedOn: LocalDate } | null;
  readonly closure: ClosureWithAmounts | null;
}

/** Members that lines may have since: a line without them keeps the fingerprint that it had before. */
const ADDED_SINCE: readonly string[] = [
  'remediesPrinted',
  'priorClaimCompletedOn',
  'courtSeizedOn',
  'addresseeService',
];

/** The same for two lines with the same content. */
export function fingerprintOf(past: PastCase): string {
  const text = JSON.stringify(past, (name, value: unknown) =>
    value === null && ADDED_SINCE.includes(name) ? undefined : value,
  );
  return createHash('sha256').update(text).digest('base64');
}
