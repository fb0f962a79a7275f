import { z } from 'zod';

import { defineEvent } from '../../event.js';
import { messageRequest } from '../../messages.js';

/** What happened to the second factors of an account. */
const SECOND_FACTOR_CHANGES = [
  'added',
  'removed',
  'recovery_codes_issued',
  'recovery_code_used',
  /** One administrator asked for a reset, and another has to agree. */
  'reset_requested',
  'reset',
] as const;

/** The values of each message, inside `sealed`. */
export const SECOND_FACTOR_MESSAGE_VALUES = {
  /** To the person: a stranger could be the one who changes what protects the account. */
  second_factor_changed: z.strictObject({
    change: z.enum(SECOND_FACTOR_CHANGES),
    changedAt: z.iso.datetime(),
  }),
} as const;

export type SecondFactorMessageTemplate = keyof typeof SECOND_FACTOR_MESSAGE_VALUES;

export const SECOND_FACTOR_MESSAGE_TEMPLATES = Object.keys(
  SECOND_FACTOR_MESSAGE_VALUES,
) as SecondFactorMessageTemplate[];

export const secondFactorMessageRequestedV1 = defineEvent({
  type: 'identity.second-factor-message-requested.v1',
  producer: 'identity',
  consumers: ['notifications'],
  summary:
    'A person must be told that the second factor of their account has changed; only notifications can read what.',
  subject: 'messageId',
  data: messageRequest(SECOND_FACTOR_MESSAGE_TEMPLATES),
  example: {
    messageId: '0190a5d4-7c1e-7c3a-9b1d-2f6f0c1a7e35',
    template: 'second_factor_changed',
    channel: 'email',
    sealed: 'eyJhbGciOiJFQ0RILUVTK0EyNTZLVyJ9.c2VhbGVk.aXY.Y2lwaGVydGV4dA.dGFn',
    expiresAt: null,
    dedupKey: 'second-factor:0190a5d4-7c1e-7c3a-9b1d-2f6f0c1a7e36',
  },
});
