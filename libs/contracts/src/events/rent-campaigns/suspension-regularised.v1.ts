import { z } from 'zod';

import { defineEvent } from '../../event.js';

export const suspensionRegularisedV1 = defineEvent({
  type: 'rent-campaigns.suspension-regularised.v1',
  producer: 'rent-campaigns',
  consumers: [],
  summary:
    'A rent was declared after the suspension: the aid is paid again, for the time since as well.',
  subject: 'suspensionId',
  data: z.strictObject({
    suspensionId: z.uuid(),
    referenceYear: z.number().int(),
    /** Back to this day the aid is due (domain R6.2). */
    suspendedOn: z.iso.date(),
    declarationId: z.uuid(),
    declaredOn: z.iso.date(),
  }),
  example: {
    suspensionId: '0190a5d4-7c1e-7c3a-9b1d-2f6f0c1a7e34',
    referenceYear: 2023,
    suspendedOn: '2024-01-15',
    declarationId: '0190a5d4-7c1e-7c3a-9b1d-2f6f0c1a7e31',
    declaredOn: '2024-02-01',
  },
});
