import { z } from 'zod';

import type { RateLimitSettings } from '@passerelle/http';

import { setting, type SettingsOf } from './settings.js';

const requests = z.coerce.number().int().min(1).max(10_000_000);
const NO_TEXT = 'no text sets it';

/** No text sets these limits: the defaults leave room for batches and for people who work fast. */
export const rateLimitSettings = {
  readLimit: setting({
    env: 'RATE_LIMIT_READ',
    summary: `Reads of single resources that a signed-in caller may make in a minute (${NO_TEXT}).`,
    schema: requests,
    fallback: 3_000,
  }),
  searchLimit: setting({
    env: 'RATE_LIMIT_SEARCH',
    summary: `Pages of lists that a signed-in caller may read in a minute (${NO_TEXT}).`,
    schema: requests,
    fallback: 1_200,
  }),
  writeLimit: setting({
    env: 'RATE_LIMIT_WRITE',
    summary: `Changes that a signed-in caller may ask for in a minute (${NO_TEXT}).`,
    schema: requests,
    fallback: 1_200,
  }),
  exportLimit: setting({
    env: 'RATE_LIMIT_EXPORT',
    summary: `Documents and reports that a signed-in caller may fetch in a minute (${NO_TEXT}).`,
    schema: requests,
    fallback: 120,
  }),
  importLimit: setting({
    env: 'RATE_LIMIT_IMPORT',
    summary: `Files that a signed-in caller may send in a minute (${NO_TEXT}).`,
    schema: requests,
    fallback: 300,
  }),
  organisationLimitFactor: setting({
    env: 'RATE_LIMIT_ORGANISATION_FACTOR',
    summary: `How many times the limits of one caller all callers of one organisation have together (${NO_TEXT}).`,
    schema: z.coerce.number().int().min(1).max(10_000),
    fallback: 10,
  }),
} as const;

export function rateLimitsOf(settings: SettingsOf<typeof rateLimitSettings>): RateLimitSettings {
  return {
    perCaller: {
      read: settings.readLimit,
      search: settings.searchLimit,
      write: settings.writeLimit,
      export: settings.exportLimit,
      import: settings.importLimit,
    },
    organisationFactor: settings.organisationLimitFactor,
  };
}
