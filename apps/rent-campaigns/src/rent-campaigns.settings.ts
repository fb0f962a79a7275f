import { z } from 'zod';

import { importSettings } from '@passerelle/imports';
import { sealedMessageSettings } from '@passerelle/sealed-messages';
import { flagText, setting, type SettingsOf } from '@passerelle/service-kit';

const percent = z.coerce.number().int().min(1).max(1_000);
const cents = z.coerce.number().int().min(0).max(1_000_000);

const masterKey = z
  .base64()
  .refine((text) => Buffer.from(text, 'base64').length === 32, 'not 32 bytes');

/** No text sets the thresholds (domain R3.7): each Caf chooses its own. */
export const rentCampaignsSettings = {
  ...importSettings,
  rentChangePercent: setting({
    env: 'RENT_CAMPAIGNS_RENT_CHANGE_PERCENT',
    summary:
      'A rent that differs from last year’s rent by more than this percentage waits for confirmation. No text sets this value.',
    schema: percent,
    fallback: 30,
  }),
  ceilingFactor: setting({
    env: 'RENT_CAMPAIGNS_CEILING_FACTOR',
    summary:
      'A rent above this multiple of the local ceiling waits for confirmation. No text sets this value.',
    schema: z.coerce.number().min(1).max(100),
    fallback: 3,
  }),
  chargesToleranceCents: setting({
    env: 'RENT_CAMPAIGNS_CHARGES_TOLERANCE_CENTS',
    summary:
      'A rent that differs from last year’s rent with charges by no more than this sum seems to include the charges. No text sets this value.',
    schema: cents,
    fallback: 100,
  }),
  sameRentLines: setting({
    env: 'RENT_CAMPAIGNS_SAME_RENT_LINES',
    summary:
      'When a file has at least this number of lines of one landlord, all with the same rent, they wait for confirmation. No text sets this value.',
    schema: z.coerce.number().int().min(2).max(100_000),
    fallback: 10,
  }),
  shareToleranceCents: setting({
    env: 'RENT_CAMPAIGNS_SHARE_TOLERANCE_CENTS',
    summary:
      'The rounding allowed for each tenant when the shares of a shared tenancy are compared with the rent.',
    schema: cents,
    fallback: 1,
  }),
  reportLimitsRolled: setting({
    env: 'RENT_CAMPAIGNS_REPORT_LIMITS_ROLLED',
    summary:
      'Whether the limit to report a tenancy event moves to the next working day when it ends on a day off. The legal service confirms the move.',
    schema: flagText,
    fallback: true,
  }),
  refreshMs: setting({
    env: 'RENT_CAMPAIGNS_REFRESH_MS',
    summary:
      'Milliseconds between two looks for rates that other processes froze. For this time at most a process serves the former public rates.',
    schema: z.coerce.number().int().min(100).max(60_000),
    fallback: 5_000,
  }),
  reminderMonths: setting({
    env: 'RENT_CAMPAIGNS_REMINDER_MONTHS',
    summary: 'Months of the reference year in which landlords are reminded, separated by commas.',
    schema: z
      .string()
      .regex(/^\d{1,2}(,\d{1,2})*$/)
      .transform((text) => text.split(',').map(Number))
      .pipe(z.array(z.number().int().min(1).max(12))),
    fallback: [8, 9, 10, 11, 12],
  }),
  reminderDay: setting({
    env: 'RENT_CAMPAIGNS_REMINDER_DAY',
    summary: 'Day of the month from which that month’s reminder is due.',
    schema: z.coerce.number().int().min(1).max(28),
    fallback: 5,
  }),
  masterKey: setting({
    env: 'RENT_CAMPAIGNS_MASTER_KEY',
    summary: 'Seals the stored contacts of landlords: 32 random bytes in base64.',
    schema: masterKey,
    // This key is public: production refuses it.
    fallback: Buffer.alloc(32, 'passerelle').toString('base64'),
    requiredInProduction: true,
    secret: true,
  }),
  formerMasterKeys: setting<readonly string[]>({
    env: 'RENT_CAMPAIGNS_FORMER_MASTER_KEYS',
    summary: 'Earlier master keys, separated by commas: contacts sealed with them still open.',
    schema: z
      .string()
      .transform((text) => text.split(',').map((part) => part.trim()))
      .pipe(z.array(masterKey)),
    fallback: [],
    secret: true,
  }),
  ...sealedMessageSettings,
} as const;

export type RentCampaignsSettings = SettingsOf<typeof rentCampaignsSettings>;
