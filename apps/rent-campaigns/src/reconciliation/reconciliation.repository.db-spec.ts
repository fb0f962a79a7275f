import fc from 'fast-check';

import { newId } from '@passerelle/kernel';
import { TestService } from '@passerelle/testing';

import { fileNumber, LANDLORD } from '../../test/campaign.js';
import { rentCampaigns } from '../service.js';
import { reconcile, type ShareLine } from './reconciliation.js';
import { ReconciliationRepository } from './reconciliation.repository.js';

let test: TestService;

beforeAll(async () => {
  test = await TestService.start(rentCampaigns);
});

afterAll(() => test.stop());

const line: fc.Arbitrary<ShareLine> = fc.record({
  rentCents: fc.constantFrom(90_000, 90_000, 90_000, 91_000),
  tenantShareCents: fc.constantFrom(30_000, 30_000, 29_999, 45_000, 45_001, 90_000),
  cotenants: fc.constantFrom(null, 2, 2, 3),
});
const dwellings = fc.array(fc.array(line, { minLength: 1, maxLength: 4 }), {
  minLength: 1,
  maxLength: 20,
});

async function store(all: readonly (readonly ShareLine[])[]): Promise<void> {
  const rows = all.flatMap((lines, dwelling) => lines.map((given) => ({ ...given, dwelling })));
  await test.transactions.run(async (tx) => {
    await tx.query('delete from declarations');
    await tx.query(
      `insert into declarations (id, version, reference_year, file_number, dwelling_ref, status, channel,
         landlord_siret, last_name, rent_cents, shared_tenancy, tenant_share_cents, cotenants,
         tenant_status, anomalies, declared_on, rectified, recorded_at, stated_at)
       select id, 1, 2023, file_number, dwelling, 'accepted', 'online', $1, 'Martin', rent, true, share,
         cotenants, 'present', '{}', '2023-09-10', false, now(), now()
       from unnest($2::uuid[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::integer[])
         as given (id, file_number, dwelling, rent, share, cotenants)`,
      [
        LANDLORD,
        rows.map(() => newId()),
        rows.map((_, index) => fileNumber(index + 1)),
        rows.map(({ dwelling }) => `D${String(dwelling).padStart(2, '0')}`),
        rows.map(({ rentCents }) => rentCents),
        rows.map(({ tenantShareCents }) => tenantShareCents),
        rows.map(({ cotenants }) => cotenants),
      ],
    );
  });
}

it('the database and the rule find the same mismatches, page by page', async () => {
  const repository = test.service.app.get(ReconciliationRepository);
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(dwellings, async (all) => {
      await store(all);
      const expected = all.flatMap((lines, dwelling) => {
        const reconciled = reconcile(lines, 1);
        if (reconciled.mismatch === null) return [];
        seen.add(reconciled.mismatch);
        return [
          {
            landlordSiret: LANDLORD,
            dwellingRef: `D${String(dwelling).padStart(2, '0')}`,
            ...reconciled,
          },
        ];
      });
      const found = [];
      let after: string | undefined;
      do {
        const page = await repository.mismatches(2023, 1, null, 3, after);
        found.push(...page.items);
        after = page.next ?? undefined;
      } while (after !== undefined);
      expect(found).toEqual(expected);
    }),
    { numRuns: 60 },
  );
  expect(seen.size).toBe(4);
});
