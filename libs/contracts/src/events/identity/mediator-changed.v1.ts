import { z } from 'zod';

import { defineEvent } from '../../event.js';

export const mediatorChangedV1 = defineEvent({
  type: 'identity.mediator-changed.v1',
  producer: 'identity',
  consumers: ['mediation'],
  summary:
    'Whether an account is one of an active mediator: open, with the role. The version is that of the account.',
  subject: 'accountId',
  data: z.strictObject({ accountId: z.uuid(), active: z.boolean() }),
  example: { accountId: '0190a5d4-7c1e-7c3a-9b1d-2f6f0c1a7e11', active: true },
});
