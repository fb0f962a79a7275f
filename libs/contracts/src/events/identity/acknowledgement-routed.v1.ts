import { z } from 'zod';

import { defineEvent } from '../../event.js';

/** The channels that can carry an acknowledgement: its five elements do not fit into an SMS. */
export const ACKNOWLEDGEMENT_CHANNELS = ['email', 'letter'] as const;

export const acknowledgementRoutedV1 = defineEvent({
  type: 'identity.acknowledgement-routed.v1',
  producer: 'identity',
  consumers: ['mediation'],
  summary:
    'The acknowledgement of a request goes out by this channel; null when no account or address is known, so that it has to be printed.',
  subject: 'referralId',
  data: z.strictObject({
    referralId: z.uuid(),
    channel: z.enum(ACKNOWLEDGEMENT_CHANNELS).nullable(),
  }),
  example: { referralId: '0190a5d4-7c1e-7c3a-9b1d-2f6f0c1a7e11', channel: 'email' },
});
