import fc from 'fast-check';

import { type LocalDate, localDate, newId, surnamesKey } from '@passerelle/kernel';
import type { StagedFault } from '@passerelle/imports';
import type { Tx } from '@passerelle/persistence';
import { eventually, TestService } from '@passerelle/testing';

import { CAMPAIGN, fileNumber, LANDLORD } from '../../test/campaign.js';
import { anomaliesOf } from '../declarations/line.js';
import { rentCampaigns } from '../service.js';
import {
  DeclarationsImportRepository,
  type Merge,
  STAGING,
} from './declarations-import.repository.js';
import { type ExpectedTenancy } from '../roster/expected-tenancy.js';

const THRESHOLDS = {
  rentChangePercent: 30,
  ceilingFactor: 3,
  chargesToleranceCents: 100,
  sameRentLines: 4,
};

interface StagedLine {
  readonly line: number;
  readonly fileNumber: string;
  readonly lastName: string;
  readonly birthDate: LocalDate | null;
  readonly rentCents: number;
  readonly chargesCents: number | null;
}

let test: TestService;
let repository: DeclarationsImportRepository;
let rosterId: string;

beforeAll(async () => {
  test = await TestService.start(rentCampaigns);
  repository = test.service.app.get(DeclarationsImportRepository);
});

afterAll(() => test.stop());

beforeEach(async () => {
  rosterId = newId();
  await test.transactions.run(async (tx) => {
    await tx.query(
      `delete from declarations; delete from declaration_history; delete from roster_entries;
       delete from campaigns`,
    );
    await tx.query(`insert into campaigns values (2023, 1, $1, $2, $3, $4, $5, now())`, [
      CAMPAIGN.opensOn,
      CAMPAIGN.suspensionOn,
      CAMPAIGN.closesOn,
      CAMPAIGN.correctionEndsOn,
      rosterId,
    ]);
  });
});

async function expectTenants(tx: Tx, tenants: readonly Partial<ExpectedTenancy>[]): Promise<void> {
  await tx.query(
    `insert into roster_entries (roster_id, file_number, dwelling_ref, landlord_siret, landlord_kind,
       name_key, birth_date, shared_tenancy, previous_rent_cents, previous_charges_cents, ceiling_cents)
     select $1, lpad(number::text, 7, '0'), 'A', $2, 'social', name_key, birth_date, false,
       previous_rent, previous_charges, ceiling
     from unnest($3::text[], $4::date[], $5::bigint[], $6::bigint[], $7::bigint[]) with ordinality
       as tenant (name_key, birth_date, previous_rent, previous_charges, ceiling, number)`,
    [
      rosterId,
      LANDLORD,
      tenants.map((tenant) => tenant.nameKey ?? 'MARTIN'),
      tenants.map((tenant) => tenant.birthDate ?? null),
      tenants.map((tenant) => tenant.previousRentCents ?? null),
      tenants.map((tenant) => tenant.previousChargesCents ?? null),
      tenants.map((tenant) => tenant.ceilingCents ?? null),
    ],
  );
}

/** One chunk, as the engine stages and merges it. */
async function mergeChunk(
  lines: readonly StagedLine[],
  changes: Partial<Merge> = {},
  beforeCommit: () => Promise<void> = () => Promise.resolve(),
): Promise<string[]> {
  return test.transactions.run(async (tx) => {
    const columns = Object.entries(STAGING).map(([name, type]) => `, ${name} ${type}`);
    await tx.query(
      `create temporary table staged (line integer, doubtful boolean${columns.join('')}) on commit drop`,
    );
    await tx.query(
      `insert into staged (line, doubtful, file_number, dwelling_ref, landlord_siret, last_name,
         name_key, birth_date, rent_cents, charges_cents, shared_tenancy, tenant_status, declared_on)
       select line, false, file_number, 'A', $1, last_name, name_key, birth_date, rent, charges,
         false, 'present', '2023-09-10'
       from unnest($2::integer[], $3::text[], $4::text[], $5::text[], $6::date[], $7::bigint[], $8::bigint[])
         as given (line, file_number, last_name, name_key, birth_date, rent, charges)`,
      [
        LANDLORD,
        lines.map(({ line }) => line),
        lines.map((line) => line.fileNumber),
        lines.map(({ lastName }) => lastName),
        lines.map(({ lastName }) => surnamesKey(lastName)),
        lines.map(({ birthDate }) => birthDate),
        lines.map(({ rentCents }) => rentCents),
        lines.map(({ chargesCents }) => chargesCents),
      ],
    );
    let faults: readonly StagedFault[] = [];
    const merge = async (): Promise<void> => {
      faults = await repository.merge(tx, {
        table: 'staged',
        importId: IMPORT,
        referenceYear: 2023,
        channel: 'exchange',
        landlordSiret: null,
        thresholds: THRESHOLDS,
        recordedAt: new Date('2023-09-10T08:00:00Z'),
        recordedBy: null,
        ...changes,
      });
    };
    if (!(await tx.unlessTaken(merge))) await merge();
    await beforeCommit();
    return faults.map(({ line, code }) => `${String(line)} ${code}`).sort();
  });
}

const IMPORT = newId();

const NAMES = [
  ...['Martin', 'MARTIN', 'Mártin', 'Durand', 'Durand ép. Martin', 'Martin née Durand'],
  ...['Martin-Dupont', 'Ælbrecht', 'AELBRECHT', 'De la Tour', 'DELATOUR', 'La Tour', '-'],
];

const line = (number: number, changes: Partial<StagedLine> = {}): StagedLine => ({
  line: number,
  fileNumber: fileNumber(number),
  lastName: 'Martin',
  birthDate: null,
  rentCents: 60_000 + number,
  chargesCents: null,
  ...changes,
});

const stored = () =>
  test.transactions.read<{ fileNumber: string; rentCents: number; version: number }>(
    `select file_number as "fileNumber", rent_cents as "rentCents", version, status
     from declarations order by file_number`,
  );

describe('merge', () => {
  const amount = fc.constantFrom(null, 0, 5_000, 16_000, 50_000, 60_000);
  const birthDate = fc.constantFrom(null, localDate('1980-01-01'), localDate('1980-01-02'));
  const name = fc.constantFrom(...NAMES);
  const rentCents = fc.oneof(
    fc.integer({ min: 0, max: 90_000 }),
    fc.constantFrom(0, 50_000, 55_000, 55_100, 55_101, 65_000, 65_001),
  );
  const pair = fc.record({
    rentCents,
    chargesCents: amount,
    birthDate,
    lastName: name,
    expected: fc.record({
      nameKey: fc.constantFrom(...NAMES.map(surnamesKey)),
      birthDate,
      previousRentCents: amount,
      previousChargesCents: amount,
      ceilingCents: amount,
    }),
  });
  const mixed = fc.array(pair, { minLength: 1, maxLength: 60 });
  const uniform = fc
    .tuple(mixed, rentCents)
    .map(([pairs, rent]) => pairs.map((given) => ({ ...given, rentCents: rent })));

  it('finds the anomalies that the rule finds', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.oneof(mixed, uniform), async (pairs) => {
        await test.transactions.run(async (tx) => {
          await tx.query('delete from declarations; delete from roster_entries');
          await expectTenants(
            tx,
            pairs.map(({ expected }) => expected),
          );
        });
        const lines = pairs.map((given, index) => line(index + 1, given));
        const landlordLines = {
          lines: lines.length,
          sameRent: new Set(lines.map(({ rentCents }) => rentCents)).size === 1,
        };
        const doubts = pairs.flatMap((given, index) =>
          anomaliesOf(
            { ...given, nameKey: surnamesKey(given.lastName) },
            { ...given.expected, landlordSiret: LANDLORD, leaseStartsOn: null },
            landlordLines,
            THRESHOLDS,
          ).map((code) => {
            seen.add(code);
            return `${String(index + 1)} ${code}`;
          }),
        );
        expect(await mergeChunk(lines)).toEqual(doubts.sort());
      }),
      { numRuns: 60 },
    );
    expect(seen.size).toBe(7);
  });

  it('leaves alone what is known, also when it was confirmed', async () => {
    await test.transactions.run((tx) => expectTenants(tx, [{}, { previousRentCents: 10_000 }]));
    expect(await mergeChunk([line(1), line(2)])).toEqual(['2 rent-change']);
    const before = await stored();
    expect(await mergeChunk([line(1), line(2)], { importId: newId() })).toEqual(['2 rent-change']);
    await test.transactions.run((tx) =>
      tx.query(`update declarations set status = 'accepted', first_declared_on = declared_on`),
    );
    expect(await mergeChunk([line(1), line(2)], { importId: newId() })).toEqual([]);
    expect(await stored()).toEqual(before.map((row) => ({ ...row, status: 'accepted' })));
  });

  it('finds what another import brings at the same moment', async () => {
    await test.transactions.run((tx) => expectTenants(tx, [{}, {}, {}]));
    let letCommit: () => void = () => undefined;
    const mayCommit = new Promise<void>((resolve) => (letCommit = resolve));
    let tellMerged: () => void = () => undefined;
    const merged = new Promise<void>((resolve) => (tellMerged = resolve));
    const first = mergeChunk([line(1), line(2)], {}, async () => {
      tellMerged();
      await mayCommit;
    });
    await merged;
    const second = mergeChunk([line(1), line(2, { rentCents: 61_000 }), line(3)], {
      importId: newId(),
    });
    await eventually(async () => {
      const waiting = await test.transactions.read(
        `select 1 from pg_locks where not granted and pid in (
           select pid from pg_locks
           where database = (select oid from pg_database where datname = current_database()))`,
      );
      expect(waiting).toHaveLength(1);
    });
    letCommit();
    await Promise.all([first, second]);
    expect(await stored()).toMatchObject([
      { rentCents: 60_001, version: 1 },
      { rentCents: 61_000, version: 2 },
      { rentCents: 60_003, version: 1 },
    ]);
  });

  it('keeps what a later file replaces, and takes a refused file back', async () => {
    await test.transactions.run((tx) => expectTenants(tx, [{}, {}, {}]));
    await mergeChunk([line(1), line(2)]);
    const before = await stored();
    const importId = newId();
    await mergeChunk([line(1, { rentCents: 61_000 }), line(2), line(3)], { importId });
    expect(await stored()).toMatchObject([
      { rentCents: 61_000, version: 2 },
      { rentCents: 60_002, version: 1 },
      { rentCents: 60_003, version: 1 },
    ]);
    await test.transactions.run((tx) => repository.discard(tx, importId));
    expect(await stored()).toEqual([{ ...before[0], version: 3 }, before[1]]);
    const history = await test.transactions.read<{ rentCents: number }>(
      'select version, rent_cents as "rentCents" from declaration_history order by version',
    );
    expect(history).toEqual([
      { version: 1, rentCents: 60_001 },
      { version: 2, rentCents: 61_000 },
    ]);
  });
});
