import { eventually, TestService } from '@passerelle/testing';

import { EXPECTED, openCampaign, putRoster } from '../../test/campaign.js';
import { rentCampaigns } from '../service.js';

let test: TestService;

beforeAll(async () => {
  test = await TestService.start(rentCampaigns, {
    now: '2023-11-13T08:00:00Z',
    env: { RENT_CAMPAIGNS_REFRESH_MS: '100' },
  });
  await openCampaign(test);
  await putRoster(test, EXPECTED);
  await test.call('POST', 'campaigns/2023/snapshots', {
    as: 'campaign_manager',
    body: { on: '2023-11-12' },
  });
});

afterAll(() => test.stop());

it('are answered from memory, with the same bytes and headers on both ways', async () => {
  const ordinary = await test.call('GET', 'rates');
  const direct = await test.call('GET', 'rates');
  const { 'x-request-id': requestId, date: _, ...ofRoute } = ordinary.headers;
  const { date: __, ...own } = direct.headers;
  // Only answers of the ordinary way carry the id of their request.
  expect(requestId).toBeDefined();
  expect(own).toEqual(ofRoute);
  expect(direct.body).toEqual(ordinary.body);
  expect(direct.body.items).toMatchObject([{ referenceYear: 2023, on: '2023-11-12' }]);
});

it('are not sent again to a caller who has them', async () => {
  const { headers } = await test.call('GET', 'rates');
  const ways: Record<string, string>[] = [{}, { accept: 'application/json;q=0.9' }];
  for (const more of ways) {
    const again = await test.call('GET', 'rates', {
      headers: { ...more, 'if-none-match': headers.etag ?? '' },
    });
    expect([again.status, again.headers.etag]).toEqual([304, headers.etag]);
  }
});

it('show what another process froze, a moment later', async () => {
  await test.transactions.run((tx) =>
    tx.query(
      `insert into progress_snapshots (reference_year, taken_for, counts, taken_at, taken_by)
       select reference_year, taken_for + 1, counts, taken_at, taken_by from progress_snapshots`,
    ),
  );
  await eventually(async () => {
    const { body } = await test.call('GET', 'rates');
    expect(body.items).toMatchObject([{ on: '2023-11-13' }]);
  });
});

it('need no database, and serve the last rates known while it is away', async () => {
  const before = await test.call('GET', 'rates');
  await test.database.allowConnections(false);
  try {
    await test.database.endConnections();
    const { status, body } = await test.call('GET', 'rates');
    expect({ status, body }).toEqual({ status: 200, body: before.body });
  } finally {
    await test.database.allowConnections(true);
  }
});
