import { localDate as day } from '@passerelle/kernel';

import { caseFacts, CLOSED, OPENED } from '../../test/case-facts.js';
import { refusal } from '../../test/refusal.js';
import type { CaseFacts } from '../cases/referral.js';
import { type CaseHistory, checkCorrectedCase } from './corrected-case.js';
import { corrected, type Correction } from './correction.js';

const TODAY = day('2024-04-02');
const NOTHING: CaseHistory = {
  requests: [],
  recommendations: [],
  earlierReceivedOn: null,
  laterReceivedOn: [],
};
const question = {
  id: 'q',
  addressee: 'beneficiary',
  addresseeName: null,
  addresseeOrganisation: null,
  addresseeService: null,
  question: 'Depuis quand ?',
  askedOn: day('2024-02-12'),
  dueOn: day('2024-02-20'),
  answer: null,
  answeredOn: null,
} as const;
const recommendation = {
  id: 'r',
  addressedTo: 'Direction',
  kind: 'individual',
  legalBasis: 'L821-1 CCH',
  text: 'Rétablir le droit.',
  issuedOn: day('2024-02-12'),
  answerDueOn: day('2024-03-20'),
  answer: 'refused',
  reason: 'Non.',
  answeredOn: day('2024-03-30'),
  effectiveOn: null,
  withdrawnOn: null,
} as const;
const asked: CaseHistory = { ...NOTHING, requests: [question] };
const recommended: CaseHistory = { ...NOTHING, recommendations: [recommendation] };

const inadmissible: Partial<CaseFacts> = {
  status: 'inadmissible',
  decision: 'inadmissible',
  ground: 'court_seized',
  notifiedOn: day('2024-02-09'),
  closedOn: day('2024-02-09'),
  courtSeized: true,
  courtSeizedOn: day('2024-01-25'),
};
const redirected: Partial<CaseFacts> = {
  status: 'redirected',
  decision: 'redirected',
  ground: 'data_rights',
  redirectedTo: 'data_protection_officer',
  notifiedOn: day('2024-02-09'),
  transmittedOn: day('2024-02-09'),
  personInformedOn: day('2024-02-09'),
  closedOn: day('2024-02-09'),
};
const waiting: Partial<CaseFacts> = {
  status: 'no_further_action',
  decision: 'more_information',
  notifiedOn: day('2024-02-05'),
  informationRequestedOn: day('2024-02-05'),
  informationDueOn: day('2024-03-06'),
  closedOn: day('2024-03-07'),
};
const lapsed: Partial<CaseFacts> = {
  ...OPENED,
  status: 'lapsed',
  courtSeized: true,
  courtSeizedOn: day('2024-02-20'),
  closedOn: day('2024-02-20'),
};
const transferred: Partial<CaseFacts> = {
  ...OPENED,
  status: 'transferred',
  transferredTo: 'Caf de la Vendée',
  transferredOn: day('2024-02-20'),
  transferInformedOn: day('2024-02-21'),
  closedOn: day('2024-02-20'),
};

function refusalOf(
  state: Partial<CaseFacts>,
  correction: Correction,
  history: CaseHistory = NOTHING,
): string | null {
  return refusal(() => {
    const facts = caseFacts(state);
    const { changes, replaced } = corrected(facts, correction);
    const names = replaced.map(({ member }) => member);
    checkCorrectedCase({ ...facts, ...changes }, history, names, TODAY);
  });
}

describe('a correction makes no impossible case', () => {
  it.each<[string, Partial<CaseFacts>, Correction, CaseHistory, string | null]>([
    ['an earlier receipt', OPENED, { receivedOn: day('2024-01-31') }, NOTHING, null],
    [
      'a receipt in the future',
      {},
      { receivedOn: day('2024-04-03'), appealDeadline: null },
      NOTHING,
      'mediation/received-in-future /changes/receivedOn',
    ],
    [
      'a receipt before the claim',
      {},
      { receivedOn: day('2024-01-19') },
      NOTHING,
      'mediation/prior-claim-after-referral /changes',
    ],
    [
      'a claim after receipt',
      {},
      { priorClaimMadeOn: day('2024-02-02') },
      NOTHING,
      'mediation/prior-claim-after-referral /changes/priorClaim/madeOn',
    ],
    [
      'a receipt on the day of the decision',
      OPENED,
      { receivedOn: day('2024-02-09') },
      NOTHING,
      null,
    ],
    [
      'a receipt after the decision',
      OPENED,
      { receivedOn: day('2024-02-10') },
      NOTHING,
      'mediation/decision-before-receipt /changes',
    ],
    [
      'a decision before receipt',
      OPENED,
      { notifiedOn: day('2024-01-31') },
      NOTHING,
      'mediation/decision-before-receipt /changes/notifiedOn',
    ],
    [
      'a decision in the future',
      OPENED,
      { notifiedOn: day('2024-04-03') },
      NOTHING,
      'mediation/decision-in-future /changes/notifiedOn',
    ],
    [
      'a decision before the request for information',
      { ...OPENED, informationRequestedOn: day('2024-02-05') },
      { notifiedOn: day('2024-02-04') },
      NOTHING,
      'mediation/decision-before-information-request /changes/notifiedOn',
    ],
    [
      'an admissible case without a claim',
      OPENED,
      { priorClaimMadeOn: null },
      NOTHING,
      'mediation/admissible-without-prior-claim /changes',
    ],
    ['an undecided case without a claim', {}, { priorClaimMadeOn: null }, NOTHING, null],
    [
      'an opening after a question',
      OPENED,
      { notifiedOn: day('2024-02-13') },
      asked,
      'mediation/question-date-out-of-range /changes',
    ],
    [
      'an opening after a recommendation',
      OPENED,
      { notifiedOn: day('2024-02-13') },
      recommended,
      'mediation/recommendation-date-out-of-range /changes',
    ],
    [
      'an opening on the day of both',
      OPENED,
      { notifiedOn: day('2024-02-12') },
      { ...asked, ...recommended, requests: [question] },
      null,
    ],
    [
      'an opening after a solution',
      { ...OPENED, solutionProposedOn: day('2024-02-12') },
      { notifiedOn: day('2024-02-13') },
      NOTHING,
      'mediation/solution-date-out-of-range /changes',
    ],
    [
      'an opening after the closure',
      CLOSED,
      { notifiedOn: day('2024-03-29') },
      NOTHING,
      'mediation/closure-before-opening /changes',
    ],
    [
      'a communication in the future',
      CLOSED,
      { communicatedToPersonOn: day('2024-04-03') },
      NOTHING,
      'mediation/closure-in-future /changes/communicatedToPersonOn',
    ],
    [
      'a communication before a recommendation',
      CLOSED,
      { communicatedToServiceOn: day('2024-02-11') },
      recommended,
      'mediation/closure-before-recommendation /changes/communicatedToServiceOn',
    ],
    [
      'another result without its outcome',
      CLOSED,
      { resolution: 'maintained_with_explanation' },
      NOTHING,
      'mediation/outcome-contradicts-resolution /changes',
    ],
    [
      'another result with its outcome',
      CLOSED,
      { resolution: 'maintained_with_explanation', outcome: 'maintained' },
      NOTHING,
      null,
    ],
    [
      'a result against a late answer',
      CLOSED,
      { resolution: 'fully_revised' },
      recommended,
      'mediation/resolution-contradicts-answer /changes/resolution',
    ],
    [
      'an agreement against a refused solution',
      { ...CLOSED, solutionProposedOn: day('2024-02-12'), solutionAnswer: 'refused' },
      { resolution: 'amicable_agreement' },
      NOTHING,
      'mediation/agreement-without-acceptance /changes/resolution',
    ],
    [
      'another member, although a late answer contradicts the result',
      CLOSED,
      { channel: 'letter' },
      recommended,
      null,
    ],
    [
      'a result that needs a recommendation',
      CLOSED,
      { resolution: 'recommendation_followed' },
      NOTHING,
      'mediation/resolution-without-recommendation /changes/resolution',
    ],
    [
      'a lapse as a result',
      CLOSED,
      { resolution: 'lapsed_court_seized', outcome: 'other' },
      NOTHING,
      'mediation/court-seizure-not-a-closure /changes/resolution',
    ],
    [
      'a seizure after the decision on its ground',
      inadmissible,
      { courtSeizedOn: day('2024-02-10') },
      NOTHING,
      'mediation/court-seized-after-decision /changes/courtSeizedOn',
    ],
    [
      'a seizure before that decision',
      inadmissible,
      { courtSeizedOn: day('2024-01-26') },
      NOTHING,
      null,
    ],
    [
      'a case refused for a court that it stated',
      { ...inadmissible, courtSeizedOn: null },
      { channel: 'letter' },
      NOTHING,
      null,
    ],
    [
      'a redirection before receipt',
      redirected,
      { transmittedOn: day('2024-01-31') },
      NOTHING,
      'mediation/redirection-date-out-of-range /changes/transmittedOn',
    ],
    [
      'a redirection in the future',
      redirected,
      { personInformedOn: day('2024-04-03') },
      NOTHING,
      'mediation/redirection-date-out-of-range /changes/personInformedOn',
    ],
    ['a redirection today', redirected, { personInformedOn: TODAY }, NOTHING, null],
    [
      'an end before the moved limit',
      waiting,
      { notifiedOn: day('2024-02-06') },
      NOTHING,
      'mediation/information-limit-running',
    ],
    ['an end after the moved limit', waiting, { notifiedOn: day('2024-02-04') }, NOTHING, null],
    [
      'a withdrawal before receipt',
      { status: 'withdrawn', withdrawnOn: day('2024-02-20') },
      { withdrawnOn: day('2024-01-31') },
      NOTHING,
      'mediation/withdrawal-date-out-of-range /changes/withdrawnOn',
    ],
    ['a lapse of an opened case', lapsed, { courtSeizedOn: day('2024-01-25') }, NOTHING, null],
    [
      'a lapse before the receipt of an undecided case',
      { ...lapsed, decision: null, notifiedOn: null, openedOn: null },
      { courtSeizedOn: day('2024-01-25') },
      NOTHING,
      'mediation/court-seized-before-referral /changes',
    ],
    [
      'a seizure in the future',
      lapsed,
      { courtSeizedOn: day('2024-04-03') },
      NOTHING,
      'mediation/court-seizure-in-future /changes',
    ],
    [
      'a transfer before the opening',
      transferred,
      { transferredOn: day('2024-02-08') },
      NOTHING,
      'mediation/transfer-date-out-of-range /changes/transferredOn',
    ],
    [
      'a person told in the future',
      transferred,
      { transferInformedOn: day('2024-04-03') },
      NOTHING,
      'mediation/transfer-date-out-of-range /changes/personInformedOn',
    ],
    [
      'a receipt after the joining',
      { status: 'joined', joinedOn: day('2024-02-20') },
      { receivedOn: day('2024-02-21') },
      NOTHING,
      'mediation/received-after-joining /changes/receivedOn',
    ],
    [
      'a receipt on the day of the joining',
      { status: 'joined', joinedOn: day('2024-02-20') },
      { receivedOn: day('2024-02-20') },
      NOTHING,
      null,
    ],
  ])('%s', (_name, state, correction, history, expected) => {
    expect(refusalOf(state, correction, history)).toBe(expected);
  });
});
