import type { FieldDefinition } from '@passerelle/kernel';

import { RECOMMENDATION_ANSWERS, RECOMMENDATION_KINDS } from './recommendation.js';

/** The fields of a recommendation, which a request and a line of past cases share. */
export const RECOMMENDATION = {
  addressedTo: { type: 'text', max: 200, description: 'The director or the service concerned' },
  kind: {
    type: 'one-of',
    values: RECOMMENDATION_KINDS,
    description: '`generic`: a change of practice or rule',
  },
  legalBasis: {
    type: 'text',
    min: 0,
    max: 500,
    multiline: true,
    description: 'The article of law that supports the recommendation; an empty text gets a 422',
    example: 'L553-2 CSS',
  },
  text: { type: 'text', max: 20_000, multiline: true },
  issuedOn: { type: 'day' },
  answerDueOn: { type: 'day' },
} as const satisfies Readonly<Record<string, FieldDefinition>>;

export const RECOMMENDATION_ANSWER = {
  answer: { type: 'one-of', values: RECOMMENDATION_ANSWERS },
  reason: {
    type: 'text',
    max: 5_000,
    multiline: true,
    description: 'Required unless the recommendation is fully followed',
  },
  answeredOn: { type: 'day' },
  effectiveOn: { type: 'day', description: 'The day on which the answer takes effect' },
} as const satisfies Readonly<Record<string, FieldDefinition>>;
