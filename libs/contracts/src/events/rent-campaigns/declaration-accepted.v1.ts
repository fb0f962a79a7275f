import { z } from 'zod';

import { defineEvent } from '../../event.js';

export const declarationAcceptedV1 = defineEvent({
  type: 'rent-campaigns.declaration-accepted.v1',
  producer: 'rent-campaigns',
  consumers: [],
  summary: 'The July rent of a tenant was declared, confirmed or rectified: the base of their aid.',
  subject: 'declarationId',
  data: z.strictObject({
    declarationId: z.uuid(),
    referenceYear: z.number().int(),
    channel: z.enum(['online', 'exchange', 'paper']),
    declaredOn: z.iso.date(),
    /** Without charges; of a shared tenancy, the tenant's share. */
    rentCents: z.number().int().nonnegative(),
    /** The first day on which the base counts: 1 January after the reference year (R823-6 CCH). */
    effectiveOn: z.iso.date(),
    /** Declared when the aid was suspended already: to be paid for the time since. */
    regularised: z.boolean(),
  }),
  example: {
    declarationId: '0190a5d4-7c1e-7c3a-9b1d-2f6f0c1a7e31',
    referenceYear: 2023,
    channel: 'online',
    declaredOn: '2023-09-10',
    rentCents: 60000,
    effectiveOn: '2024-01-01',
    regularised: false,
  },
});
