import type { FieldDefinition } from '@passerelle/kernel';

import { DECISIONS, GROUNDS } from '../cases/referral.js';

/** The fields of a decision on admissibility, which a request and a line of past cases share. */
export const ADMISSIBILITY = {
  decision: { type: 'one-of', values: DECISIONS },
  ground: { type: 'one-of', values: GROUNDS, description: 'Required for an inadmissible case' },
  redirectedTo: {
    type: 'text',
    max: 200,
    multiline: true,
    description:
      'The service that receives a redirected request; the usual service of the ground by default',
  },
  notifiedOn: { type: 'day', description: 'The day on which the person was notified' },
  transmittedOn: {
    type: 'day',
    description:
      'The day on which the service received a redirected request; `notifiedOn` by default',
  },
  personInformedOn: {
    type: 'day',
    description:
      'The day on which the person was informed of the redirection; `notifiedOn` by default',
  },
  courtSeizedOn: {
    type: 'day',
    description:
      'With the ground `court_seized`: the day on which the court action was brought; required unless the referral states `courtSeized`',
  },
} as const satisfies Readonly<Record<string, FieldDefinition>>;
