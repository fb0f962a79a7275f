import { addDays, isBlank, type LocalDate } from '@passerelle/kernel';

import { refuseAt } from '../cases/case.errors.js';
import { alternatives, DECISION_LABELS, GROUND_LABELS } from '../cases/labels.js';
import type { Decision, Ground, ReferralState } from '../cases/referral.js';
import { GROUND_RULES, type GroundRule } from '../grounds/ground-rules.js';
import { admissibilityErrors } from './admissibility.errors.js';

/** What differs from one Caf to another. */
export interface AdmissibilitySettings {
  /** Whether the Caf has an officer for access to rights, who then handles the abnormal delays (domain M2.14). */
  readonly hasRightsAccessOfficer: boolean;
  /** Days to answer a request for more information. No text sets them, so each Caf chooses (domain M5.6). */
  readonly informationDays: number;
}

export const DEFAULT_ADMISSIBILITY_SETTINGS: AdmissibilitySettings = {
  hasRightsAccessOfficer: false,
  informationDays: 30,
};

export interface AdmissibilityDecision {
  readonly decision: Decision;
  readonly ground: Ground | null;
  readonly redirectedTo: string | null;
  readonly notifiedOn: LocalDate;
  /** The day on which the service received the request; the day of the notification when null. */
  readonly transmittedOn: LocalDate | null;
  /** The day on which the person learned which service has the request; the day of the notification when null. */
  readonly personInformedOn: LocalDate | null;
  /** The day on which a court was seized before the referral, where the referral does not state a seizure. */
  readonly courtSeizedOn: LocalDate | null;
}

/** The members of the referral that the decision changes, besides the status. */
export type DecisionFacts = Pick<
  ReferralState,
  | 'decision'
  | 'ground'
  | 'notifiedOn'
  | 'openedOn'
  | 'informationRequestedOn'
  | 'informationDueOn'
  | 'redirectedTo'
  | 'transmittedOn'
  | 'personInformedOn'
> &
  Partial<Pick<ReferralState, 'courtSeized' | 'courtSeizedOn'>>;

type Undecided = Pick<
  ReferralState,
  'receivedOn' | 'reason' | 'priorClaimMadeOn' | 'courtSeized' | 'informationRequestedOn'
>;

/** The row of the decision table for a ground, under the settings of this Caf. */
export function groundRule(
  ground: Ground,
  settings: AdmissibilitySettings = DEFAULT_ADMISSIBILITY_SETTINGS,
): GroundRule {
  const rule = GROUND_RULES[ground];
  if (ground !== 'abnormal_delay' || !settings.hasRightsAccessOfficer) return rule;
  return { ...rule, decisions: ['redirected'], service: 'rights_access_officer' };
}

/**
 * Checks a decision against the table of the grounds (domain M2) and the conditions of a case (domain M5), and
 * returns the facts to store. The lifecycle (`nextStatus`) refuses a second decision.
 */
export function checkDecision(
  decision: AdmissibilityDecision,
  referral: Undecided,
  today: LocalDate,
  settings: AdmissibilitySettings = DEFAULT_ADMISSIBILITY_SETTINGS,
): DecisionFacts {
  checkNotification(decision.notifiedOn, referral, today);
  checkGround(decision, referral, settings);
  checkCourtSeizure(decision, referral);
  const { courtSeizedOn } = decision;
  const facts: DecisionFacts = {
    ...(courtSeizedOn !== null && { courtSeized: true, courtSeizedOn }),
    decision: decision.decision,
    ground: decision.ground,
    notifiedOn: decision.notifiedOn,
    openedOn: null,
    informationRequestedOn: referral.informationRequestedOn,
    informationDueOn: null,
    redirectedTo: null,
    transmittedOn: null,
    personInformedOn: null,
  };
  switch (decision.decision) {
    case 'admissible':
      checkAdmissible(referral);
      return { ...facts, openedOn: decision.notifiedOn };
    case 'inadmissible':
      return { ...facts, personInformedOn: decision.notifiedOn };
    case 'redirected':
      return { ...facts, ...redirection(decision, referral, today, settings) };
    case 'more_information':
      return {
        ...facts,
        informationRequestedOn: decision.notifiedOn,
        informationDueOn: addDays(decision.notifiedOn, settings.informationDays),
      };
  }
}

function checkNotification(notifiedOn: LocalDate, referral: Undecided, today: LocalDate): void {
  const { receivedOn, informationRequestedOn } = referral;
  if (notifiedOn > today) {
    throw refuseAt('/notifiedOn', admissibilityErrors.decisionInFuture, { notifiedOn, today });
  }
  if (notifiedOn < receivedOn) {
    throw refuseAt('/notifiedOn', admissibilityErrors.decisionBeforeReceipt, {
      notifiedOn,
      receivedOn,
    });
  }
  if (informationRequestedOn !== null && notifiedOn < informationRequestedOn) {
    throw refuseAt('/notifiedOn', admissibilityErrors.decisionBeforeInformationRequest, {
      notifiedOn,
      informationRequestedOn,
    });
  }
}

/** Only an inadmissible case must state its ground. A redirection states its service and its days (domain M5.7). */
function checkGround(
  { decision, ground }: AdmissibilityDecision,
  referral: Undecided,
  settings: AdmissibilitySettings,
): void {
  if (ground === null) {
    if (decision === 'inadmissible') throw refuseAt('/ground', admissibilityErrors.groundMissing);
    return;
  }
  const { decisions } = groundRule(ground, settings);
  if (!decisions.includes(decision)) {
    throw refuseAt('/ground', admissibilityErrors.groundDoesNotFitDecision, {
      ground: GROUND_LABELS[ground],
      allowed: alternatives(decisions.map((each) => DECISION_LABELS[each])),
    });
  }
  if (
    ground === 'unclear_subject' &&
    decision === 'inadmissible' &&
    referral.informationRequestedOn === null
  ) {
    throw refuseAt('/decision', admissibilityErrors.precisionNotRequested);
  }
}

/** Nobody is refused for a court action that the case does not record (domain M2.2). */
function checkCourtSeizure(
  { ground, courtSeizedOn, notifiedOn }: AdmissibilityDecision,
  { courtSeized }: Undecided,
): void {
  if (ground !== 'court_seized') {
    if (courtSeizedOn === null) return;
    throw refuseAt('/courtSeizedOn', admissibilityErrors.courtSeizureWithoutItsGround);
  }
  if (courtSeizedOn === null && !courtSeized) {
    throw refuseAt('/courtSeizedOn', admissibilityErrors.courtSeizureNotRecorded);
  }
  if (courtSeizedOn !== null && courtSeizedOn > notifiedOn) {
    const meta = { courtSeizedOn, notifiedOn };
    throw refuseAt('/courtSeizedOn', admissibilityErrors.courtSeizedAfterDecision, meta);
  }
}

function checkAdmissible(referral: Undecided): void {
  if (referral.priorClaimMadeOn === null) {
    throw refuseAt('/decision', admissibilityErrors.admissibleWithoutPriorClaim);
  }
  if (referral.courtSeized) {
    throw refuseAt('/decision', admissibilityErrors.admissibleWithCourtSeized);
  }
}

/** No claim comes before the court against a penalty: nobody is sent to the commission (domain M3.10). */
const COMMISSION = 'commission_de_recours_amiable';

function redirection(
  decision: AdmissibilityDecision,
  { receivedOn, reason }: Undecided,
  today: LocalDate,
  settings: AdmissibilitySettings,
): Pick<DecisionFacts, 'redirectedTo' | 'transmittedOn' | 'personInformedOn'> {
  const named = isBlank(decision.redirectedTo) ? null : decision.redirectedTo;
  const usual = decision.ground === null ? null : groundRule(decision.ground, settings).service;
  if (reason === 'penalty' && named === COMMISSION) {
    throw refuseAt('/redirectedTo', admissibilityErrors.penaltyWithoutCommission);
  }
  const redirectedTo = named ?? (reason === 'penalty' && usual === COMMISSION ? null : usual);
  if (redirectedTo === null) {
    throw refuseAt('/redirectedTo', admissibilityErrors.redirectionWithoutService);
  }
  const transmittedOn = decision.transmittedOn ?? decision.notifiedOn;
  const personInformedOn = decision.personInformedOn ?? decision.notifiedOn;
  for (const [pointer, date] of Object.entries({
    '/transmittedOn': transmittedOn,
    '/personInformedOn': personInformedOn,
  })) {
    if (date < receivedOn || date > today) {
      const meta = { date, receivedOn, today };
      throw refuseAt(pointer, admissibilityErrors.redirectionDateOutOfRange, meta);
    }
  }
  return { redirectedTo, transmittedOn, personInformedOn };
}
