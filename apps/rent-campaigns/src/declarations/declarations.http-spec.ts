import { TestService } from '@passerelle/testing';

import {
  as,
  declare,
  expectedTenant,
  openCampaign,
  putRoster,
  rentLine,
} from '../../test/campaign.js';
import { type Published, watchPublished } from '../../test/published.js';
import { rentCampaigns } from '../service.js';

let test: TestService;
let published: Published[];

beforeAll(async () => {
  test = await TestService.start(rentCampaigns, { now: '2023-09-10T08:00:00Z' });
  published = watchPublished(test);
  await openCampaign(test);
  await putRoster(
    test,
    [1, 2, 3].map((number) => expectedTenant(number, { aidCents: 20_000, aidPaidTo: 'landlord' })),
  );
});

afterAll(() => test.stop());

const get = async (path: string) => (await test.call('GET', path, { as: as.manager })).body;

describe('lines about one tenancy that arrive at the same moment', () => {
  it('become one version each, in some order', async () => {
    const sent = await Promise.all(
      [50_001, 50_002, 50_003].map((rentCents) => declare(test, rentLine(1, { rentCents }))),
    );
    expect(sent.map(({ body }) => body.version).sort()).toEqual([1, 2, 3]);
    const last = sent.find(({ body }) => body.version === 3)!.body;
    expect(await get(`declarations/${String(last.id)}`)).toEqual(last);
    const history = await get(`declarations/${String(last.id)}/history`);
    expect(history.items).toMatchObject([{ version: 1 }, { version: 2 }]);
  });

  it('are compared with the version that the sender has seen', async () => {
    const { body } = await declare(test, rentLine(2));
    const correct = (rentCents: number) =>
      test.call('POST', `declarations/${String(body.id)}/correction`, {
        as: as.landlord,
        body: { rentCents },
        headers: { 'if-match': '"1"' },
      });
    const answers = await Promise.all([correct(51_000), correct(52_000)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
  });
});

it('a debt that a later line changes is the same event in another version', async () => {
  const arrears = { arrearsSince: '2023-08-20' };
  await declare(test, rentLine(3, { ...arrears, arrearsCents: 10_000 }));
  await declare(test, rentLine(3, { ...arrears, arrearsCents: 90_000 }));
  const { items } = await get('tenancy-events?fileNumber=0000003');
  expect(items).toMatchObject([
    { kind: 'arrears', version: 2, arrearsCents: 90_000, constituted: true },
  ]);
  const [{ id }] = items as [{ id: string }];
  const changes = published.filter(({ type }) => type === 'rent-campaigns.tenancy-changed.v1');
  expect(changes.map(({ version, data }) => [version, data.tenancyEventId])).toEqual([
    [1, id],
    [2, id],
  ]);
});
