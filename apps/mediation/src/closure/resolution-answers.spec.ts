import { localDate } from '@passerelle/kernel';
import fc from 'fast-check';

import { type Resolution, RESOLUTIONS } from '../cases/referral.js';
import {
  RECOMMENDATION_ANSWERS,
  RECOMMENDATION_KINDS,
  type RecommendationAnswer,
} from '../recommendations/recommendation.js';
import { type AnsweredRecommendation, contradictionOf } from './resolution-answers.js';

type Letter = 'F' | 'P' | 'R' | '?';
const ANSWER_OF: Readonly<Record<Letter, RecommendationAnswer | null>> = {
  F: 'followed',
  P: 'partly_followed',
  R: 'refused',
  '?': null,
};

const of = (
  letters: string,
  kind: AnsweredRecommendation['kind'] = 'individual',
): AnsweredRecommendation[] =>
  [...letters].map((letter) => ({ kind, answer: ANSWER_OF[letter as Letter], withdrawnOn: null }));

/** The sets of answers to try: one or two recommendations. F followed, P partly, R refused, ? unanswered. */
const SETS = ['', 'F', 'P', 'R', '?', 'FF', 'FP', 'FR', 'F?', 'PP', 'PR', 'P?', 'RR', 'R?', '??'];

describe('the decision table resolution × answers', () => {
  it.each<[Resolution, string, string]>([
    ['fully_revised', ' F ? FF F? ??', ' F P R ? FF FP FR F? PP PR P? RR R? ??'],
    [
      'partly_revised',
      ' F P ? FF FP FR F? PP PR P? R? ??',
      ' F P R ? FF FP FR F? PP PR P? RR R? ??',
    ],
    [
      'maintained_with_explanation',
      ' R ? FR F? PR P? RR R? ??',
      ' F P R ? FF FP FR F? PP PR P? RR R? ??',
    ],
    [
      'amicable_agreement',
      ' F P R ? FF FP FR F? PP PR P? RR R? ??',
      ' F P R ? FF FP FR F? PP PR P? RR R? ??',
    ],
    ['recommendation_followed', 'F P FF FP PP', 'F P FF FP PP'],
    [
      'recommendation_not_followed',
      'P R ? FP FR F? PP PR P? RR R? ??',
      'P R ? FP FR F? PP PR P? RR R? ??',
    ],
    ['withdrawn', SETS.join(' '), SETS.join(' ')],
    ['no_further_action', SETS.join(' '), SETS.join(' ')],
    ['redirected', SETS.join(' '), SETS.join(' ')],
  ])('%s fits individual answers %s and generic answers %s', (resolution, individual, generic) => {
    const fitting = (kind: AnsweredRecommendation['kind']): string[] =>
      SETS.filter((letters) => contradictionOf(resolution, of(letters, kind)) === null);
    expect(fitting('individual').join(' ')).toBe(individual);
    expect(fitting('generic').join(' ')).toBe(generic);
  });

  it('names the contradiction', () => {
    expect(contradictionOf('recommendation_followed', [])).toBe('no_recommendation');
    expect(contradictionOf('recommendation_not_followed', [])).toBe('no_recommendation');
    expect(contradictionOf('recommendation_followed', of('F?'))).toBe('contrary_answers');
    expect(contradictionOf('fully_revised', of('R'))).toBe('contrary_answers');
  });

  it('leaves out what the mediator withdrew', () => {
    const withdrawn = of('R').map((own) => ({ ...own, withdrawnOn: localDate('2024-03-01') }));
    expect(contradictionOf('fully_revised', withdrawn)).toBeNull();
    expect(contradictionOf('recommendation_not_followed', withdrawn)).toBe('no_recommendation');
  });

  it('judges a mixed case by its individual recommendations', () => {
    const mixed = [...of('F'), ...of('R', 'generic')];
    expect(contradictionOf('fully_revised', mixed)).toBeNull();
    expect(contradictionOf('maintained_with_explanation', mixed)).toBe('contrary_answers');
  });

  it('leaves a result for every set of answers, whatever their order', () => {
    const anyRecommendation = fc.record({
      kind: fc.constantFrom(...RECOMMENDATION_KINDS),
      answer: fc.constantFrom(...RECOMMENDATION_ANSWERS, null),
      withdrawnOn: fc.constantFrom(null, localDate('2024-03-01')),
    });
    const results: readonly Resolution[] = [
      'fully_revised',
      'partly_revised',
      'maintained_with_explanation',
    ];
    fc.assert(
      fc.property(fc.array(anyRecommendation, { maxLength: 6 }), (recommendations) => {
        expect(
          results.some((resolution) => contradictionOf(resolution, recommendations) === null),
        ).toBe(true);
        for (const resolution of RESOLUTIONS) {
          expect(contradictionOf(resolution, [...recommendations].reverse())).toBe(
            contradictionOf(resolution, recommendations),
          );
        }
      }),
      { numRuns: 1000 },
    );
  });
});
