import { sentenceFaults } from '@passerelle/testing';

import * as labels from './labels.js';

const { alternatives, ...vocabularies } = labels;

it('names each value in the words of both languages', () => {
  const words = Object.values(vocabularies).flatMap((vocabulary) => Object.values(vocabulary));
  expect(words.length).toBeGreaterThan(50);
  expect(sentenceFaults(words)).toEqual([]);
});

it.each([
  [['inadmissible'], '« Irrecevable »', '"Inadmissible"'],
  [
    ['redirected', 'inadmissible'],
    '« Réorientée » ou « Irrecevable »',
    '"Redirected" or "Inadmissible"',
  ],
] as const)('offers %j as alternatives', (decisions, fr, en) => {
  expect(alternatives(decisions.map((each) => labels.DECISION_LABELS[each]))).toEqual({ fr, en });
});
