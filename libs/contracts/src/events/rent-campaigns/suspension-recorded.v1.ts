import { z } from 'zod';

import { defineEvent } from '../../event.js';

export const suspensionRecordedV1 = defineEvent({
  type: 'rent-campaigns.suspension-recorded.v1',
  producer: 'rent-campaigns',
  consumers: [],
  summary: 'The July rent of a tenant was not declared in time: their aid is suspended.',
  subject: 'suspensionId',
  data: z.strictObject({
    suspensionId: z.uuid(),
    referenceYear: z.number().int(),
    /** The first day without payment, which may lie before the day on which it was recorded. */
    suspendedOn: z.iso.date(),
  }),
  example: {
    suspensionId: '0190a5d4-7c1e-7c3a-9b1d-2f6f0c1a7e34',
    referenceYear: 2023,
    suspendedOn: '2024-01-15',
  },
});
