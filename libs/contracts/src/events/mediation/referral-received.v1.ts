import { z } from 'zod';

import { defineEvent } from '../../event.js';

export const referralReceivedV1 = defineEvent({
  type: 'mediation.referral-received.v1',
  producer: 'mediation',
  consumers: ['indicators'],
  summary: 'A referral reached the mediator and was registered.',
  subject: 'referralId',
  data: z.strictObject({
    referralId: z.uuid(),
    origin: z.string(),
    channel: z.enum(['online', 'email', 'letter']),
    benefit: z.string(),
    receivedOn: z.iso.date(),
  }),
  example: {
    referralId: '0190a5d4-7c1e-7c3a-9b1d-2f6f0c1a7e11',
    origin: 'beneficiary',
    channel: 'online',
    benefit: 'housing',
    receivedOn: '2024-02-01',
  },
});
