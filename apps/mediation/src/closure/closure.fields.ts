import type { FieldDefinition } from '@passerelle/kernel';

import { OUTCOMES, RESOLUTIONS } from '../cases/referral.js';

/** The fields of a closure, which a request and a line of past cases share. */
export const CLOSURE = {
  resolution: { type: 'one-of', values: RESOLUTIONS },
  outcome: {
    type: 'one-of',
    values: OUTCOMES,
    description: 'The outcome must agree with the resolution',
  },
  communicatedToPersonOn: {
    type: 'day',
    description: 'The day on which the person received the result',
  },
  communicatedToServiceOn: {
    type: 'day',
    description: 'The day on which the service received the result',
  },
  summary: {
    type: 'text',
    max: 20_000,
    multiline: true,
    description: 'The closing text for the person',
  },
  arrearsCents: {
    type: 'amount',
    unit: 'cents',
    description: 'The arrears paid to the person',
  },
  overpaymentCents: {
    type: 'amount',
    unit: 'cents',
    description: 'The overpayment that the mediation found',
  },
} as const satisfies Readonly<Record<string, FieldDefinition>>;
