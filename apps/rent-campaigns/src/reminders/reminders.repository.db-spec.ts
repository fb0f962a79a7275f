import fc from 'fast-check';

import { addDays, localDate, newId } from '@passerelle/kernel';
import { TestService } from '@passerelle/testing';

import { CAMPAIGN, fileNumber, LANDLORD } from '../../test/campaign.js';
import { rentCampaigns } from '../service.js';
import { outcomeOf, type ReminderFacts } from './reminder-plan.js';
import { RemindersRepository } from './reminders.repository.js';

let test: TestService;
let repository: RemindersRepository;
const rosterId = newId();

beforeAll(async () => {
  test = await TestService.start(rentCampaigns);
  repository = test.service.app.get(RemindersRepository);
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

const facts: fc.Arbitrary<ReminderFacts> = fc.record({
  referenceYear: fc.constant(2023),
  month: fc.integer({ min: 8, max: 12 }),
  missing: fc.integer({ min: 0, max: 2 }),
  hasContact: fc.boolean(),
});
const day = fc.integer({ min: 0, max: 160 }).map((n) => addDays(localDate('2023-08-01'), n));

/** Each landlord has the missing tenants and one declared tenant. */
async function store(reminders: readonly ReminderFacts[]): Promise<string[]> {
  return test.transactions.run(async (tx) => {
    await tx.query(
      `delete from declarations; delete from roster_entries; delete from reminders;
       delete from landlord_contacts`,
    );
    const ids = reminders.map(() => newId());
    for (const [index, { month, missing, hasContact }] of reminders.entries()) {
      const siret = String(Number(LANDLORD) + index).padStart(14, '0');
      await tx.query(
        `insert into reminders (id, reference_year, month, landlord_siret, missing, scheduled_at)
         values ($1, 2023, $2, $3, 9, now())`,
        [ids[index], month, siret],
      );
      if (hasContact) {
        await tx.query(`insert into landlord_contacts values ($1, 1, 'x', 'given', now())`, [
          siret,
        ]);
      }
      for (let tenant = 0; tenant <= missing; tenant++) {
        const file = fileNumber(index * 10 + tenant);
        await tx.query(
          `insert into roster_entries (roster_id, file_number, dwelling_ref, landlord_siret,
             landlord_kind, name_key, shared_tenancy)
           values ($1, $2, 'A', $3, 'social', 'MARTIN', false)`,
          [rosterId, file, siret],
        );
        if (tenant > 0) continue;
        await tx.query(
          `insert into declarations (id, version, reference_year, file_number, dwelling_ref, status,
             channel, landlord_siret, last_name, rent_cents, shared_tenancy, tenant_status, anomalies,
             declared_on, first_declared_on, first_channel, rectified, recorded_at, stated_at)
           values ($1, 1, 2023, $2, 'A', 'accepted', 'online', $3, 'Martin', 1, false, 'present', '{}',
             '2023-08-02', '2023-08-02', 'online', false, now(), now())`,
          [newId(), file, siret],
        );
      }
    }
    return ids;
  });
}

it('the database and the rule agree on the end of every reminder', async () => {
  const seen = new Set<unknown>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(facts, { minLength: 10, maxLength: 20 }),
      day,
      async (reminders, today) => {
        const ids = await store(reminders);
        const due = await test.transactions.run((tx) => repository.dueOutcomes(tx, ids, today));
        const byId = new Map(due.map((one) => [one.id, one]));
        for (const [index, reminder] of reminders.entries()) {
          const expected = outcomeOf(reminder, today);
          const found = byId.get(ids[index]!);
          expect(found?.outcome ?? null).toBe(expected);
          if (found !== undefined) expect(found.missing).toBe(reminder.missing);
          seen.add(expected);
        }
      },
    ),
    { numRuns: 15 },
  );
  expect(seen.size).toBe(5);
});
