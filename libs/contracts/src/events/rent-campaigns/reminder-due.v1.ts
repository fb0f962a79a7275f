import { z } from 'zod';

import { defineEvent } from '../../event.js';

export const reminderDueV1 = defineEvent({
  type: 'rent-campaigns.reminder-due.v1',
  producer: 'rent-campaigns',
  consumers: [],
  summary: 'A landlord is to be reminded, once for a month, of the tenants still to be declared.',
  subject: 'reminderId',
  data: z.strictObject({
    reminderId: z.uuid(),
    referenceYear: z.number().int(),
    /** The month of the reference year that the reminder is for. */
    month: z.number().int().min(1).max(12),
    /** The establishment, as the SIRENE register publishes it. */
    landlordSiret: z.string().regex(/^\d{14}$/),
    missing: z.number().int().positive(),
    /** From this day on the aid of those tenants is suspended. */
    suspensionOn: z.iso.date(),
  }),
  example: {
    reminderId: '0190a5d4-7c1e-7c3a-9b1d-2f6f0c1a7e33',
    referenceYear: 2023,
    month: 9,
    landlordSiret: '00000001800010',
    missing: 12,
    suspensionOn: '2024-01-15',
  },
});
