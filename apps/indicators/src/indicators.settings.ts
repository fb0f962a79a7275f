import { z } from 'zod';

import { importSettings } from '@passerelle/imports';
import { setting, type SettingsOf } from '@passerelle/service-kit';

export const indicatorsSettings = {
  ...importSettings,
  publicMaxAgeSeconds: setting({
    env: 'INDICATORS_PUBLIC_MAX_AGE_SECONDS',
    summary:
      'Time for which browsers and proxies may keep the public figures without a new request.',
    schema: z.coerce.number().int().min(0).max(86_400),
    fallback: 60,
  }),
  refreshMs: setting({
    env: 'INDICATORS_REFRESH_MS',
    summary:
      'Milliseconds between two looks for snapshots of other processes. For this time at most a process serves the former figures.',
    schema: z.coerce.number().int().min(100).max(60_000),
    fallback: 5_000,
  }),
  // Figures are published each week: three missing weeks, and nothing is known of the items of today.
  maxWindowAgeDays: setting({
    env: 'INDICATORS_MAX_WINDOW_AGE_DAYS',
    summary:
      'Age of the published figures, in days, up to which they say whether a wait is normal. No text sets this value.',
    schema: z.coerce.number().int().min(7).max(366),
    fallback: 21,
  }),
  // Work items name nobody, so no text limits their retention (domain P2.7). Ten years limit the size of the
  // table. Snapshots are kept without limit (domain P2.6).
  workItemRetentionDays: setting({
    env: 'INDICATORS_WORK_ITEM_RETENTION_DAYS',
    summary:
      'Days for which work items are kept after their start or their completion, whichever is later. Published weeks can be corrected for as long. Items that wait are kept. No text sets this value.',
    schema: z.coerce.number().int().min(90).max(36_500),
    fallback: 3_650,
  }),
} as const;

export type IndicatorsSettings = SettingsOf<typeof indicatorsSettings>;
