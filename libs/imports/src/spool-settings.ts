import { z } from 'zod';

import { flagText, setting, type SettingsOf } from '@passerelle/service-kit';

/** An S3-compatible storage, for contents that are too large for rows. */
export interface ObjectStorage {
  /** `https://host[:port]` */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  /** What every key begins with; empty, or ended by a slash. */
  readonly prefix: string;
  /** The bucket stands in the path of an address, not in its host name. */
  readonly pathStyle: boolean;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Injects the `ObjectStorage` in which imports wait, `null` where they wait in PostgreSQL. */
export const IMPORT_SPOOL = Symbol('passerelle:import-spool');

const SPOOL = 'import spool';

/** Settings of each service that takes imports. */
export const importSpoolSettings = {
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
} as const;

export type ImportSpoolSettings = SettingsOf<typeof importSpoolSettings>;

/** The storage that the settings describe; they are complete or absent. */
export function importSpoolOf(settings: ImportSpoolSettings): ObjectStorage | null {
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
