import fc from 'fast-check';

import { addDays, localDate, newId } from '@passerelle/kernel';
import { TestService } from '@passerelle/testing';

import { CAMPAIGN, fileNumber, LANDLORD } from '../../test/campaign.js';
import type { CampaignWithRoster } from '../campaigns/campaign.entity.js';
import { rentCampaigns } from '../service.js';
import { DECLARATION_STATUSES, type LineFacts, lineState } from './line-state.js';
import { LinesDirectory } from './lines.directory.js';

let test: TestService;
let directory: LinesDirectory;
const campaign = { ...CAMPAIGN, version: 1, rosterId: newId() } as CampaignWithRoster;

beforeAll(async () => {
  test = await TestService.start(rentCampaigns);
  directory = test.service.app.get(LinesDirectory);
  await test.transactions.run(async (tx) => {
    await tx.query(`insert into campaigns values (2023, 1, $1, $2, $3, $4, $5, now())`, [
      CAMPAIGN.opensOn,
      CAMPAIGN.suspensionOn,
      CAMPAIGN.closesOn,
      CAMPAIGN.correctionEndsOn,
      campaign.rosterId,
    ]);
  });
});

afterAll(() => test.stop());

const day = fc.integer({ min: 0, max: 400 }).map((n) => addDays(localDate('2023-08-01'), n));
const maybeDay = fc.option(day, { nil: null });
const facts: fc.Arbitrary<LineFacts> = fc
  .record({
    status: fc.option(fc.constantFrom(...DECLARATION_STATUSES), { nil: null }),
    firstDeclaredOn: maybeDay,
    rectified: fc.boolean(),
    remindersSent: fc.integer({ min: 0, max: 3 }),
    lastDayOfRight: maybeDay,
    regularised: fc.boolean(),
  })
  .map((given) =>
    given.status === null
      ? { ...given, firstDeclaredOn: null, rectified: false, regularised: false }
      : { ...given, regularised: given.regularised && given.firstDeclaredOn !== null },
  );

/** Each line has its own landlord, so each line has its own number of reminders. */
async function store(lines: readonly LineFacts[]): Promise<void> {
  await test.transactions.run(async (tx) => {
    await tx.query(
      `delete from declarations; delete from roster_entries; delete from reminders;
       delete from tenancy_events; delete from suspensions`,
    );
    for (const [index, given] of lines.entries()) {
      const file = fileNumber(index + 1);
      const siret = String(Number(LANDLORD) + index).padStart(14, '0');
      await tx.query(
        `insert into roster_entries (roster_id, file_number, dwelling_ref, landlord_siret, landlord_kind,
           name_key, shared_tenancy) values ($1, $2, 'A', $3, 'social', 'MARTIN', false)`,
        [campaign.rosterId, file, siret],
      );
      for (let month = 1; month <= given.remindersSent; month++) {
        await tx.query(
          `insert into reminders values ($1, 2023, $2, $3, 1, now(), 'requested', now())`,
          [newId(), month, siret],
        );
      }
      if (given.status !== null) {
        await tx.query(
          `insert into declarations (id, version, reference_year, file_number, dwelling_ref, status,
             channel, landlord_siret, last_name, rent_cents, shared_tenancy, tenant_status, anomalies,
             declared_on, first_declared_on, first_channel, rectified, recorded_at)
           values ($1, 1, 2023, $2, 'A', $3, 'online', $4, 'Martin', 1, false, 'present', '{}',
             '2023-09-10', $5, 'online', $6, now())`,
          [newId(), file, given.status, siret, given.firstDeclaredOn, given.rectified],
        );
      }
      if (given.regularised) {
        await tx.query(
          `insert into suspensions (id, version, reference_year, file_number, dwelling_ref,
             landlord_siret, suspended_on, status, ended_on, declaration_id, recorded_at)
           values ($1, 2, 2023, $2, 'A', $3, '2024-01-15', 'regularised', '2024-02-01', $1, now())`,
          [newId(), file, siret],
        );
      }
      if (given.lastDayOfRight !== null) {
        await tx.query(
          `insert into tenancy_events (id, version, kind, file_number, dwelling_ref, landlord_siret,
             occurred_on, reported_on, last_day_of_right, recorded_at)
           values ($1, 1, 'departure', $2, 'A', $3, $4, $4, $4, now())`,
          [newId(), file, siret, given.lastDayOfRight],
        );
      }
    }
  });
}

it('the database and the rule agree on the state of every line', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(facts, { minLength: 10, maxLength: 30 }),
      day,
      async (lines, today) => {
        await store(lines);
        const page = await directory.page(campaign, today, null, {}, 200);
        const states = page.items.map(({ state }) => state);
        expect(states).toEqual(lines.map((given) => lineState(given, campaign, today)));
        for (const state of states) seen.add(state);
        const [state] = states;
        const some = await directory.page(campaign, today, null, { state }, 200);
        expect(some.items).toHaveLength(states.filter((other) => other === state).length);
      },
    ),
    { numRuns: 25 },
  );
  expect(seen.size).toBe(10);
});
