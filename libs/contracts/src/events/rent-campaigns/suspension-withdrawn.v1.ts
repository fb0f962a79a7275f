import { z } from 'zod';

import { defineEvent } from '../../event.js';

export const suspensionWithdrawnV1 = defineEvent({
  type: 'rent-campaigns.suspension-withdrawn.v1',
  producer: 'rent-campaigns',
  consumers: [],
  summary: 'A suspension is taken back, as if it had never been: no declaration was due then.',
  subject: 'suspensionId',
  data: z.strictObject({
    suspensionId: z.uuid(),
    referenceYear: z.number().int(),
    suspendedOn: z.iso.date(),
    /** The right had ended before, the tenant left the roster, or the campaign’s day was moved. */
    reason: z.enum(['right_ended', 'not_expected', 'postponed']),
  }),
  example: {
    suspensionId: '0190a5d4-7c1e-7c3a-9b1d-2f6f0c1a7e34',
    referenceYear: 2023,
    suspendedOn: '2024-01-15',
    reason: 'right_ended',
  },
});
