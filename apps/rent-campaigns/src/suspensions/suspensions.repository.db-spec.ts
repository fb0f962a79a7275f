import fc from 'fast-check';

import { addDays, localDate, newId } from '@passerelle/kernel';
import type { Tx } from '@passerelle/persistence';
import { TestService } from '@passerelle/testing';

import { CAMPAIGN, fileNumber, LANDLORD } from '../../test/campaign.js';
import { watchPublished } from '../../test/published.js';
import { CampaignsService } from '../campaigns/campaigns.service.js';
import { rentCampaigns } from '../service.js';
import { suspensionStep, type TenantFacts } from './suspension.js';
import { SuspensionsRepository, type Tenancy } from './suspensions.repository.js';
import { SuspensionsService } from './suspensions.service.js';

let test: TestService;
const rosterId = newId();

beforeAll(async () => {
  test = await TestService.start(rentCampaigns);
  await test.transactions.run((tx) =>
    tx.query(`insert into campaigns values (2023, 1, $1, $2, $3, $4, $5, now())`, [
      CAMPAIGN.opensOn,
      CAMPAIGN.suspensionOn,
      CAMPAIGN.closesOn,
      CAMPAIGN.correctionEndsOn,
      rosterId,
    ]),
  );
});

afterAll(() => test.stop());

const day = fc.integer({ min: 120, max: 240 }).map((n) => addDays(localDate('2023-08-01'), n));
const maybeDay = fc.option(day, { nil: null });
const facts: fc.Arbitrary<TenantFacts> = fc.record({
  expected: fc.boolean(),
  firstDeclaredOn: maybeDay,
  lastDayOfRight: maybeDay,
  onRecord: fc.option(fc.constantFrom('suspended', 'regularised', 'withdrawn'), { nil: null }),
});

const MISSING: TenantFacts = {
  expected: true,
  firstDeclaredOn: null,
  lastDayOfRight: null,
  onRecord: null,
};
const SUSPENDED: TenantFacts = { ...MISSING, onRecord: 'suspended' };
/** One tenant for each step that is possible from the day of suspension on. */
const EACH_STEP: TenantFacts[] = [
  MISSING,
  SUSPENDED,
  { ...SUSPENDED, firstDeclaredOn: localDate('2024-01-20') },
  { ...SUSPENDED, lastDayOfRight: localDate('2023-12-31') },
  { ...SUSPENDED, expected: false },
];

async function store(tenants: readonly TenantFacts[]): Promise<void> {
  await test.transactions.run(async (tx) => {
    await tx.query(
      `delete from declarations; delete from roster_entries; delete from tenancy_events;
       delete from suspensions`,
    );
    for (const [index, tenant] of tenants.entries()) {
      const file = fileNumber(index + 1);
      if (tenant.expected) {
        await tx.query(
          `insert into roster_entries (roster_id, file_number, dwelling_ref, landlord_siret,
             landlord_kind, name_key, shared_tenancy)
           values ($1, $2, 'A', $3, 'social', 'MARTIN', false)`,
          [rosterId, file, LANDLORD],
        );
      }
      if (tenant.firstDeclaredOn !== null) {
        await tx.query(
          `insert into declarations (id, version, reference_year, file_number, dwelling_ref, status,
             channel, landlord_siret, last_name, rent_cents, shared_tenancy, tenant_status, anomalies,
             declared_on, first_declared_on, first_channel, rectified, recorded_at)
           values ($1, 1, 2023, $2, 'A', 'accepted', 'online', $3, 'Martin', 1, false, 'present', '{}',
             $4, $4, 'online', false, now())`,
          [newId(), file, LANDLORD, tenant.firstDeclaredOn],
        );
      }
      if (tenant.lastDayOfRight !== null) {
        await tx.query(
          `insert into tenancy_events (id, version, kind, file_number, dwelling_ref, landlord_siret,
             occurred_on, reported_on, last_day_of_right, recorded_at)
           values ($1, 1, 'departure', $2, 'A', $3, $4, $4, $4, now())`,
          [newId(), file, LANDLORD, tenant.lastDayOfRight],
        );
      }
      if (tenant.onRecord !== null) {
        await tx.query(
          `insert into suspensions (id, version, reference_year, file_number, dwelling_ref,
             landlord_siret, suspended_on, status, ended_on, declaration_id, reason, recorded_at)
           values ($1, 7, 2023, $2, 'A', $3, '2024-01-15', $4::text,
             case when $4::text <> 'suspended' then date '2024-01-20' end,
             case when $4::text = 'regularised' then $1::uuid end,
             case when $4::text = 'withdrawn' then 'right_ended' end, now())`,
          [newId(), file, LANDLORD, tenant.onRecord],
        );
      }
    }
  });
}

interface Row {
  readonly file: string;
  readonly status: string;
  readonly reason: string | null;
  readonly version: number;
}

/** The step that a run took for each tenant. */
async function stepsTaken(tenants: readonly TenantFacts[]) {
  const rows = await test.transactions.read<Row>(
    'select file_number as file, status, reason, version from suspensions',
  );
  const byFile = new Map(rows.map((row) => [row.file, row]));
  return tenants.map(({ onRecord }, index) => {
    const row = byFile.get(fileNumber(index + 1));
    if (row === undefined || row.version === 7) return null;
    expect(row.version).toBe(onRecord === null ? 1 : 8);
    if (row.status === 'suspended') return 'suspend';
    return row.status === 'regularised' ? 'regularise' : row.reason;
  });
}

it('a run takes the step of the rule for every tenant, and a second run takes none', async () => {
  const service = test.service.app.get(SuspensionsService);
  const published = watchPublished(test);
  const seen = new Set<unknown>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(facts, { minLength: 10, maxLength: 30 }),
      day,
      async (tenants, today) => {
        await store(tenants);
        published.length = 0;
        test.clock.moveTo(new Date(`${today}T11:00:00Z`));
        await service.followAll();
        const taken = await stepsTaken(tenants);
        expect(taken).toEqual(tenants.map((tenant) => suspensionStep(tenant, CAMPAIGN, today)));
        expect(published).toHaveLength(taken.filter((step) => step !== null).length);
        for (const step of taken) seen.add(step);
        await Promise.all([service.followAll(), service.followAll()]);
        expect(await stepsTaken(tenants)).toEqual(taken);
        expect(published).toHaveLength(taken.filter((step) => step !== null).length);
      },
    ),
    {
      numRuns: 20,
      // Random facts miss a rare step now and then.
      examples: [
        [EACH_STEP, localDate('2024-02-01')],
        [[SUSPENDED], localDate('2024-01-10')],
      ],
    },
  );
  expect([...seen].map(String).sort()).toEqual([
    'not_expected',
    'null',
    'postponed',
    'regularise',
    'right_ended',
    'suspend',
  ]);
});

async function storeMissing(count: number): Promise<void> {
  await store([]);
  await test.transactions.run((tx) =>
    tx.query(
      `insert into roster_entries (roster_id, file_number, dwelling_ref, landlord_siret,
         landlord_kind, name_key, shared_tenancy)
       select $1, lpad(n::text, 7, '0'), 'A', $2, 'social', 'MARTIN', false
       from generate_series(1, $3::integer) n`,
      [rosterId, LANDLORD, count],
    ),
  );
}

/** And lets PostgreSQL know. */
async function storeAlmostNothing(): Promise<void> {
  await store([SUSPENDED]);
  await test.database.query(
    'analyze rent_campaigns.suspensions, rent_campaigns.declarations, rent_campaigns.roster_entries',
  );
}

interface PlanNode {
  readonly 'Rows Removed by Join Filter'?: number;
  readonly 'Actual Loops': number;
  readonly Plans?: readonly PlanNode[];
}

/** The pairs of rows that the joins of a statement compared in vain. */
async function comparedInVain(tx: Tx, run: (explaining: Tx) => Promise<unknown>): Promise<number> {
  let compared = 0;
  const explaining: Pick<Tx, 'query'> = {
    query: async <R>(sql: string, parameters?: readonly unknown[]): Promise<R[]> => {
      const [row] = await tx.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
        `explain (analyze, format json) ${sql}`,
        parameters,
      );
      const add = (node: PlanNode): void => {
        compared += (node['Rows Removed by Join Filter'] ?? 0) * node['Actual Loops'];
        node.Plans?.forEach(add);
      };
      if (row !== undefined) add(row['QUERY PLAN'][0].Plan);
      return [];
    },
  };
  await run(explaining as Tx);
  return compared;
}

it('looks up each tenant by key, whatever PostgreSQL knows of the tables', async () => {
  const repository = test.service.app.get(SuspensionsRepository);
  const campaign = await test.service.app.get(CampaignsService).withRoster('2023');
  const today = CAMPAIGN.suspensionOn;
  const PAGE = 500;
  await storeAlmostNothing();
  await storeMissing(4 * PAGE);
  const inVain = await test.transactions.run(async (tx) => {
    let after: Tenancy | null = null;
    for (let page = 0; page < 3; page += 1) {
      const due: Awaited<ReturnType<typeof repository.due>> = await repository.due(
        tx,
        campaign,
        after,
        PAGE,
      );
      await repository.suspend(tx, campaign, due, test.clock.now());
      after = due.at(-1) ?? null;
    }
    const statements: ((explaining: Tx) => Promise<unknown>)[] = [
      (explaining) => repository.due(explaining, campaign, after, PAGE),
      (explaining) => repository.withdraw(explaining, campaign, today, PAGE),
      (explaining) =>
        repository.regularise(explaining, { referenceYear: CAMPAIGN.referenceYear }, today, PAGE),
    ];
    const counts: number[] = [];
    for (const statement of statements) counts.push(await comparedInVain(tx, statement));
    return counts;
  });
  expect(Math.max(...inVain)).toBeLessThan(4 * PAGE);
});

it('covers a large campaign page by page', async () => {
  const service = test.service.app.get(SuspensionsService);
  test.clock.moveTo(new Date('2024-01-15T11:00:00Z'));
  // PostgreSQL keeps the plans of prepared statements, made here for next to no rows.
  await storeAlmostNothing();
  for (let n = 0; n < 10; n += 1) await service.followNow('2023');
  await storeMissing(12_001);
  const runs = await Promise.all([service.followNow('2023'), service.followNow('2023')]);
  expect(runs.reduce((sum, { suspended }) => sum + suspended, 0)).toBe(12_001);
  const { referenceYear: _, ...dates } = CAMPAIGN;
  await test.transactions.run((tx) =>
    tx.query('update campaigns set suspension_on = $1', [addDays(dates.suspensionOn, 7)]),
  );
  await service.followAll();
  const [left] = await test.transactions.read(
    `select count(*) as suspended from suspensions where status = 'suspended'`,
  );
  expect(left).toEqual({ suspended: 0 });
});
