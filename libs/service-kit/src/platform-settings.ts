import { z } from 'zod';

import type { ObjectStorage } from '@passerelle/persistence';

import { flagText, setting, type SettingsOf } from './settings.js';

const SPOOL = 'import spool';

/** What every service of an installation shares. */
export const platformSettings = {
  databaseUrl: setting({
    env: 'DATABASE_URL',
    summary: 'PostgreSQL (15 or later), as a user who may create roles and schemas when migrating.',
    schema: z.url({ protocol: /^postgres(ql)?$/ }),
    fallback: '',
    requiredInProduction: true,
    secret: true,
  }),
  redisUrl: setting<string | null>({
    env: 'REDIS_URL',
    summary: 'Redis (7 or later) for the queues; without it they live in PostgreSQL.',
    schema: z.url({ protocol: /^rediss?$/ }),
    fallback: null,
    secret: true,
  }),
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
  spoolEndpoint: setting<string | null>({
    env: 'IMPORT_SPOOL_S3_ENDPOINT',
    summary:
      'An S3-compatible storage where uploaded files wait for their import (`https://s3.example.org`); without it they wait in PostgreSQL.',
    schema: z.url({ protocol: /^https?$/ }),
    fallback: null,
    group: SPOOL,
  }),
  spoolBucket: setting<string | null>({
    env: 'IMPORT_SPOOL_S3_BUCKET',
    summary: 'The bucket in that storage; it must exist.',
    schema: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/),
    fallback: null,
    group: SPOOL,
  }),
  spoolAccessKeyId: setting<string | null>({
    env: 'IMPORT_SPOOL_S3_ACCESS_KEY_ID',
    summary:
      'The account that may read, write and delete objects and list unfinished uploads there.',
    schema: z.string().min(1),
    fallback: null,
    group: SPOOL,
    secret: true,
  }),
  spoolSecretAccessKey: setting<string | null>({
    env: 'IMPORT_SPOOL_S3_SECRET_ACCESS_KEY',
    summary: 'The secret of that account.',
    schema: z.string().min(1),
    fallback: null,
    group: SPOOL,
    secret: true,
  }),
  spoolRegion: setting({
    env: 'IMPORT_SPOOL_S3_REGION',
    summary: 'The region that requests to the storage are signed for.',
    schema: z.string().regex(/^[a-z0-9-]+$/),
    fallback: 'us-east-1',
  }),
  spoolPrefix: setting({
    env: 'IMPORT_SPOOL_S3_PREFIX',
    summary:
      'What the names of objects begin with, before `imports/<id>`: `passerelle/`, for example.',
    schema: z.string().regex(/^(?:[A-Za-z0-9._-]+\/)*$/, 'folders, each ended by a slash'),
    fallback: '',
  }),
  spoolPathStyle: setting({
    env: 'IMPORT_SPOOL_S3_PATH_STYLE',
    summary:
      'The bucket is part of the path of addresses, as MinIO and most others want it; false puts it into the host name.',
    schema: flagText,
    fallback: true,
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

/** The storage that the settings describe; they are complete or absent. */
export function importSpoolOf(settings: PlatformSettings): ObjectStorage | null {
  const { spoolEndpoint, spoolBucket, spoolAccessKeyId, spoolSecretAccessKey } = settings;
  if (
    spoolEndpoint === null ||
    spoolBucket === null ||
    spoolAccessKeyId === null ||
    spoolSecretAccessKey === null
  ) {
    return null;
  }
  return {
    endpoint: spoolEndpoint,
    bucket: spoolBucket,
    accessKeyId: spoolAccessKeyId,
    secretAccessKey: spoolSecretAccessKey,
    region: settings.spoolRegion,
    prefix: settings.spoolPrefix,
    pathStyle: settings.spoolPathStyle,
  };
}
