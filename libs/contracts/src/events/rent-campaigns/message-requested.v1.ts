import { z } from 'zod';

import { defineEvent } from '../../event.js';
import { messageRequest } from '../../messages.js';

/** What each message says, inside `sealed`; nothing but these values varies in it. */
export const RENT_MESSAGE_VALUES = {
  /** To a landlord whose tenants' rents of July are not all declared (domain R5.2). No tenant is named. */
  rent_reminder: z.strictObject({
    referenceYear: z.number().int().min(2000).max(2999),
    /** Tenants still to be declared. */
    tenants: z.number().int().positive(),
    suspensionOn: z.iso.date(),
    closesOn: z.iso.date(),
  }),
} as const;

export type RentMessageTemplate = keyof typeof RENT_MESSAGE_VALUES;

export const RENT_MESSAGE_TEMPLATES = Object.keys(RENT_MESSAGE_VALUES) as RentMessageTemplate[];

export const rentMessageRequestedV1 = defineEvent({
  type: 'rent-campaigns.message-requested.v1',
  producer: 'rent-campaigns',
  consumers: ['notifications'],
  summary: 'A landlord must be written to; only notifications can read where and what.',
  subject: 'messageId',
  data: messageRequest(RENT_MESSAGE_TEMPLATES),
  example: {
    messageId: '0190a5d4-7c1e-7c3a-9b1d-2f6f0c1a7e33',
    template: 'rent_reminder',
    channel: 'email',
    sealed: 'eyJhbGciOiJFQ0RILUVTK0EyNTZLVyJ9.c2VhbGVk.aXY.Y2lwaGVydGV4dA.dGFn',
    expiresAt: '2023-09-30T22:00:00.000Z',
    dedupKey: 'rent-reminder:0190a5d4-7c1e-7c3a-9b1d-2f6f0c1a7e33',
  },
});
