import { z } from 'zod';

import { setting, type SettingsOf } from '@passerelle/service-kit';

export const indicatorsSettings = {
  publicMaxAgeSeconds: setting({
    env: 'INDICATORS_PUBLIC_MAX_AGE_SECONDS',
    summary: 'How long browsers and proxies may keep the public figures without asking again.',
    schema: z.coerce.number().int().min(0).max(86_400),
    fallback: 60,
  }),
  refreshMs: setting({
    env: 'INDICATORS_REFRESH_MS',
    summary:
      'How often, in milliseconds, a process looks for snapshots that another one published: the longest that it goes on serving the previous figures.',
    schema: z.coerce.number().int().min(100).max(60_000),
    fallback: 5_000,
  }),
  // Work items name nobody, and no verified text says how long they are kept (domain dossier § 7 proposes to
  // keep the published indicators for ever, which snapshots do): ten years bound the table's growth.
  workItemRetentionDays: setting({
    env: 'INDICATORS_WORK_ITEM_RETENTION_DAYS',
    summary:
      'Work items are kept for so many days after they were started or completed, whichever is later; for as long, published weeks can be corrected. What still waits is kept.',
    schema: z.coerce.number().int().min(90).max(36_500),
    fallback: 3_650,
  }),
} as const;

export type IndicatorsSettings = SettingsOf<typeof indicatorsSettings>;
