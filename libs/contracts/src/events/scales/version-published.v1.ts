import { z } from 'zod';

import { defineEvent } from '../../event.js';

export const versionPublishedV1 = defineEvent({
  type: 'scales.version-published.v1',
  producer: 'scales',
  consumers: ['scales'],
  summary: 'Figures of one or more benefit scales were published: new ones, or a correction.',
  subject: 'versionId',
  data: z.strictObject({
    versionId: z.uuid(),
    /** First day in force of every figure of the version. */
    effectiveFrom: z.iso.date(),
    publishedOn: z.iso.date(),
    correction: z.boolean(),
    /** Codes of the scales concerned. */
    scales: z.array(z.string()).min(1),
    /** The revision of the catalogue that shows them. */
    revision: z.number().int().positive(),
  }),
  example: {
    versionId: '0190a5d4-7c1e-7c3a-9b1d-2f6f0c1a7e21',
    effectiveFrom: '2024-04-01',
    publishedOn: '2024-04-30',
    correction: false,
    scales: ['aah-mva-afh', 'rsa'],
    revision: 2,
  },
});
