import { type LocalDate, localDate, NATIONAL_CALENDAR } from '@passerelle/kernel';

import { DEFAULT_ADMISSIBILITY_SETTINGS } from '../admissibility/admissibility.js';
import { clockOf } from '../appeal-clock/referral-clock.js';
import { LastDay } from '../time-limits/last-day.js';
import type { PastCase, PastQuestion, PastRecommendation, PastSolution } from './past-case.js';
import { PAST_CASE_CODES } from './past-case-codes.js';
import { replay } from './past-case-replay.js';
import { isFault, type ReplayedCase } from './replayed-case.js';

const TODAY = localDate('2024-04-02');
const day = (text: string): LocalDate => localDate(text);

const CLOSURE = {
  resolution: 'partly_revised',
  outcome: 'revised',
  communicatedToPersonOn: day('2023-03-29'),
  communicatedToServiceOn: day('2023-03-28'),
  summary: 'Le droit est rétabli.',
  arrearsCents: 123_456,
  overpaymentCents: null,
} as const;

const ADMISSIBLE = {
  decision: 'admissible',
  ground: null,
  redirectedTo: null,
  notifiedOn: day('2023-02-09'),
  transmittedOn: null,
  personInformedOn: null,
  courtSeizedOn: null,
} as const;

const REFERRAL: PastCase['referral'] = {
  origin: 'beneficiary',
  originDetail: null,
  channel: 'letter',
  receivedOn: day('2023-02-01'),
  fileNumber: '0000001',
  benefit: 'housing',
  reason: 'unpaid_benefit',
  description: 'Aide non versée.',
  priorClaimMadeOn: day('2023-01-10'),
  priorClaimReference: null,
  priorClaimCompletedOn: null,
  courtSeized: false,
  appealDeadline: day('2023-03-15'),
  remediesPrinted: null,
  handledBy: [],
  referredBy: null,
};

const OPEN: PastCase = {
  externalReference: 'A-1',
  referral: REFERRAL,
  moreInformation: [],
  admissibility: ADMISSIBLE,
  noFurtherAction: null,
  informationRequests: [],
  solutions: [],
  recommendations: [],
  withdrawal: null,
  courtSeizure: null,
  closure: null,
};
const CLOSED: PastCase = { ...OPEN, closure: CLOSURE };

const QUESTION: PastQuestion = {
  addressee: 'service',
  addresseeName: 'service-prestations',
  addresseeService: null,
  question: 'Où en est le dossier ?',
  askedOn: day('2023-02-10'),
  dueOn: day('2023-02-25'),
  answer: { text: 'Traité.', answeredOn: day('2023-02-15') },
};
const SOLUTION: PastSolution = {
  text: 'Un échéancier.',
  proposedOn: day('2023-02-20'),
  answer: { answer: 'refused', answeredOn: day('2023-02-22') },
};
const RECOMMENDATION: PastRecommendation = {
  addressedTo: 'Direction',
  kind: 'individual',
  legalBasis: 'L821-1 CCH',
  text: 'Rétablir le droit.',
  issuedOn: day('2023-03-01'),
  answerDueOn: day('2023-04-01'),
  withdrawnOn: null,
  answer: {
    answer: 'followed',
    reason: null,
    answeredOn: day('2023-03-20'),
    effectiveOn: day('2023-01-01'),
  },
};

const referral = (changes: Partial<PastCase['referral']>) => ({
  referral: { ...REFERRAL, ...changes },
});
const decided = (changes: Partial<NonNullable<PastCase['admissibility']>>) => ({
  admissibility: { ...ADMISSIBLE, ...changes },
});
const closed = (changes: Partial<NonNullable<PastCase['closure']>>) => ({
  closure: { ...CLOSURE, ...changes },
});
const asked = (changes: Partial<PastQuestion>) => ({
  informationRequests: [{ ...QUESTION, ...changes }],
});
const recommended = (changes: Partial<PastRecommendation>) => ({
  recommendations: [{ ...RECOMMENDATION, ...changes }],
});
const solved = (changes: Partial<PastSolution>) => ({ solutions: [{ ...SOLUTION, ...changes }] });
const precise = (changes: Partial<PastCase['moreInformation'][number]> = {}) => ({
  moreInformation: [
    {
      ground: 'unclear_subject' as const,
      notifiedOn: day('2023-02-03'),
      suppliedOn: null,
      text: null,
      ...changes,
    },
  ],
});

function replayed(changes: Partial<PastCase>, base = CLOSED): ReplayedCase {
  const outcome = replay({ ...base, ...changes }, TODAY, DEFAULT_ADMISSIBILITY_SETTINGS);
  if (isFault(outcome)) throw new Error(`${outcome.field} ${outcome.code}`);
  return outcome;
}

function faultOf(changes: Partial<PastCase>): string {
  const outcome = replay({ ...CLOSED, ...changes }, TODAY, DEFAULT_ADMISSIBILITY_SETTINGS);
  return isFault(outcome) ? `${outcome.field} ${outcome.code}` : 'accepted';
}

describe('a past case comes to what it came to then', () => {
  it.each<[string, Partial<PastCase>, string, string[]]>([
    ['undecided', { admissibility: null }, 'received', ['received']],
    ['open', {}, 'in_review', ['received', 'declared_admissible']],
    [
      'waiting for a service',
      asked({ answer: null }),
      'waiting_service',
      ['received', 'declared_admissible', 'question_asked'],
    ],
    [
      'answered, refused its solution, got another one',
      {
        ...asked({}),
        solutions: [SOLUTION, { ...SOLUTION, proposedOn: day('2023-02-23'), answer: null }],
      },
      'solution_proposed',
      [
        'received',
        'declared_admissible',
        'question_asked',
        'question_answered',
        'solution_proposed',
        'solution_answered',
        'solution_proposed',
      ],
    ],
    [
      'made precise, then admitted',
      precise({ suppliedOn: day('2023-02-06'), text: 'De mars.' }),
      'in_review',
      ['received', 'more_information_requested', 'information_supplied', 'declared_admissible'],
    ],
    [
      'closed on a recommendation that was answered after',
      {
        ...recommended({
          answer: { ...RECOMMENDATION.answer!, answeredOn: day('2023-05-02') },
        }),
        ...closed({ resolution: 'recommendation_not_followed', outcome: 'other' }),
      },
      'closed',
      [
        'received',
        'declared_admissible',
        'recommendation_issued',
        'closed',
        'recommendation_answered',
      ],
    ],
    [
      'took its recommendation back',
      recommended({ answer: null, withdrawnOn: day('2023-03-05') }),
      'in_review',
      ['received', 'declared_admissible', 'recommendation_issued', 'recommendation_withdrawn'],
    ],
    [
      'withdrawn before any decision',
      { admissibility: null, withdrawal: { withdrawnOn: day('2023-02-05') } },
      'withdrawn',
      ['received', 'withdrawn'],
    ],
    [
      'lapsed by a court seized before, and found out after, its opening',
      { courtSeizure: { seizedOn: day('2023-02-05') } },
      'lapsed',
      ['received', 'declared_admissible', 'lapsed'],
    ],
    [
      'left without action after the limit',
      { ...precise(), admissibility: null, noFurtherAction: { endedOn: day('2023-03-20') } },
      'no_further_action',
      ['received', 'more_information_requested', 'no_further_action'],
    ],
    [
      'redirected to the usual service of its ground',
      decided({ decision: 'redirected', ground: 'claim_processing' }),
      'redirected',
      ['received', 'redirected'],
    ],
    [
      'inadmissible',
      {
        ...decided({ decision: 'inadmissible', ground: 'no_prior_claim' }),
        ...referral({ priorClaimMadeOn: null }),
      },
      'inadmissible',
      ['received', 'declared_inadmissible'],
    ],
  ])('%s', (_, changes, status, steps) => {
    const { facts, steps: own, version } = replayed(changes, OPEN);
    expect(facts.status).toBe(status);
    expect(own.map(({ kind }) => kind)).toEqual(steps);
    expect(version).toBe(steps.length);
  });

  it('tells what it would have told, in the versions that it had', () => {
    const { events } = replayed(asked({}));
    expect(events).toEqual([
      {
        event: 'received',
        origin: 'beneficiary',
        channel: 'letter',
        benefit: 'housing',
        receivedOn: '2023-02-01',
        version: 1,
      },
      {
        event: 'decided',
        decision: 'admissible',
        ground: null,
        notifiedOn: '2023-02-09',
        version: 2,
      },
      {
        event: 'ended',
        status: 'closed',
        resolution: 'partly_revised',
        endedOn: '2023-03-29',
        version: 5,
      },
    ]);
  });

  it('leaves the appeal clock where the law left it (domain M3)', () => {
    const { facts, recommendations } = replayed(recommended({}));
    const lastDay = new LastDay({ rolls: true, franc: false }, NATIONAL_CALENDAR);
    expect(clockOf(facts, recommendations, TODAY, lastDay)).toMatchObject({
      suspendedFrom: '2023-02-09',
      resumedOn: '2023-03-29',
      daysSuspended: 48,
      newDeadline: '2023-05-02',
      toBeConfirmed: null,
    });
  });

  it('records a limit that ended before receipt, which the clock shows as expired', () => {
    const { facts } = replayed(referral({ appealDeadline: day('2023-01-27') }));
    const lastDay = new LastDay({ rolls: true, franc: false }, NATIONAL_CALENDAR);
    expect(clockOf(facts, [], TODAY, lastDay).status).toBe('expired');
  });

  it('adds what the person supplied to the description, as online', () => {
    const { facts } = replayed(precise({ suppliedOn: day('2023-02-06'), text: 'De mars.' }));
    expect(facts.description).toBe('Aide non versée.\n\n[2023-02-06] De mars.');
  });
});

describe('what would have been refused is refused', () => {
  it.each<[Partial<PastCase>, string]>([
    [referral({ receivedOn: day('2024-04-03') }), 'receivedOn received-in-future'],
    [
      referral({ priorClaimMadeOn: day('2023-02-02') }),
      'priorClaim.madeOn prior-claim-after-referral',
    ],
    [
      referral({ priorClaimCompletedOn: day('2023-01-09') }),
      'priorClaim.completedOn prior-claim-completed-out-of-range',
    ],
    [decided({ notifiedOn: day('2024-04-03') }), 'closure not-yet-admissible'],
    [
      { ...decided({ notifiedOn: day('2024-04-03') }), closure: null },
      'admissibility.notifiedOn decision-in-future',
    ],
    [
      decided({ notifiedOn: day('2023-01-31') }),
      'admissibility.notifiedOn decision-before-receipt',
    ],
    [decided({ decision: 'inadmissible' }), 'admissibility.ground ground-missing'],
    [decided({ ground: 'qualified_fraud' }), 'admissibility.ground ground-does-not-fit-decision'],
    [
      decided({ decision: 'inadmissible', ground: 'unclear_subject' }),
      'admissibility.decision precision-not-requested',
    ],
    [referral({ priorClaimMadeOn: null }), 'admissibility.decision admissible-without-prior-claim'],
    [referral({ courtSeized: true }), 'admissibility.decision admissible-with-court-seized'],
    [
      decided({ decision: 'redirected', ground: 'not_caf' }),
      'admissibility.redirectedTo redirection-without-service',
    ],
    [
      decided({
        decision: 'redirected',
        ground: 'claim_processing',
        transmittedOn: day('2023-01-20'),
      }),
      'admissibility.transmittedOn redirection-date-out-of-range',
    ],
    [precise({ notifiedOn: day('2023-02-20') }), 'moreInformation.0 already-decided'],
    [precise({ suppliedOn: day('2023-02-02') }), 'moreInformation.0 not-allowed-now'],
    [
      {
        ...precise(),
        admissibility: null,
        closure: null,
        noFurtherAction: { endedOn: day('2023-02-10') },
      },
      'noFurtherAction information-limit-running',
    ],
    [{ noFurtherAction: { endedOn: day('2023-03-10') } }, 'noFurtherAction not-allowed-now'],
    [asked({ askedOn: day('2023-02-02') }), 'informationRequests.0 not-yet-admissible'],
    [asked({ addresseeName: null }), 'informationRequests.0.addresseeName addressee-name-missing'],
    [asked({ dueOn: day('2023-02-09') }), 'informationRequests.0.dueOn due-date-already-past'],
    [
      asked({ answer: { text: 'Oui.', answeredOn: day('2023-04-01') } }),
      'informationRequests.0.answer referral-already-closed',
    ],
    [
      { ...asked({ answer: { text: 'Oui.', answeredOn: day('2024-04-03') } }), closure: null },
      'informationRequests.0.answer.answeredOn answer-date-out-of-range',
    ],
    [
      asked({ askedOn: day('2023-04-01') }),
      'informationRequests.0.answer.answeredOn answer-date-out-of-range',
    ],
    [
      {
        solutions: [
          { ...SOLUTION, answer: null },
          { ...SOLUTION, proposedOn: day('2023-02-24') },
        ],
      },
      'solutions.1.answer.answeredOn solution-date-out-of-range',
    ],
    [
      { solutions: [SOLUTION, { ...SOLUTION, proposedOn: day('2023-02-21') }] },
      'solutions.1 not-allowed-now',
    ],
    [
      { ...solved({ proposedOn: day('2024-04-03'), answer: null }), closure: null },
      'solutions.0.proposedOn solution-date-out-of-range',
    ],
    [
      recommended({ legalBasis: '' }),
      'recommendations.0.legalBasis recommendation-without-legal-basis',
    ],
    [
      recommended({ answerDueOn: day('2023-02-28') }),
      'recommendations.0.answerDueOn answer-due-before-recommendation',
    ],
    [recommended({ issuedOn: day('2023-04-01') }), 'recommendations.0.answer not-allowed-now'],
    [
      recommended({
        answer: {
          answer: 'refused',
          reason: null,
          answeredOn: day('2023-03-20'),
          effectiveOn: null,
        },
      }),
      'recommendations.0.answer.reason refusal-without-reason',
    ],
    [
      recommended({ withdrawnOn: day('2023-03-25') }),
      'recommendations.0 recommendation-already-answered',
    ],
    [{ withdrawal: { withdrawnOn: day('2023-02-05') } }, 'admissibility referral-already-closed'],
    [{ withdrawal: { withdrawnOn: day('2023-04-05') } }, 'withdrawal referral-already-closed'],
    [
      { closure: null, withdrawal: { withdrawnOn: day('2024-04-05') } },
      'withdrawal.withdrawnOn withdrawal-date-out-of-range',
    ],
    [{ courtSeizure: { seizedOn: day('2023-03-01') } }, 'courtSeizure referral-already-closed'],
    [
      { closure: null, courtSeizure: { seizedOn: day('2024-04-05') } },
      'courtSeizure.seizedOn court-seizure-in-future',
    ],
    [
      { closure: null, admissibility: null, courtSeizure: { seizedOn: day('2023-01-05') } },
      'courtSeizure.seizedOn court-seized-before-referral',
    ],
    [{ admissibility: null }, 'closure not-yet-admissible'],
    [closed({ summary: null }), 'closure.summary closure-without-summary'],
    [
      closed({ communicatedToServiceOn: null }),
      'closure.communicatedToServiceOn closure-without-communication',
    ],
    [
      closed({ communicatedToPersonOn: day('2023-02-08') }),
      'closure.communicatedToPersonOn closure-before-opening',
    ],
    [
      closed({ communicatedToPersonOn: day('2024-04-03') }),
      'closure.communicatedToPersonOn closure-in-future',
    ],
    [
      {
        ...recommended({ answer: null }),
        ...closed({ communicatedToServiceOn: day('2023-02-28') }),
      },
      'closure.communicatedToServiceOn closure-before-recommendation',
    ],
    [closed({ outcome: 'maintained' }), 'closure.outcome outcome-contradicts-resolution'],
    [
      closed({ resolution: 'lapsed_court_seized', outcome: 'other' }),
      'closure.resolution court-seizure-not-a-closure',
    ],
    [
      { ...solved({}), ...closed({ resolution: 'amicable_agreement' }) },
      'closure.resolution agreement-without-acceptance',
    ],
    [
      closed({ resolution: 'recommendation_followed' }),
      'closure.resolution resolution-without-recommendation',
    ],
    [
      {
        ...recommended({ answer: null }),
        ...closed({ resolution: 'recommendation_followed' }),
      },
      'closure.resolution resolution-contradicts-answer',
    ],
    [
      {
        ...recommended({
          answer: {
            ...RECOMMENDATION.answer!,
            answer: 'refused',
            reason: 'Non.',
            effectiveOn: null,
          },
        }),
        ...closed({ resolution: 'fully_revised' }),
      },
      'closure.resolution resolution-contradicts-answer',
    ],
    [
      { closure: null, ...decided({ decision: 'inadmissible', ground: 'court_seized' }) },
      'admissibility.courtSeizedOn court-seizure-not-recorded',
    ],
  ])('%j: %s', (changes, fault) => {
    expect(faultOf(changes)).toBe(fault);
    expect(Object.keys(PAST_CASE_CODES)).toContain(fault.split(' ')[1]);
  });
});
