import { z } from 'zod';

import { defineEvent } from '../../event.js';

export const referralTransferredV1 = defineEvent({
  type: 'mediation.referral-transferred.v1',
  producer: 'mediation',
  consumers: ['indicators'],
  summary:
    'A referral went to the mediator of another Caf because of a conflict of interest, and ended here.',
  subject: 'referralId',
  data: z.strictObject({
    referralId: z.uuid(),
    transferredOn: z.iso.date(),
  }),
  example: {
    referralId: '0190a5d4-7c1e-7c3a-9b1d-2f6f0c1a7e11',
    transferredOn: '2024-02-20',
  },
});
