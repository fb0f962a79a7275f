import { roundTripsOfCall, TestService } from '@passerelle/testing';

import { rentCampaigns } from '../src/service.js';
import { as, declare, expectedTenant, openCampaign, putRoster, rentLine } from './campaign.js';

let test: TestService;

beforeAll(async () => {
  test = await TestService.start(rentCampaigns, { now: '2023-09-10T08:00:00Z' });
  await openCampaign(test);
  await putRoster(
    test,
    [1, 2, 3, 4].map((number) => expectedTenant(number)),
  );
});

afterAll(() => test.stop());

/** The statements of a request, a list for each time the request waits for PostgreSQL. */
const trips = (path: string, body: object) =>
  roundTripsOfCall(test, 'POST', path, { as: as.landlord, body });
const DECLARATIONS = 'campaigns/2023/declarations';

describe('round trips', () => {
  // begin and record; version; commit.
  it('of a first line: 3', async () => {
    expect(await trips(DECLARATIONS, rentLine(1))).toHaveLength(3);
  });

  // begin and record; commit.
  it('of a repeated line: 2', async () => {
    await declare(test, rentLine(2));
    expect(await trips(DECLARATIONS, rentLine(2))).toHaveLength(2);
  });

  it('of a correction: 3', async () => {
    const { body } = await declare(test, rentLine(3));
    const path = `declarations/${String(body.id)}/correction`;
    expect(await trips(path, { rentCents: 51_000 })).toHaveLength(3);
  });

  // begin and record; version; event; commit.
  it('of a line that states a departure: 4', async () => {
    const departed = { status: 'departed', statusOn: '2023-09-01' };
    expect(await trips(DECLARATIONS, rentLine(4, departed))).toHaveLength(4);
  });
});
