import { z } from 'zod';

import type { Holiday } from '@passerelle/kernel';

import { databaseSettings } from './database-settings.js';
import { holidayRows } from './holiday-rows.js';
import { rateLimitSettings } from './rate-limit-settings.js';
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
  publicUrl: setting<string | null>({
    env: 'PUBLIC_URL',
    summary:
      'The address under which callers reach the installation, `https://caf.example.org/api`; by default that of the issuer without its last part, `/identity`. With https, answers tell browsers to keep to it (HSTS).',
    schema: z.url({ protocol: /^https?$/ }),
    fallback: null,
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
  revocationSeconds: setting({
    env: 'IDENTITY_REVOCATION_SECONDS',
    summary:
      'How old identity’s key set may be when a token is checked: the set also says which tokens are void before they expire. An access that has ended then ends in every service within this time and a few seconds. No text sets this value.',
    schema: z.coerce.number().int().min(1).max(50),
    fallback: 30,
  }),
  holidays: setting<readonly Holiday[]>({
    env: 'PASSERELLE_HOLIDAYS',
    summary:
      'Public holidays beside the national ones, one a line or separated by semicolons, each with its name: `12-26 Saint-Étienne` (each year), `easter-2 Vendredi saint` (days from Easter Sunday), `2027-03-08 Jour exceptionnel` (one day). `12-26 2020-01-01..2030-12-31 Saint-Étienne` holds from the first day to the last; either may be missing. Time limits that still run follow.',
    schema: holidayRows,
    fallback: [],
  }),
  operatorToken: setting<string | null>({
    env: 'OPERATOR_TOKEN',
    summary:
      'The bearer token that opens `/<service>/metrics` and the details of `/<service>/health/ready`, 32 characters or more. Without it both are closed in production and open elsewhere.',
    schema: z.string().regex(/^[\w.~+/=-]{32,}$/),
    fallback: null,
    secret: true,
  }),
  ...rateLimitSettings,
  docsKeepToken: setting({
    env: 'DOCS_KEEP_TOKEN',
    summary:
      'The pages of the documentation keep the access token typed there in the browser, until somebody removes it.',
    schema: flagText,
    fallback: false,
  }),
  secondFactor: setting<'required' | 'off'>({
    env: 'PASSERELLE_SECOND_FACTOR',
    summary:
      'Whether operations get the second factor that they ask for, and accounts must have one: `required`, or `off` for a demo and for development. `off` is refused in production.',
    schema: z.enum(['required', 'off']),
    fallback: 'required',
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

/** The public address of the installation, without a slash at its end. */
export function publicUrlOf({
  publicUrl,
  issuer,
}: Pick<PlatformSettings, 'publicUrl' | 'issuer'>): string {
  return (publicUrl ?? issuer.replace(/\/identity\/?$/, '')).replace(/\/+$/, '');
}

/** The path of the public address, without a slash at its end; empty unless a proxy serves the installation below one. */
export function publicPathOf(settings: PlatformSettings): string {
  return new URL(publicUrlOf(settings)).pathname.replace(/\/$/, '');
}
