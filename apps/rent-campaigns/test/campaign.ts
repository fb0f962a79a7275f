import { localDate } from '@passerelle/kernel';
import { eventually, type Reply, type TestService } from '@passerelle/testing';

import type { CampaignDates } from '../src/campaigns/campaign.js';

/** The campaign of the webinar (domain R5.5). */
export const CAMPAIGN: CampaignDates = {
  referenceYear: 2023,
  opensOn: localDate('2023-08-01'),
  suspensionOn: localDate('2024-01-15'),
  closesOn: localDate('2024-03-31'),
  correctionEndsOn: localDate('2024-06-30'),
};

export const LANDLORD = '00000001800010';
export const OTHER_LANDLORD = '35600000000048';

export const as = {
  manager: {
    sub: '0190a5d4-7c1e-7c3a-9b1d-000000000001',
    roles: ['campaign_manager' as const],
  },
  landlord: {
    sub: '0190a5d4-7c1e-7c3a-9b1d-000000000002',
    roles: ['landlord' as const],
    organisation: LANDLORD,
  },
  otherLandlord: {
    sub: '0190a5d4-7c1e-7c3a-9b1d-000000000003',
    roles: ['landlord' as const],
    organisation: OTHER_LANDLORD,
  },
  batch: {
    sub: '0190a5d4-7c1e-7c3a-9b1d-000000000004',
    roles: ['service' as const],
    scope: 'rent-campaigns:import',
  },
};

export interface RosterLine {
  readonly fileNumber: string;
  readonly lastName?: string;
  readonly birthDate?: string;
  readonly landlordSiret?: string;
  readonly landlordKind?: string;
  readonly dwellingRef?: string;
  readonly sharedTenancy?: boolean;
  readonly leaseStartsOn?: string;
  readonly previousRentCents?: number;
  readonly previousChargesCents?: number;
  readonly ceilingCents?: number;
  readonly aidCents?: number;
  readonly aidPaidTo?: string;
  readonly landlordEmail?: string;
}

export const fileNumber = (number: number): string => String(number).padStart(7, '0');

/** A tenant of `LANDLORD` in dwelling A<number>. */
export function expectedTenant(number: number, changes: Partial<RosterLine> = {}): RosterLine {
  return {
    fileNumber: fileNumber(number),
    lastName: 'Martin',
    landlordSiret: LANDLORD,
    landlordKind: 'private_owner',
    dwellingRef: `A${String(number)}`,
    ...changes,
  };
}

/** Six tenants with a history, two who share a dwelling, and one of another landlord. */
export const EXPECTED: readonly RosterLine[] = [
  ...[1, 2, 3, 4, 5, 6].map((number) =>
    expectedTenant(number, {
      previousRentCents: 50_000,
      previousChargesCents: 5_000,
      ceilingCents: 40_000,
      aidCents: 25_000,
      aidPaidTo: 'landlord',
      leaseStartsOn: '2020-03-01',
    }),
  ),
  expectedTenant(7, { dwellingRef: 'COL', sharedTenancy: true }),
  expectedTenant(8, { dwellingRef: 'COL', sharedTenancy: true }),
  expectedTenant(9, { landlordSiret: OTHER_LANDLORD, landlordKind: 'social' }),
];

/** A line that declares this tenant. */
export function rentLine(number: number, changes: object = {}): Record<string, unknown> {
  return {
    fileNumber: fileNumber(number),
    lastName: 'Martin',
    landlordSiret: LANDLORD,
    dwellingRef: `A${String(number)}`,
    referenceYear: 2023,
    rentCents: 50_000 + number,
    sharedTenancy: false,
    status: 'present',
    ...changes,
  };
}

export const ndjson = (lines: readonly object[]): string =>
  lines.map((line) => `${JSON.stringify(line)}\n`).join('');

export interface ImportState {
  readonly id: string;
  readonly status: string;
  readonly linesRead: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly toConfirm: number;
  readonly failure: { readonly code: string } | null;
}

/** Sends a file and waits for the end of the import. */
export async function importFile(
  test: TestService,
  path: string,
  body: string | Buffer,
  options: { readonly who?: object; readonly type?: string; readonly method?: string } = {},
): Promise<ImportState> {
  const { who = as.batch, type = 'application/x-ndjson', method = 'POST' } = options;
  const received = await test.call<ImportState>(method, path, {
    as: who,
    body,
    headers: { 'content-type': type },
  });
  if (received.status !== 202) throw new Error(JSON.stringify(received.body));
  return eventually(async () => {
    const shown = await test.call<ImportState>('GET', `imports/${received.body.id}`, { as: who });
    if (!['completed', 'failed'].includes(shown.body.status)) throw new Error('under way');
    return shown.body;
  });
}

/** The rows of the report: line, severity, field, code. */
export async function reportOf(test: TestService, id: string, who: object = as.batch) {
  const { body } = await test.call<string>('GET', `imports/${id}/report`, { as: who });
  return body
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((row) => row.replaceAll('"', '').split(/[;,]/));
}

/** Empties the tables: a new service for each test would be much slower. */
export async function emptyTables(test: TestService): Promise<void> {
  await test.asOwner(
    `truncate suspensions, reminders, landlord_contacts, tenancy_events, declarations,
       declaration_history, roster_entries, outbox, outbox_batches`,
    'delete from campaigns',
  );
}

export async function openCampaign(test: TestService, dates: CampaignDates = CAMPAIGN) {
  return test.call('POST', 'campaigns', { as: as.manager, body: dates });
}

export async function putRoster(
  test: TestService,
  lines: readonly RosterLine[],
  year = 2023,
): Promise<ImportState> {
  const path = `campaigns/${String(year)}/roster`;
  return importFile(test, path, ndjson(lines), { method: 'PUT' });
}

export const declare = (
  test: TestService,
  line: object,
  who: object = as.landlord,
): Promise<Reply<Record<string, unknown>>> =>
  test.call('POST', 'campaigns/2023/declarations', { as: who, body: line });
