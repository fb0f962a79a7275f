import type { FieldDefinition } from '@passerelle/kernel';

import { SOLUTION_ANSWERS } from '../cases/referral.js';

/** The fields of a proposed solution, which a request and a line of past cases share. */
export const SOLUTION = {
  text: {
    type: 'text',
    max: 10_000,
    multiline: true,
    description: 'The solution proposed to both parties',
  },
  proposedOn: { type: 'day' },
} as const satisfies Readonly<Record<string, FieldDefinition>>;

export const SOLUTION_ANSWER = {
  answer: { type: 'one-of', values: SOLUTION_ANSWERS },
  answeredOn: { type: 'day' },
} as const satisfies Readonly<Record<string, FieldDefinition>>;
