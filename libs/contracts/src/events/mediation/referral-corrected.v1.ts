import { z } from 'zod';

import { defineEvent } from '../../event.js';

export const referralCorrectedV1 = defineEvent({
  type: 'mediation.referral-corrected.v1',
  producer: 'mediation',
  consumers: ['indicators'],
  summary:
    'A clerical error in a referral was corrected: the facts of earlier events as they are now.',
  subject: 'referralId',
  data: z.strictObject({
    referralId: z.uuid(),
    origin: z.string(),
    channel: z.enum(['online', 'email', 'letter']),
    benefit: z.string(),
    receivedOn: z.iso.date(),
    /** The day of the decision on admissibility; null while there is none, or only a request for more information. */
    decidedOn: z.iso.date().nullable(),
    /** The day on which the referral ended otherwise than by the decision; null where it did not. */
    endedOn: z.iso.date().nullable(),
  }),
  example: {
    referralId: '0190a5d4-7c1e-7c3a-9b1d-2f6f0c1a7e11',
    origin: 'beneficiary',
    channel: 'online',
    benefit: 'housing',
    receivedOn: '2024-02-01',
    decidedOn: '2024-02-09',
    endedOn: null,
  },
});
