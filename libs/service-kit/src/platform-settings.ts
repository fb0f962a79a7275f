import { z } from 'zod';

import type { Holiday } from '@passerelle/kernel';

import { databaseSettings } from './database-settings.js';
import { holidayRows } from './holiday-rows.js';
import { flagText, setting, type SettingsOf } from './settings.js';

/** What every service of an installation shares. */
export const platformSettings = {
  environment: setting<'development' | 'test' | 'production'>({
    env: 'NODE_ENV',
    summary:
      'What the process is for. Anything but the three words is refused, and so is no word at all where `IDENTITY_ISSUER` is a public address.',
    schema: z.enum(['development', 'test', 'production']),
    fallback: 'development',
  }),
  ...databaseSettings,
  queuePrefix: setting({
    env: 'QUEUE_PREFIX',
    summary: 'Keeps the queues of two installations on one Redis apart.',
    schema: z.string().regex(/^[a-z0-9-]+$/),
    fallback: 'passerelle',
  }),
  poolSize: setting({
    env: 'DATABASE_POOL_SIZE',
    summary: 'Database connections a service holds at most.',
    schema: z.coerce.number().int().min(2).max(200),
    fallback: 6,
  }),
  port: setting({
    env: 'PORT',
    summary: 'The port to listen on.',
    schema: z.coerce.number().int().min(0).max(65_535),
    fallback: 3000,
  }),
  host: setting<string | undefined>({
    env: 'HOST',
    summary: 'The address to listen on; every address of the machine by default.',
    schema: z.string().min(1),
    fallback: undefined,
  }),
  logLevel: setting<'silent' | 'error' | 'warn' | 'info' | 'debug'>({
    env: 'LOG_LEVEL',
    summary: 'The least level that is logged.',
    schema: z.enum(['silent', 'error', 'warn', 'info', 'debug']),
    fallback: 'info',
  }),
  issuer: setting({
    env: 'IDENTITY_ISSUER',
    summary: 'The issuer that access tokens must name: identity’s public address.',
    schema: z.url(),
    fallback: 'http://localhost:3000/identity',
    requiredInProduction: true,
  }),
  jwksUrl: setting<string | null>({
    env: 'IDENTITY_JWKS_URL',
    summary: 'Where to fetch identity’s public keys; by default below the issuer.',
    schema: z.url(),
    fallback: null,
  }),
  holidays: setting<readonly Holiday[]>({
    env: 'PASSERELLE_HOLIDAYS',
    summary:
      'Public holidays beside the national ones, one a line or separated by semicolons, each with its name: `12-26 Saint-Étienne` (each year), `easter-2 Vendredi saint` (days from Easter Sunday), `2027-03-08 Jour exceptionnel` (one day). `12-26 2020-01-01..2030-12-31 Saint-Étienne` holds from the first day to the last; either may be missing. Time limits that still run follow.',
    schema: holidayRows,
    fallback: [],
  }),
  demo: setting({
    env: 'PASSERELLE_DEMO',
    summary: 'Demo accounts with a published password. Refused in production.',
    schema: flagText,
    fallback: false,
  }),
} as const;

export type PlatformSettings = SettingsOf<typeof platformSettings>;

export function jwksUrlOf(settings: PlatformSettings): string {
  return settings.jwksUrl ?? `${settings.issuer}/.well-known/jwks.json`;
}
