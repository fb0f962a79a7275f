import { z } from 'zod';

import { setting, type SettingsOf } from '@passerelle/service-kit';

import type { ContentLimits } from './incoming-content.js';
import { importSpoolSettings } from './spool-settings.js';

/** A bound for each caller, and a bound for all callers of one organisation together. */
export interface Shares {
  readonly caller: number;
  readonly organisation: number;
}

/** How much of a report is kept. */
export interface FaultLimits {
  readonly perLine: number;
  readonly perImport: number;
}

/** A file is stopped early when so many of its first lines are refused. */
export interface EarlyStop {
  /** 0 to 1. */
  readonly refusedShare: number;
  /** A file with fewer lines is always read to its end. */
  readonly minLines: number;
}

export interface ImportSettings extends ContentLimits {
  /** Uploads at once in one process; each holds a connection. */
  readonly maxUploads: number;
  readonly uploads: Shares;
  /** Files that wait for the end of their import, in all processes together. */
  readonly filesWaiting: Shares;
  /** The decompressed bytes of these files. */
  readonly bytesWaiting: Shares;
  readonly faults: FaultLimits;
  readonly earlyStop: EarlyStop;
  /** Imports worked on at once in one process. */
  readonly concurrency: number;
  /** Chunks that an import may merge before an import of a sender without a turn takes its place. */
  readonly turnChunks: number;
  /** Lines of one transaction; an import keeps the number it began with. */
  readonly linesPerChunk: number;
  readonly reconcileMs: number;
  /** How long an ended import is kept. */
  readonly retentionDays: number;
  /** How long the faults of its report are kept. */
  readonly reportRetentionDays: number;
}

export const IMPORT_SETTINGS = Symbol('passerelle:import-settings');

const GIB = 1_073_741_824;

export const DEFAULT_IMPORT_SETTINGS: ImportSettings = {
  maxBytes: 8 * GIB,
  maxRatio: 100,
  idleMs: 60_000,
  minBytesPerSecond: 16_384,
  windowMs: 60_000,
  maxUploads: 8,
  uploads: { caller: 2, organisation: 4 },
  filesWaiting: { caller: 20, organisation: 50 },
  bytesWaiting: { caller: 8 * GIB, organisation: 16 * GIB },
  faults: { perLine: 20, perImport: 10_000 },
  earlyStop: { refusedShare: 0.95, minLines: 1_000 },
  concurrency: 4,
  turnChunks: 5,
  linesPerChunk: 20_000,
  reconcileMs: 10_000,
  retentionDays: 400,
  reportRetentionDays: 90,
};

const count = (most: number) => z.coerce.number().int().min(1).max(most);

const { uploads, filesWaiting, bytesWaiting, faults, earlyStop, ...plain } =
  DEFAULT_IMPORT_SETTINGS;

/** The settings of each service that takes imports. No text sets these limits. */
export const importSettings = {
  ...importSpoolSettings,
  maxUploads: setting({
    env: 'IMPORT_MAX_UPLOADS',
    summary:
      'Files that a process of the service receives at once; each holds a database connection. No text sets this value.',
    schema: count(100),
    fallback: plain.maxUploads,
  }),
  maxUploadsOfOrganisation: setting({
    env: 'IMPORT_MAX_UPLOADS_PER_ORGANISATION',
    summary:
      'Files that a process receives at once from the callers of one organisation. No text sets this value.',
    schema: count(100),
    fallback: uploads.organisation,
  }),
  maxUploadsOfCaller: setting({
    env: 'IMPORT_MAX_UPLOADS_PER_CALLER',
    summary: 'Files that a process receives at once from one caller. No text sets this value.',
    schema: count(100),
    fallback: uploads.caller,
  }),
  minBytesPerSecond: setting({
    env: 'IMPORT_MIN_BYTES_PER_SECOND',
    summary:
      'Bytes per second that a caller sends at least, as the mean of each minute for which the service waited for the caller. A slower upload is ended. No text sets this value.',
    schema: count(1_000_000_000),
    fallback: plain.minBytesPerSecond,
  }),
  maxRatio: setting({
    env: 'IMPORT_MAX_COMPRESSION_RATIO',
    summary:
      'How many times larger than its gzip a file may be, counted from its first MiB. No text sets this value.',
    schema: count(1_000),
    fallback: plain.maxRatio,
  }),
  filesWaitingOfCaller: setting({
    env: 'IMPORT_MAX_FILES_WAITING_PER_CALLER',
    summary:
      'Files of one caller that may wait for the end of their import. No text sets this value.',
    schema: count(100_000),
    fallback: filesWaiting.caller,
  }),
  filesWaitingOfOrganisation: setting({
    env: 'IMPORT_MAX_FILES_WAITING_PER_ORGANISATION',
    summary:
      'Files of one organisation that may wait for the end of their import. No text sets this value.',
    schema: count(100_000),
    fallback: filesWaiting.organisation,
  }),
  bytesWaitingOfCaller: setting({
    env: 'IMPORT_MAX_BYTES_WAITING_PER_CALLER',
    summary: 'Bytes of these files of one caller, decompressed. No text sets this value.',
    schema: count(Number.MAX_SAFE_INTEGER),
    fallback: bytesWaiting.caller,
  }),
  bytesWaitingOfOrganisation: setting({
    env: 'IMPORT_MAX_BYTES_WAITING_PER_ORGANISATION',
    summary: 'Bytes of these files of one organisation, decompressed. No text sets this value.',
    schema: count(Number.MAX_SAFE_INTEGER),
    fallback: bytesWaiting.organisation,
  }),
  maxFaults: setting({
    env: 'IMPORT_MAX_FAULTS',
    summary:
      'Faults that the report of an import keeps. The report says how many more there were. No text sets this value.',
    schema: count(10_000_000),
    fallback: faults.perImport,
  }),
  maxFaultsOfLine: setting({
    env: 'IMPORT_MAX_FAULTS_PER_LINE',
    summary: 'Faults of one line that the report keeps. No text sets this value.',
    schema: count(1_000),
    fallback: faults.perLine,
  }),
  refusedPercent: setting({
    env: 'IMPORT_STOP_REFUSED_PERCENT',
    summary:
      'A file is refused as a whole when at least this percentage of its first lines is refused, before any of its lines takes effect. No text sets this value.',
    schema: count(100),
    fallback: 100 * earlyStop.refusedShare,
  }),
  refusedMinLines: setting({
    env: 'IMPORT_STOP_MIN_LINES',
    summary: 'The lines after which a file is judged by that percentage. No text sets this value.',
    schema: count(20_000),
    fallback: earlyStop.minLines,
  }),
  reportRetentionDays: setting({
    env: 'IMPORT_REPORT_RETENTION_DAYS',
    summary:
      'Days for which the report of an ended import is kept; its counts stay longer. No text sets this value.',
    schema: count(400),
    fallback: plain.reportRetentionDays,
  }),
} as const;

/** What the environment of a service says about its imports. */
export function importSettingsOf(
  settings: SettingsOf<typeof importSettings>,
): Partial<ImportSettings> {
  return {
    maxUploads: settings.maxUploads,
    uploads: {
      caller: settings.maxUploadsOfCaller,
      organisation: settings.maxUploadsOfOrganisation,
    },
    minBytesPerSecond: settings.minBytesPerSecond,
    maxRatio: settings.maxRatio,
    filesWaiting: {
      caller: settings.filesWaitingOfCaller,
      organisation: settings.filesWaitingOfOrganisation,
    },
    bytesWaiting: {
      caller: settings.bytesWaitingOfCaller,
      organisation: settings.bytesWaitingOfOrganisation,
    },
    faults: { perLine: settings.maxFaultsOfLine, perImport: settings.maxFaults },
    earlyStop: {
      refusedShare: settings.refusedPercent / 100,
      minLines: settings.refusedMinLines,
    },
    reportRetentionDays: settings.reportRetentionDays,
  };
}
