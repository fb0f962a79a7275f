import { z } from 'zod';

import { defineEvent } from '../../event.js';
import { messageRequest } from '../../messages.js';

/** What each message about the ways to reach a person says, inside `sealed`. */
export const CONTACT_MESSAGE_VALUES = {
  /** Told at the former contact and at the new one: a contact in the wrong hands opens the account. */
  contact_changed: z.strictObject({
    changedAt: z.iso.datetime(),
    contact: z.enum(['email', 'phone', 'address']),
  }),
} as const;

export type ContactMessageTemplate = keyof typeof CONTACT_MESSAGE_VALUES;

export const CONTACT_MESSAGE_TEMPLATES = Object.keys(
  CONTACT_MESSAGE_VALUES,
) as ContactMessageTemplate[];

export const contactMessageRequestedV1 = defineEvent({
  type: 'identity.contact-message-requested.v1',
  producer: 'identity',
  consumers: ['notifications'],
  summary:
    'A person must be told that a way to reach them has changed; only notifications can read which.',
  subject: 'messageId',
  data: messageRequest(CONTACT_MESSAGE_TEMPLATES),
  example: {
    messageId: '0190a5d4-7c1e-7c3a-9b1d-2f6f0c1a7e33',
    template: 'contact_changed',
    channel: 'email',
    sealed: 'eyJhbGciOiJFQ0RILUVTK0EyNTZLVyJ9.c2VhbGVk.aXY.Y2lwaGVydGV4dA.dGFn',
    expiresAt: null,
    dedupKey: 'contact-changed:0190a5d4-7c1e-7c3a-9b1d-2f6f0c1a7e34:former',
  },
});
