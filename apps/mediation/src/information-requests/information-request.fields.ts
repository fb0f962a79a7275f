import type { FieldDefinition } from '@passerelle/kernel';

import { ADDRESSEES } from '../cases/referral.js';

/** The fields of a request for information, which a request and a line of past cases share. */
export const INFORMATION_REQUEST = {
  addressee: { type: 'one-of', values: ADDRESSEES },
  addresseeName: {
    type: 'text',
    max: 100,
    multiline: true,
    description:
      'The name of the service of the Caf, or the code of the partner, as in the tokens of its agents; a partner named otherwise gets the question from the mediator. Null for the person',
  },
  addresseeService: {
    type: 'text',
    max: 100,
    description:
      'The service of the partner; null or left out for the partner as a whole, and for every other addressee',
  },
  question: {
    type: 'text',
    max: 5_000,
    multiline: true,
    description: 'The text of the question, which is all that the addressee sees of the case',
  },
  dueOn: { type: 'day', description: 'The last day to answer' },
} as const satisfies Readonly<Record<string, FieldDefinition>>;

export const INFORMATION_ANSWER = {
  text: { type: 'text', max: 10_000, multiline: true },
  answeredOn: { type: 'day' },
} as const satisfies Readonly<Record<string, FieldDefinition>>;
