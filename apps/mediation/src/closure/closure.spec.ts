import { localDate as day } from '@passerelle/kernel';

import { refusal } from '../../test/refusal.js';
import { checkClosure, OUTCOMES_OF } from './closure.js';
import { OUTCOMES, RESOLUTIONS } from '../cases/referral.js';

const TODAY = day('2024-04-10');
const referral = { openedOn: day('2024-02-09') };
const closure = {
  resolution: 'fully_revised' as const,
  outcome: 'revised' as const,
  communicatedToPersonOn: day('2024-03-27'),
  communicatedToServiceOn: day('2024-03-29'),
  summary: 'Votre droit a été rétabli.',
};
const issued = {
  kind: 'individual',
  issuedOn: day('2024-03-20'),
  answer: null,
  withdrawnOn: null,
} as const;

describe('checkClosure', () => {
  it('closes on the later of the two communications', () => {
    expect(checkClosure(closure, referral, [], TODAY)).toEqual({
      resolution: 'fully_revised',
      outcome: 'revised',
      communicatedToPersonOn: '2024-03-27',
      communicatedToServiceOn: '2024-03-29',
      closedOn: '2024-03-29',
    });
  });

  it('refuses a contrary outcome in words', () => {
    const run = () => checkClosure({ ...closure, outcome: 'other' }, referral, [], TODAY);
    expect(run).toThrow(
      expect.objectContaining({
        fields: [
          expect.objectContaining({
            detail: {
              fr: 'L’issue « Autre » ne correspond pas au résultat « Décision révisée totalement ».',
              en: 'The outcome "Other" does not fit the resolution "Decision fully revised".',
            },
          }),
        ],
      }) as Error,
    );
  });

  it('takes the usual outcome when the closure states none', () => {
    const facts = checkClosure({ ...closure, outcome: null }, referral, [], TODAY);
    expect(facts.outcome).toBe('revised');
  });

  it.each([
    ['no resolution', { resolution: null }, 'mediation/closure-without-resolution /resolution'],
    ['no text', { summary: '  ' }, 'mediation/closure-without-summary /summary'],
    [
      'person not told',
      { communicatedToPersonOn: null },
      'mediation/closure-without-communication /communicatedToPersonOn',
    ],
    [
      'service not told',
      { communicatedToServiceOn: null },
      'mediation/closure-without-communication /communicatedToServiceOn',
    ],
    [
      'before the opening',
      { communicatedToPersonOn: day('2024-02-08') },
      'mediation/closure-before-opening /communicatedToPersonOn',
    ],
    ['on the day of the opening', { communicatedToPersonOn: day('2024-02-09') }, null],
    ['today', { communicatedToServiceOn: TODAY }, null],
    [
      'in the future',
      { communicatedToServiceOn: day('2024-04-11') },
      'mediation/closure-in-future /communicatedToServiceOn',
    ],
    [
      'contrary outcome',
      { outcome: 'maintained' as const },
      'mediation/outcome-contradicts-resolution /outcome',
    ],
    [
      'lapsed',
      { resolution: 'lapsed_court_seized' as const, outcome: 'other' as const },
      'mediation/court-seizure-not-a-closure /resolution',
    ],
    [
      'withdrawn by word of mouth',
      { resolution: 'withdrawn' as const, outcome: 'other' as const },
      null,
    ],
  ])('%s', (_name, change, expected) => {
    expect(refusal(() => checkClosure({ ...closure, ...change }, referral, [], TODAY))).toBe(
      expected,
    );
  });

  it.each([
    ['recommendation_followed', [], 'mediation/resolution-without-recommendation /resolution'],
    ['recommendation_followed', [issued], 'mediation/resolution-contradicts-answer /resolution'],
    ['recommendation_followed', [{ ...issued, answer: 'partly_followed' }], null],
    ['recommendation_not_followed', [issued], null],
    [
      'fully_revised',
      [{ ...issued, answer: 'refused' }],
      'mediation/resolution-contradicts-answer /resolution',
    ],
    [
      'recommendation_followed',
      [{ ...issued, withdrawnOn: TODAY }],
      'mediation/resolution-without-recommendation /resolution',
    ],
  ] as const)('%s with %j', (resolution, recommendations, expected) => {
    const run = () =>
      checkClosure({ ...closure, resolution, outcome: null }, referral, recommendations, TODAY);
    expect(refusal(run)).toBe(expected);
  });

  it.each([
    ['fully_revised', ['revised']],
    ['partly_revised', ['revised']],
    ['maintained_with_explanation', ['maintained']],
    ['amicable_agreement', ['revised', 'maintained', 'other']],
    ['recommendation_followed', ['revised', 'other']],
    ['recommendation_not_followed', ['maintained', 'other']],
    ['withdrawn', ['other']],
    ['no_further_action', ['other']],
    ['redirected', ['other']],
  ] as const)('%s accepts the outcomes %j', (resolution, accepted) => {
    const outcomes = OUTCOMES.filter(
      (outcome) =>
        refusal(() =>
          checkClosure(
            { ...closure, resolution, outcome },
            referral,
            resolution === 'recommendation_followed'
              ? [{ ...issued, answer: 'followed' }]
              : [issued],
            TODAY,
          ),
        ) === null,
    );
    expect(outcomes).toEqual(accepted);
  });

  it('closes a case whose opening is not recorded', () => {
    const early = { ...closure, communicatedToPersonOn: day('2024-01-01') };
    expect(refusal(() => checkClosure(early, { openedOn: null }, [], TODAY))).toBeNull();
  });

  it('may be communicated on the day of its recommendation', () => {
    const sameDay = { ...issued, issuedOn: closure.communicatedToPersonOn };
    expect(refusal(() => checkClosure(closure, referral, [sameDay], TODAY))).toBeNull();
  });

  it('cannot be communicated before its recommendation', () => {
    const late = { ...issued, issuedOn: day('2024-03-28') };
    expect(refusal(() => checkClosure(closure, referral, [late], TODAY))).toBe(
      'mediation/closure-before-recommendation /communicatedToPersonOn',
    );
  });
});

describe('the results of the national reports', () => {
  it('include each outcome of a resolution once', () => {
    for (const resolution of RESOLUTIONS) {
      const outcomes = OUTCOMES_OF[resolution];
      expect(OUTCOMES).toEqual(expect.arrayContaining([...outcomes]));
      expect(new Set(outcomes).size).toBe(outcomes.length);
    }
  });
});
