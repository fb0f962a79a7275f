import { TestService } from '@passerelle/testing';

import { rentCampaigns } from '../src/service.js';
import {
  as,
  declare,
  emptyTables,
  expectedTenant,
  fileNumber,
  LANDLORD,
  openCampaign,
  putRoster,
  rentLine,
} from './campaign.js';

let test: TestService;

const get = async (path: string) => (await test.call('GET', path, { as: as.manager })).body;
const report = async (number: number, changes: object) => {
  const tenancy = { fileNumber: fileNumber(number), dwellingRef: `A${String(number)}` };
  const body = { ...tenancy, landlordSiret: LANDLORD, ...changes };
  return (await test.call('POST', 'tenancy-events', { as: as.manager, body })).body;
};
const TENANT = expectedTenant(1, {
  previousRentCents: 50_000,
  previousChargesCents: 5_000,
  aidCents: 25_000,
  aidPaidTo: 'landlord',
});

beforeAll(async () => {
  test = await TestService.start(rentCampaigns, { now: '2023-11-10T08:00:00Z' });
});

afterAll(() => test.stop());

beforeEach(async () => {
  await emptyTables(test);
  await openCampaign(test);
  await putRoster(test, [TENANT]);
});

describe('the threshold of arrears', () => {
  const owed = { kind: 'arrears', occurredOn: '2023-10-12', arrearsCents: 64_000 };

  it('is that of the roster before a rent is declared', async () => {
    // 2 × (500 − 250 + 50)
    expect(await report(1, owed)).toMatchObject({ thresholdCents: 60_000 });
  });

  it('is one for a line and for an event, from the rent of this year and the charges of the roster', async () => {
    const line = rentLine(1, { rentCents: 52_000 });
    await declare(test, { ...line, arrearsCents: 64_000, arrearsSince: '2023-09-12' });
    const stated = await get('tenancy-events');
    // 2 × (520 − 250 + 50); the second unpaid rent is that of October.
    const threshold = { thresholdCents: 64_000, constituted: true, reportDueOn: '2023-12-12' };
    expect(stated).toMatchObject({ items: [{ occurredOn: '2023-09-12', ...threshold }] });
    expect(await report(1, owed)).toMatchObject(threshold);
  });

  it('is that of the accepted rent while another one waits for a confirmation', async () => {
    await declare(test, rentLine(1, { rentCents: 52_000 }));
    await declare(test, rentLine(1, { rentCents: 0 }));
    expect(await report(1, owed)).toMatchObject({ thresholdCents: 64_000 });
  });

  it('takes what the report gives first', async () => {
    await declare(test, rentLine(1, { rentCents: 52_000, chargesCents: 6_000 }));
    const given = { rentCents: 30_000, chargesCents: 0, aidCents: 35_000 };
    expect(await report(1, { ...owed, ...given })).toMatchObject({ thresholdCents: 0 });
  });
});

it('a departure before the lease on the roster closes nobody', async () => {
  await report(1, { kind: 'departure', occurredOn: '2023-08-01' });
  expect(await get('campaigns/2023/progress')).toMatchObject({ expected: 0 });
  expect(await get('campaigns/2023/forecast')).toMatchObject({ tenants: 0 });
  await putRoster(test, [{ ...TENANT, leaseStartsOn: '2023-08-02' }]);
  expect(await get('campaigns/2023/progress')).toMatchObject({ expected: 1 });
  expect(await get('campaigns/2023/forecast')).toMatchObject({ tenants: 1 });
  expect(await get('campaigns/2023/declarations')).toMatchObject({
    items: [{ status: 'expected', lastDayOfRight: null }],
  });
  const { body } = await declare(test, rentLine(1));
  expect(body).toMatchObject({ status: 'declared', lastDayOfRight: null });
});
