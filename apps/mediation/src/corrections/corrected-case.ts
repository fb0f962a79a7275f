import { DomainError, type LocalDate } from '@passerelle/kernel';

import { checkDecision } from '../admissibility/admissibility.js';
import { refuseAt } from '../cases/case.errors.js';
import type { CaseFacts } from '../cases/referral.js';
import {
  checkAgainstRecommendations,
  checkAgainstSolution,
  checkClosureFacts,
  type ClosedRecommendation,
} from '../closure/closure.js';
import {
  checkCourtSeizure,
  checkNoFurtherAction,
  checkWithdrawal,
} from '../endings/ending-rules.js';
import { checkTransferDates } from '../handovers/transfer-move.js';
import {
  checkInformationRequest,
  type InformationRequestState,
} from '../information-requests/information-request.js';
import {
  checkRecommendation,
  type RecommendationState,
} from '../recommendations/recommendation.js';
import { checkRegistration } from '../referrals/registration.js';
import { checkSolution } from '../solutions/solution.js';
import {
  checkLinkedReceipts,
  checkNotifiedBeforeEnd,
  type LinkedReceipts,
} from './corrected-order.js';
import { correctionErrors } from './corrections.errors.js';

/** What happened in the case and is not corrected here, but has to agree with the corrected facts. */
export interface CaseHistory extends LinkedReceipts {
  readonly requests: readonly InformationRequestState[];
  readonly recommendations: readonly (RecommendationState & ClosedRecommendation)[];
}

/**
 * Holds the corrected facts to the rules of the steps that recorded them, so that a correction makes no case that
 * the steps could not have made. A refusal points at the corrected member where it concerns one.
 *
 * @param corrected the members that the correction changes, by their names in the request
 */
export function checkCorrectedCase(
  facts: CaseFacts,
  history: CaseHistory,
  corrected: readonly string[],
  today: LocalDate,
): void {
  try {
    checkRegistration(facts, today);
    if (corrected.includes('receivedOn')) checkLinkedReceipts(facts, history);
    checkPresentDecision(facts, today);
    for (const request of history.requests) checkInformationRequest(request, facts, today);
    const { solutionProposedOn: proposedOn } = facts;
    if (proposedOn !== null) checkSolution({ proposedOn }, facts, today);
    for (const own of history.recommendations) checkRecommendation(own, facts, today);
    checkEnd(facts, history, corrected, today);
  } catch (error) {
    throw pointedAtChanges(error, corrected);
  }
}

/** The decision remains; its ground was judged under the settings of its day. */
function checkPresentDecision(facts: CaseFacts, today: LocalDate): void {
  const { decision, ground, notifiedOn, redirectedTo, transmittedOn, personInformedOn } = facts;
  if (decision === null || notifiedOn === null) return;
  const forCourt = ground === 'court_seized';
  checkDecision(
    {
      decision,
      ground: decision === 'inadmissible' ? ground : null,
      redirectedTo,
      notifiedOn,
      transmittedOn,
      personInformedOn,
      courtSeizedOn: forCourt ? facts.courtSeizedOn : null,
    },
    {
      ...facts,
      // A court that was seized after the decision does not undo it.
      courtSeized: facts.courtSeized && (forCourt || facts.courtSeizedOn === null),
    },
    today,
  );
}

function checkEnd(
  facts: CaseFacts,
  { recommendations }: CaseHistory,
  corrected: readonly string[],
  today: LocalDate,
): void {
  const { status, receivedOn, closedOn, withdrawnOn, courtSeizedOn, joinedOn } = facts;
  const { transferredOn, transferInformedOn: personInformedOn } = facts;
  if (status === 'closed') {
    const { resolution } = checkClosureFacts(facts, facts, recommendations, today);
    // An answer that came after the closure does not contradict it, unless the result is corrected since.
    if (corrected.includes('resolution')) {
      checkAgainstRecommendations(resolution, recommendations);
      checkAgainstSolution(resolution, facts);
    }
  }
  if (status === 'no_further_action' && closedOn !== null) {
    checkNoFurtherAction({ endedOn: closedOn }, facts, today);
  }
  if (withdrawnOn !== null) checkWithdrawal({ withdrawnOn }, facts, today);
  if (status === 'lapsed' && courtSeizedOn !== null) {
    const before = facts.openedOn === null ? 'received' : 'in_review';
    checkCourtSeizure({ seizedOn: courtSeizedOn }, { receivedOn, status: before }, today);
  }
  if (transferredOn !== null && personInformedOn !== null) {
    checkTransferDates({ transferredOn, personInformedOn }, facts, today);
  }
  if (joinedOn !== null && receivedOn > joinedOn) {
    throw refuseAt('/receivedOn', correctionErrors.receivedAfterJoining, { receivedOn, joinedOn });
  }
  if (corrected.includes('notifiedOn')) checkNotifiedBeforeEnd(facts);
}

/** `/receivedOn` is `/changes/receivedOn` here; a member that is not corrected is refused for those that are. */
function pointedAtChanges(error: unknown, corrected: readonly string[]): unknown {
  if (!(error instanceof DomainError)) return error;
  const fields = error.fields.map((field) => {
    const name = field.pointer.slice(1).replace('/', '.');
    return {
      ...field,
      pointer: corrected.includes(name) ? `/changes${field.pointer}` : '/changes',
    };
  });
  return new DomainError(error.definition, error.meta, fields);
}
