import { defineEvent } from '../../event.js';
import { messageRequest } from '../../messages.js';
import { MEDIATION_MESSAGE_TEMPLATES } from '../mediation/acknowledgement-due.v1.js';

/**
 * A message whose words come from a service that does not know the person: identity adds the recipient and cannot
 * read the words. Inside `sealed`, `values` is `forwardedValues`.
 */
export const forwardedMessageRequestedV1 = defineEvent({
  type: 'identity.forwarded-message-requested.v1',
  producer: 'identity',
  consumers: ['notifications'],
  summary:
    'A person must be told something that another service has worded; only notifications can read it.',
  subject: 'messageId',
  data: messageRequest(MEDIATION_MESSAGE_TEMPLATES),
  example: {
    messageId: '0190a5d4-7c1e-7c3a-9b1d-2f6f0c1a7e34',
    template: 'referral_acknowledged',
    channel: 'email',
    sealed: 'eyJhbGciOiJFQ0RILUVTK0EyNTZLVyJ9.c2VhbGVk.aXY.Y2lwaGVydGV4dA.dGFn',
    expiresAt: null,
    dedupKey: 'referral-acknowledged:0190a5d4-7c1e-7c3a-9b1d-2f6f0c1a7e11',
  },
});
