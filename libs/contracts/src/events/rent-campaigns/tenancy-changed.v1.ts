import { z } from 'zod';

import { defineEvent } from '../../event.js';

export const tenancyChangedV1 = defineEvent({
  type: 'rent-campaigns.tenancy-changed.v1',
  producer: 'rent-campaigns',
  consumers: [],
  summary:
    'A landlord reported a departure, a death, other co-tenants, the end of their management or arrears.',
  subject: 'tenancyEventId',
  data: z.strictObject({
    tenancyEventId: z.uuid(),
    kind: z.enum(['departure', 'cotenant_change', 'death', 'management_end', 'arrears']),
    occurredOn: z.iso.date(),
    reportedOn: z.iso.date(),
    /** After the legal limit. */
    late: z.boolean(),
    /** The last day of the right to the aid, when the event ends it. */
    lastDayOfRight: z.iso.date().nullable(),
    /** The first day on which the change counts. */
    effectiveOn: z.iso.date().nullable(),
  }),
  example: {
    tenancyEventId: '0190a5d4-7c1e-7c3a-9b1d-2f6f0c1a7e32',
    kind: 'departure',
    occurredOn: '2023-10-12',
    reportedOn: '2023-11-02',
    late: false,
    lastDayOfRight: '2023-10-31',
    effectiveOn: '2023-11-01',
  },
});
