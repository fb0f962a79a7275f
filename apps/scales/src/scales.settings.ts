import { z } from 'zod';

import { flagText, setting, type SettingsOf } from '@passerelle/service-kit';

export const scalesSettings = {
  loadFigures: setting({
    env: 'SCALES_LOAD_FIGURES',
    summary:
      'Load the figures shipped with the service at its start, where they are not loaded yet.',
    schema: flagText,
    fallback: true,
  }),
  maxStaleSeconds: setting({
    env: 'SCALES_MAX_STALE_SECONDS',
    summary:
      'How long figures are still shown when PostgreSQL does not answer; then reads are refused.',
    schema: z.coerce.number().int().min(1).max(3_600),
    fallback: 30,
  }),
  issuer: setting({
    env: 'SCALES_ISSUER',
    summary: 'Who answers for the printed sheets.',
    schema: z.string().min(1).max(120),
    fallback: 'Caf de Loire-Atlantique',
  }),
} as const;

export type ScalesSettings = SettingsOf<typeof scalesSettings>;
