import { z } from 'zod';

import { defineEvent } from '../../event.js';

export const admissibilityDecidedV1 = defineEvent({
  type: 'mediation.admissibility-decided.v1',
  producer: 'mediation',
  consumers: ['indicators'],
  summary: 'The mediator decided on a referral and notified the decision.',
  subject: 'referralId',
  data: z.strictObject({
    referralId: z.uuid(),
    decision: z.enum(['admissible', 'inadmissible', 'redirected', 'more_information']),
    ground: z.string().nullable(),
    notifiedOn: z.iso.date(),
  }),
  example: {
    referralId: '0190a5d4-7c1e-7c3a-9b1d-2f6f0c1a7e11',
    decision: 'admissible',
    ground: null,
    notifiedOn: '2024-02-09',
  },
});
