import { newId } from '@passerelle/kernel';
import type { Tx } from '@passerelle/persistence';
import { TestService } from '@passerelle/testing';

import { rentCampaigns } from '../service.js';
import { TenancyEventsRepository } from './tenancy-events.repository.js';

const CHANGED = 5;
const TABLES = ['declarations', 'declaration_history', 'tenancy_events'];

let test: TestService;

beforeAll(async () => {
  test = await TestService.start(rentCampaigns);
});

afterAll(() => test.stop());

/** Declarations of earlier imports, each with a departure on record. */
async function store(declarations: number): Promise<void> {
  await test.asOwner(`truncate ${TABLES.join(', ')}`);
  await test.transactions.run((tx) =>
    tx.query(`
      insert into declarations (id, version, reference_year, file_number, dwelling_ref, status, channel,
        landlord_siret, last_name, rent_cents, shared_tenancy, tenant_status, status_on, anomalies, declared_on,
        first_declared_on, rectified, recorded_at, stated_at, import_id)
      select gen_random_uuid(), 1, 2023, lpad(n::text, 7, '0'), 'A', 'accepted', 'online', '00000001800010',
        'Martin', 1, false, 'departed', '2023-09-01', '{}', '2023-09-10', '2023-09-10', false, now(), now(),
        gen_random_uuid()
      from generate_series(1, ${String(declarations)}) n;
      insert into tenancy_events (id, version, kind, file_number, dwelling_ref, landlord_siret, occurred_on,
        reported_on, recorded_at, declaration_id)
      select gen_random_uuid(), 1, 'departure', file_number, dwelling_ref, landlord_siret, status_on,
        declared_on, now(), id
      from declarations;`),
  );
  await test.asOwner(`analyze ${TABLES.join(', ')}`);
}

/** An import that takes back a few of these departures. */
async function change(tx: Tx, importId: string): Promise<void> {
  await tx.query(
    `update declarations set version = 2, import_id = $1, stated_at = stated_at + interval '1 day', tenant_status = 'present', status_on = null
     where file_number <= $2`,
    [importId, String(CHANGED).padStart(7, '0')],
  );
}

/** The rows that PostgreSQL has read in this transaction, by index or not. */
async function rowsRead(tx: Tx): Promise<number> {
  const [row] = await tx.query<{ rows: number }>(
    `select sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::bigint as rows
     from pg_stat_xact_user_tables where schemaname = current_schema() and relname = any($1)`,
    [TABLES],
  );
  return row?.rows ?? 0;
}

async function cancelled(declarations: number): Promise<{ events: number; rows: number }> {
  await store(declarations);
  const events = test.service.app.get(TenancyEventsRepository);
  const importId = newId();
  return test.transactions.run(async (tx) => {
    await change(tx, importId);
    const before = await rowsRead(tx);
    const changed = await events.cancelUnstated(tx, { importId }, new Date());
    return { events: changed.length, rows: (await rowsRead(tx)) - before };
  });
}

describe('the events that an import does not state any more', () => {
  it('are found among its own lines, however many events are on record', async () => {
    const few = await cancelled(1_000);
    const many = await cancelled(20_000);
    expect([few.events, many.events]).toEqual([CHANGED, CHANGED]);
    expect(few.rows).toBeGreaterThan(0);
    expect(many.rows).toBeLessThanOrEqual(20 * CHANGED);
  });
});
