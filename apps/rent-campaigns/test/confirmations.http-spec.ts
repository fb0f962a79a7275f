import { newId } from '@passerelle/kernel';
import { TestService } from '@passerelle/testing';

import { rentCampaigns } from '../src/service.js';
import { SuspensionsSchedule } from '../src/suspensions/suspensions.schedule.js';
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
  OTHER_LANDLORD,
  putRoster,
  rentLine,
} from './campaign.js';
import { type Published, watchPublished } from './published.js';

let test: TestService;
let published: Published[];

beforeAll(async () => {
  test = await TestService.start(rentCampaigns);
  published = watchPublished(test);
});

afterAll(() => test.stop());

const on = (day: string) => {
  test.clock.moveTo(new Date(`${day}T08:00:00Z`));
};
const confirm = (body: object, who: object = as.manager, headers: Record<string, string> = {}) =>
  test.call('POST', 'campaigns/2023/confirmations', { as: who, body, headers });
const lines = async () =>
  (
    await test.call<{ items: Record<string, unknown>[] }>('GET', 'campaigns/2023/declarations', {
      as: as.manager,
    })
  ).body.items;
const decide = async (number: number, body: object) => {
  const { id, version } = (await lines())[number - 1]!;
  await test.call('POST', `declarations/${String(id)}/confirmation`, {
    as: as.manager,
    body,
    headers: { 'if-match': `"${String(version)}"` },
  });
};

const DOUBTFUL = { rentCents: 0 };
let importId: string;

/** Two doubtful lines of a file, one of another landlord, and one with two anomalies. */
beforeEach(async () => {
  await emptyTables(test);
  on('2023-12-10');
  await openCampaign(test);
  await putRoster(test, [
    ...[1, 2, 3].map((number) => expectedTenant(number)),
    expectedTenant(4, { landlordSiret: OTHER_LANDLORD }),
    expectedTenant(5, { lastName: 'Durand' }),
  ]);
  const file = await importFile(
    test,
    'campaigns/2023/imports?channel=exchange',
    ndjson([rentLine(1, DOUBTFUL), rentLine(2, DOUBTFUL)]),
  );
  importId = file.id;
  await declare(test, rentLine(3, DOUBTFUL));
  await declare(
    test,
    rentLine(4, { ...DOUBTFUL, landlordSiret: OTHER_LANDLORD }),
    as.otherLandlord,
  );
  await declare(test, rentLine(5, DOUBTFUL));
  published.length = 0;
});

const accepted = () => published.filter(({ type }) => type.includes('declaration-accepted'));

describe('lines that wait are confirmed together', () => {
  it.each([
    ['all of them', {}, 5, 0, [1, 2, 3, 4, 5]],
    ['of a landlord', { landlordSiret: OTHER_LANDLORD }, 1, 0, [4]],
    ['with one anomaly and no other', { anomaly: 'rent-zero' }, 4, 1, [1, 2, 3, 4]],
    ['with an anomaly that none has', { anomaly: 'same-rent' }, 0, 0, []],
    ['of an unknown import', { importId: newId() }, 0, 0, []],
  ])('%s', async (_, body, confirmed, left, files) => {
    expect(await confirm(body)).toMatchObject({ status: 200, body: { confirmed, left } });
    const declared = (await lines()).filter(({ status }) => status === 'declared');
    expect(declared.map((line) => line.fileNumber)).toEqual(files.map(fileNumber));
    expect(accepted()).toHaveLength(confirmed);
    expect(await confirm(body)).toMatchObject({ body: { confirmed: 0, left } });
  });

  it('of a file, as a single confirmation does', async () => {
    on('2024-02-01');
    await decide(3, {});
    expect(await confirm({ importId })).toMatchObject({ body: { confirmed: 2, left: 0 } });
    const [first, , third] = await lines();
    const members = { version: 2, firstDeclaredOn: '2023-12-10', status: 'integrated' };
    expect([first, third]).toMatchObject([members, members]);
    const [single, bulk] = accepted();
    expect(Object.keys(single!.data)).toEqual(Object.keys(bulk!.data));
    expect(bulk!.data).toMatchObject({ regularised: false, channel: 'exchange' });
  });

  it('once for one Idempotency-Key', async () => {
    const headers = { 'idempotency-key': newId() };
    const answer = { body: { confirmed: 2 } };
    expect(await confirm({ importId }, as.manager, headers)).toMatchObject(answer);
    expect(await confirm({ importId }, as.manager, headers)).toMatchObject(answer);
    expect((await lines())[0]).toMatchObject({ version: 2 });
  });

  it('within the reach of a landlord alone', async () => {
    const foreign = await confirm({ landlordSiret: OTHER_LANDLORD }, as.landlord);
    expect(foreign).toMatchObject({ body: { confirmed: 0, left: 0 } });
    expect(await confirm({}, as.otherLandlord)).toMatchObject({ body: { confirmed: 1 } });
    expect(await confirm({}, as.landlord)).toMatchObject({ body: { confirmed: 4 } });
  });

  it('until corrections end', async () => {
    on('2024-07-01');
    expect((await confirm({})).body).toMatchObject({ code: 'rent-campaigns/correction-over' });
    expect((await confirm({ anomaly: 'none' })).status).toBe(400);
  });
});

describe('a tenant whose line waits', () => {
  it('keeps the aid when the landlord declared in time', async () => {
    const forecast = await test.call('GET', 'campaigns/2023/forecast', { as: as.manager });
    expect(forecast.body).toMatchObject({ tenants: 0 });
    on('2024-02-01');
    await test.service.app.get(SuspensionsSchedule).follow();
    expect(published).toEqual([]);
    const waiting = { status: 'to_confirm', aidStopped: false, suspendedOn: null };
    expect((await lines())[0]).toMatchObject(waiting);
  });

  it('loses the aid when the line is withdrawn, until another line is confirmed', async () => {
    on('2024-02-01');
    await decide(1, { decision: 'withdrawn' });
    await test.service.app.get(SuspensionsSchedule).follow();
    expect((await lines())[0]).toMatchObject({ status: 'suspended', aidStopped: true });
    await declare(test, rentLine(1, { rentCents: 0, chargesCents: 150 }));
    // Declared too late: waiting and stopped are two facts.
    const both = { status: 'to_confirm', aidStopped: true, suspendedOn: '2024-01-15' };
    expect((await lines())[0]).toMatchObject(both);
    await confirm({ landlordSiret: LANDLORD, anomaly: 'rent-zero' });
    expect((await lines())[0]).toMatchObject({ status: 'regularised', aidStopped: false });
  });
});
