import fc from 'fast-check';

import {
  groupBy,
  type LocalDate,
  localDate,
  newId,
  startOfParisDay,
  surnamesKey,
} from '@passerelle/kernel';
import type { StagedFault } from '@passerelle/imports';
import type { Tx } from '@passerelle/persistence';
import { eventually, TestService } from '@passerelle/testing';

import { CAMPAIGN, fileNumber, LANDLORD } from '../../test/campaign.js';
import { type Channel, CHANNELS } from '../campaigns/campaign.js';
import { anomaliesOf } from '../declarations/line.js';
import { type Statement, versionOf } from '../declarations/versions.js';
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

const DAYS = ['2023-09-10', '2023-09-12', '2023-12-31', '2024-01-01', '2024-02-10'].map(localDate);
const NOTHING_KNOWN = {
  landlordSiret: LANDLORD,
  birthDate: null,
  leaseStartsOn: null,
  previousChargesCents: null,
  ceilingCents: null,
};
const RENT_LINE = {
  landlordSiret: LANDLORD,
  dwellingRef: 'A',
  referenceYear: 2023,
  sharedTenancy: false,
  tenantShareCents: null,
  cotenants: null,
  tenantStatus: 'present',
  statusOn: null,
  arrearsCents: null,
  arrearsSince: null,
} as const;

interface StagedLine {
  readonly line: number;
  readonly fileNumber: string;
  readonly lastName: string;
  readonly birthDate: LocalDate | null;
  readonly rentCents: number;
  readonly chargesCents: number | null;
  readonly declaredOn: LocalDate | null;
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
         false, 'present', declared_on
       from unnest($2::integer[], $3::text[], $4::text[], $5::text[], $6::date[], $7::bigint[], $8::bigint[],
         $9::date[]) as given (line, file_number, last_name, name_key, birth_date, rent, charges, declared_on)`,
      [
        LANDLORD,
        lines.map(({ line }) => line),
        lines.map((line) => line.fileNumber),
        lines.map(({ lastName }) => lastName),
        lines.map(({ lastName }) => surnamesKey(lastName)),
        lines.map(({ birthDate }) => birthDate),
        lines.map(({ rentCents }) => rentCents),
        lines.map(({ chargesCents }) => chargesCents),
        lines.map(({ declaredOn }) => declaredOn),
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
        today: localDate('2023-09-10'),
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
/** A file that arrives some minutes after the first one. */
const LATER = { importId: newId(), recordedAt: new Date('2023-09-10T08:30:00Z') };

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
  declaredOn: null,
  ...changes,
});

const stored = () =>
  test.transactions.read<{ fileNumber: string; rentCents: number; version: number }>(
    `select file_number as "fileNumber", rent_cents as "rentCents", version, status
     from declarations order by file_number`,
  );

/** As many tenancies as a run compares: each has lines in some of the files. */
const TENANTS = 40;
const EXPECTED = { nameKey: 'MARTIN', previousRentCents: 60_000 };

interface GivenFile {
  readonly channel: Channel;
  readonly arrivedOn: LocalDate;
  readonly lines: readonly Partial<StagedLine>[];
}

const said = fc.record({
  rentCents: fc.constantFrom(60_000, 60_100, 90_000),
  lastName: fc.constantFrom('Martin', 'Martin', 'Durand'),
  declaredOn: fc.constantFrom(null, ...DAYS),
});
const files: fc.Arbitrary<GivenFile[]> = fc.array(
  fc
    .tuple(
      fc.constantFrom(...CHANNELS),
      fc.constantFrom(...DAYS),
      fc.array(fc.option(said), { minLength: TENANTS, maxLength: TENANTS }),
      fc.boolean(),
    )
    .map(([channel, arrivedOn, tenants, uniform]) => ({
      channel,
      arrivedOn,
      lines: tenants.flatMap((given, index) => {
        if (given === null) return [];
        const rent = uniform ? { rentCents: 60_000 } : {};
        return [{ ...given, ...rent, fileNumber: fileNumber(index + 1) }];
      }),
    })),
  { minLength: 2, maxLength: 5 },
);

/** The files, and each of them twice in any order. */
const arrivals = files.chain((given) => {
  const twice = [...given, ...given];
  return fc.tuple(fc.constant(given), fc.shuffledSubarray(twice, { minLength: twice.length }));
});

const noonOf = (day: LocalDate): Date => new Date(startOfParisDay(day).getTime() + 12 * 3_600_000);

/** What the law says of the lines of all files, whatever their order. */
function versionsByLaw(given: readonly GivenFile[]): unknown[] {
  const statements = given.flatMap(({ channel, arrivedOn, lines }) => {
    const sameRent = new Set(lines.map(({ rentCents }) => rentCents)).size === 1;
    return lines.map((changes): Statement => {
      const stated = line(0, changes);
      const anomalies = anomaliesOf(
        { ...stated, nameKey: surnamesKey(stated.lastName) },
        { ...NOTHING_KNOWN, ...EXPECTED },
        { lines: lines.length, sameRent },
        THRESHOLDS,
      );
      const { declaredOn } = stated;
      return {
        ...RENT_LINE,
        ...stated,
        anomalies,
        status: anomalies.length === 0 ? 'accepted' : 'to_confirm',
        channel,
        declaredOn: declaredOn ?? arrivedOn,
        statedAt: declaredOn === null ? noonOf(arrivedOn) : startOfParisDay(declaredOn),
      };
    });
  });
  return [...groupBy(statements, ({ fileNumber }) => fileNumber).entries()]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, lines]) => {
      const version = versionOf(lines)!;
      return Object.fromEntries(SHOWN.map((member) => [member, version[member]]));
    });
}

const SHOWN = [
  ...(['fileNumber', 'rentCents', 'lastName', 'status', 'channel', 'anomalies'] as const),
  ...(['declaredOn', 'statedAt', 'firstDeclaredOn', 'firstChannel', 'waitingSince'] as const),
  ...(['rectified'] as const),
];

const versions = () =>
  test.transactions.read(
    `select file_number as "fileNumber", rent_cents as "rentCents", last_name as "lastName", status,
       channel, anomalies, declared_on as "declaredOn", stated_at as "statedAt",
       first_declared_on as "firstDeclaredOn", first_channel as "firstChannel", waiting_since as "waitingSince", rectified
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
    const second = mergeChunk([line(1), line(2, { rentCents: 61_000 }), line(3)], LATER);
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
    await mergeChunk([line(1, { rentCents: 61_000 }), line(2), line(3)], LATER);
    expect(await stored()).toMatchObject([
      { rentCents: 61_000, version: 2 },
      { rentCents: 60_002, version: 1 },
      { rentCents: 60_003, version: 1 },
    ]);
    await test.transactions.run((tx) => repository.discard(tx, LATER.importId));
    expect(await stored()).toEqual([{ ...before[0], version: 3 }, before[1]]);
    const history = await test.transactions.read<{ rentCents: number }>(
      'select version, rent_cents as "rentCents" from declaration_history order by version',
    );
    expect(history).toEqual([
      { version: 1, rentCents: 60_001 },
      { version: 2, rentCents: 61_000 },
    ]);
  });

  it('keeps to the law of merge, in any order and with repeated files', async () => {
    await fc.assert(
      fc.asyncProperty(arrivals, async ([given, arrived]) => {
        await test.transactions.run(async (tx) => {
          await tx.query(
            'delete from declarations; delete from declaration_history; delete from roster_entries',
          );
          await expectTenants(
            tx,
            Array.from({ length: TENANTS }, () => EXPECTED),
          );
        });
        for (const { channel, arrivedOn, lines } of arrived) {
          await mergeChunk(
            lines.map((changes, index) => line(index + 1, changes)),
            {
              importId: newId(),
              channel,
              today: arrivedOn,
              recordedAt: noonOf(arrivedOn),
            },
          );
        }
        expect(await versions()).toEqual(versionsByLaw(given));
      }),
      { numRuns: 30 },
    );
  });
});
