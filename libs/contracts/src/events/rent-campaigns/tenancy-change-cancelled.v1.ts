import { z } from 'zod';

import { defineEvent } from '../../event.js';

export const tenancyChangeCancelledV1 = defineEvent({
  type: 'rent-campaigns.tenancy-change-cancelled.v1',
  producer: 'rent-campaigns',
  consumers: [],
  summary:
    'What a landlord reported of a tenancy does not hold: its consequences are to be taken back.',
  subject: 'tenancyEventId',
  data: z.strictObject({
    /** That of the `tenancy-changed` it cancels, whose aggregate version was lower. */
    tenancyEventId: z.uuid(),
    kind: z.enum(['departure', 'cotenant_change', 'death', 'management_end', 'arrears']),
    occurredOn: z.iso.date(),
    cancelledOn: z.iso.date(),
    /** Reported by mistake, or the declaration that told of it tells otherwise now. */
    reason: z.enum(['mistaken', 'superseded']),
  }),
  example: {
    tenancyEventId: '0190a5d4-7c1e-7c3a-9b1d-2f6f0c1a7e32',
    kind: 'departure',
    occurredOn: '2023-10-12',
    cancelledOn: '2023-11-20',
    reason: 'superseded',
  },
});
