import { z } from 'zod';

import { sealedMessageSettings } from '@passerelle/sealed-messages';
import { setting, type SettingsOf } from '@passerelle/service-kit';

const percent = z.coerce.number().int().min(1).max(1_000);
const cents = z.coerce.number().int().min(0).max(1_000_000);

const masterKey = z
  .base64()
  .refine((text) => Buffer.from(text, 'base64').length === 32, 'not 32 bytes');

/** No text sets the thresholds (domain § 2.3): each Caf may choose its own. */
export const rentCampaignsSettings = {
  rentChangePercent: setting({
    env: 'RENT_CAMPAIGNS_RENT_CHANGE_PERCENT',
    summary: 'A rent that moved by more than this share of last year’s waits for confirmation.',
    schema: percent,
    fallback: 30,
  }),
  ceilingFactor: setting({
    env: 'RENT_CAMPAIGNS_CEILING_FACTOR',
    summary: 'A rent above so many times the local ceiling waits for confirmation.',
    schema: z.coerce.number().min(1).max(100),
    fallback: 3,
  }),
  chargesToleranceCents: setting({
    env: 'RENT_CAMPAIGNS_CHARGES_TOLERANCE_CENTS',
    summary: 'How near to last year’s rent with charges a rent must be to look as if it held them.',
    schema: cents,
    fallback: 100,
  }),
  sameRentLines: setting({
    env: 'RENT_CAMPAIGNS_SAME_RENT_LINES',
    summary:
      'From so many lines of one landlord in a file on, the same rent on every one waits for confirmation.',
    schema: z.coerce.number().int().min(2).max(100_000),
    fallback: 10,
  }),
  shareToleranceCents: setting({
    env: 'RENT_CAMPAIGNS_SHARE_TOLERANCE_CENTS',
    summary: 'Rounding allowed per tenant when the shares of a shared tenancy are added up.',
    schema: cents,
    fallback: 1,
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
    summary: 'Seals at rest how landlords are written to: 32 random bytes in base64.',
    schema: masterKey,
    // Known to everyone, and therefore refused in production.
    fallback: Buffer.alloc(32, 'passerelle').toString('base64'),
    requiredInProduction: true,
    secret: true,
  }),
  formerMasterKeys: setting<readonly string[]>({
    env: 'RENT_CAMPAIGNS_FORMER_MASTER_KEYS',
    summary: 'Earlier master keys, separated by commas: what they sealed still opens.',
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
