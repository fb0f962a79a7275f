import { z } from 'zod';

import { defineEvent } from '../../event.js';

export const referralEndedV1 = defineEvent({
  type: 'mediation.referral-ended.v1',
  producer: 'mediation',
  consumers: ['indicators'],
  summary:
    'A referral came to its end: closed, withdrawn, lapsed, joined to another or left without action.',
  subject: 'referralId',
  data: z.strictObject({
    referralId: z.uuid(),
    status: z.enum(['closed', 'withdrawn', 'lapsed', 'joined', 'no_further_action']),
    resolution: z.string().nullable(),
    endedOn: z.iso.date(),
  }),
  example: {
    referralId: '0190a5d4-7c1e-7c3a-9b1d-2f6f0c1a7e11',
    status: 'closed',
    resolution: 'partly_revised',
    endedOn: '2024-03-29',
  },
});
