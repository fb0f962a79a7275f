import { TestService } from '@passerelle/testing';

import { rentCampaigns } from '../src/service.js';
import {
  as,
  declare,
  emptyTables,
  expectedTenant,
  fileNumber,
  importFile,
  LANDLORD,
  ndjson,
  openCampaign,
  putRoster,
  rentLine,
} from './campaign.js';

let test: TestService;

const TENANT = expectedTenant(1, {
  previousRentCents: 60_000,
  previousChargesCents: 0,
  aidCents: 25_000,
  aidPaidTo: 'landlord',
});

beforeAll(async () => {
  test = await TestService.start(rentCampaigns);
});

afterAll(() => test.stop());

beforeEach(async () => {
  test.clock.moveTo(new Date('2023-11-25T08:00:00Z'));
  await emptyTables(test);
  await openCampaign(test);
  await putRoster(test, [TENANT]);
});

type Items = { readonly items: Record<string, unknown>[] };
const itemsOf = async (path: string) =>
  (await test.call<Items>('GET', path, { as: as.manager })).body.items;
/** A file with one line. */
const file = (line: object) =>
  importFile(test, 'campaigns/2023/imports?channel=exchange', ndjson([line]));
/** The events that count, and what the line says of the right. */
const outcome = async () => ({
  events: (await itemsOf('tenancy-events?limit=50'))
    .filter(({ cancelled }) => cancelled !== true)
    .map((event) =>
      Object.fromEntries(
        [
          ...['kind', 'occurredOn', 'reportedOn', 'late', 'arrearsCents', 'thresholdCents'],
          ...['planDueOn', 'lastDayOfRight'],
        ].map((member) => [member, event[member]]),
      ),
    ),
  lastDayOfRight: (await itemsOf('campaigns/2023/declarations'))[0]?.lastDayOfRight,
});
async function decide(decision: 'confirmed' | 'withdrawn'): Promise<void> {
  const [declaration] = await itemsOf('campaigns/2023/declarations');
  const { id, version } = declaration as { id: string; version: number };
  const { status } = await test.call('POST', `declarations/${id}/confirmation`, {
    as: as.manager,
    body: { decision },
    headers: { 'if-match': `"${String(version)}"` },
  });
  expect(status).toBe(200);
}

const departed = { status: 'departed', statusOn: '2023-08-10' };
const owing = { arrearsCents: 100_000, arrearsSince: '2023-07-05' };
const first = { rentCents: 60_000, declaredOn: '2023-08-20' };
const last = { rentCents: 61_000, declaredOn: '2023-11-20' };
const waiting = rentLine(1, { ...last, lastName: 'Durand' });

describe.each([
  ['in the order of their days', (lines: readonly object[]) => lines],
  ['in another order', (lines: readonly object[]) => [...lines].reverse()],
])('files that arrive %s', (_, ordered) => {
  const files = async (...lines: readonly object[]) => {
    for (const line of ordered(lines)) await file(line);
  };

  it('report a departure on the day of the first line', async () => {
    await files(rentLine(1, { ...departed, ...first }), rentLine(1, { ...departed, ...last }));
    expect(await outcome()).toMatchObject({
      events: [{ kind: 'departure', reportedOn: '2023-08-20', late: false }],
      lastDayOfRight: '2023-08-31',
    });
  });

  it('report arrears on the day of the first line, with the amounts of the last one', async () => {
    await files(rentLine(1, { ...owing, ...first }), rentLine(1, { ...owing, ...last }));
    // 2 × (610 − 250)
    const amounts = { arrearsCents: 100_000, thresholdCents: 72_000, planDueOn: '2024-02-20' };
    expect(await outcome()).toMatchObject({
      events: [{ kind: 'arrears', reportedOn: '2023-08-20', late: false, ...amounts }],
    });
  });

  it('state no event that the last accepted line does not state', async () => {
    await files(rentLine(1, { ...departed, ...first }), rentLine(1, last));
    expect(await outcome()).toEqual({ events: [], lastDayOfRight: null });
  });

  describe('state a departure while a later line waits', () => {
    const departure = { kind: 'departure', reportedOn: '2023-08-20' };

    beforeEach(async () => {
      await files(rentLine(1, { ...departed, ...first }), waiting);
      expect(await outcome()).toMatchObject({ events: [departure], lastDayOfRight: '2023-08-31' });
    });

    it('until this line is confirmed', async () => {
      await decide('confirmed');
      expect(await outcome()).toEqual({ events: [], lastDayOfRight: null });
    });

    it('and after it is withdrawn', async () => {
      await decide('withdrawn');
      expect(await outcome()).toMatchObject({ events: [departure] });
    });
  });

  it('leave an event that was reported by itself', async () => {
    const tenancy = { fileNumber: fileNumber(1), dwellingRef: 'A1', landlordSiret: LANDLORD };
    const body = { ...tenancy, kind: 'departure', occurredOn: '2023-08-10' };
    await test.call('POST', 'tenancy-events', { as: as.manager, body });
    await files(rentLine(1, { ...departed, ...first }), rentLine(1, last));
    expect(await outcome()).toMatchObject({
      events: [{ kind: 'departure', reportedOn: '2023-11-25', late: true }],
    });
  });
});

it('a file brings an earlier day for the departure that a request states', async () => {
  const { body } = await declare(test, rentLine(1, { ...departed, rentCents: 61_000 }));
  expect(body).toMatchObject({ lastDayOfRight: '2023-08-31' });
  expect(await outcome()).toMatchObject({ events: [{ reportedOn: '2023-11-25', late: true }] });
  await file(rentLine(1, { ...departed, ...first }));
  expect(await outcome()).toMatchObject({ events: [{ reportedOn: '2023-08-20', late: false }] });
});

it('a request states the departure since the day of an earlier file', async () => {
  await file(rentLine(1, { ...departed, ...first }));
  await declare(test, rentLine(1, { ...departed, rentCents: 61_000 }));
  expect(await outcome()).toMatchObject({ events: [{ reportedOn: '2023-08-20', late: false }] });
  const { body } = await declare(test, rentLine(1, { rentCents: 0 }));
  expect(body).toMatchObject({ status: 'to_confirm', lastDayOfRight: '2023-08-31' });
});
