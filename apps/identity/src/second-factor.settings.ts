import { z } from 'zod';

import { type Role, ROLES } from '@passerelle/contracts';
import { type LocalDate, localDate } from '@passerelle/kernel';
import { setting } from '@passerelle/service-kit';

import { day, seconds } from './setting-values.js';

/**
 * The settings of the second factor (domain A4). Its days are dated like those of the stronger password, and no text
 * sets them.
 */
export const secondFactorSettings = {
  secondFactorNudgeFrom: setting<LocalDate>({
    env: 'IDENTITY_SECOND_FACTOR_NUDGE_FROM',
    summary:
      'From this day on, in Paris, a sign-in without a second factor recommends one. No text sets this day.',
    schema: day,
    fallback: localDate('2027-02-01'),
  }),
  secondFactorEnforceFrom: setting<LocalDate>({
    env: 'IDENTITY_SECOND_FACTOR_ENFORCE_FROM',
    summary:
      'From this day on, in Paris, an account without a second factor can do nothing but enrol one. No text sets this day.',
    schema: day,
    fallback: localDate('2027-05-03'),
  }),
  secondFactorRoles: setting<readonly Role[]>({
    env: 'IDENTITY_SECOND_FACTOR_ROLES',
    summary:
      'The roles whose accounts need a second factor, separated by commas; all but beneficiaries by default. No text sets this list.',
    schema: z
      .string()
      .transform((text) => text.split(',').map((part) => part.trim()))
      .pipe(z.array(z.enum(ROLES))),
    fallback: ROLES.filter((role) => role !== 'beneficiary' && role !== 'service'),
  }),
  secondFactorSeconds: setting({
    env: 'IDENTITY_SECOND_FACTOR_SECONDS',
    summary:
      'How long a sign-in waits for the second factor after the password. No text sets this value.',
    schema: seconds.max(900),
    fallback: 300,
  }),
  recentSignInSeconds: setting({
    env: 'IDENTITY_RECENT_SIGN_IN_SECONDS',
    summary:
      'How old a sign-in may be whose session changes the second factors of the account. No text sets this value.',
    schema: seconds,
    fallback: 900,
  }),
  secondFactorResetHours: setting({
    env: 'IDENTITY_SECOND_FACTOR_RESET_HOURS',
    summary:
      'How long one administrator’s request to reset a second factor waits for another administrator. No text sets this value.',
    schema: z.coerce.number().int().min(1).max(720),
    fallback: 48,
  }),
  secondFactorName: setting({
    env: 'IDENTITY_SECOND_FACTOR_NAME',
    summary: 'The name of the installation that authenticators show.',
    schema: z.string().regex(/^[^:]{1,60}$/),
    fallback: 'Passerelle',
  }),
  passkeyHost: setting<string | null>({
    env: 'IDENTITY_PASSKEY_HOST',
    summary:
      'The host that passkeys belong to (RP ID); by default that of the public address (`PUBLIC_URL`). Passkeys of another host are of no use, so the host must not change.',
    schema: z.hostname(),
    fallback: null,
  }),
  passkeyOrigins: setting<readonly string[] | null>({
    env: 'IDENTITY_PASSKEY_ORIGINS',
    summary:
      'The origins of the pages on which passkeys are used, separated by commas; by default that of the public address (`PUBLIC_URL`).',
    schema: z
      .string()
      .transform((text) => text.split(',').map((part) => part.trim()))
      .pipe(z.array(z.url({ protocol: /^https?$/ }).transform((url) => new URL(url).origin))),
    fallback: null,
  }),
} as const;
