import { TestService } from '@passerelle/testing';

import { rentCampaigns } from '../src/service.js';
import { SuspensionsSchedule } from '../src/suspensions/suspensions.schedule.js';
import {
  as,
  CAMPAIGN,
  declare,
  expectedTenant,
  fileNumber,
  emptyTables,
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

const get = async <B = Record<string, unknown>>(path: string) =>
  (await test.call<B>('GET', `campaigns/2023/${path}`, { as: as.manager })).body;
const run = async () =>
  (await test.call('POST', 'campaigns/2023/suspensions', { as: as.manager })).body;
const schedule = () => test.service.app.get(SuspensionsSchedule).follow();
const on = (day: string) => {
  test.clock.moveTo(new Date(`${day}T08:00:00Z`));
};
const line = async (number: number) =>
  (await get<{ items: Record<string, unknown>[] }>(`declarations?fileNumber=${fileNumber(number)}`))
    .items[0]!;
const suspensions = async (query = '') =>
  (await get<{ items: Record<string, unknown>[] }>(`suspensions${query}`)).items;
const publishedAs = (event: string) =>
  published.filter(({ type }) => type === `rent-campaigns.${event}.v1`);
const event = (number: number, changes: object) =>
  test.call<{ id: string }>('POST', 'tenancy-events', {
    as: as.manager,
    body: {
      kind: 'departure',
      fileNumber: fileNumber(number),
      dwellingRef: `A${String(number)}`,
      landlordSiret: LANDLORD,
      ...changes,
    },
  });

beforeAll(async () => {
  test = await TestService.start(rentCampaigns);
  published = watchPublished(test);
});

afterAll(() => test.stop());

beforeEach(async () => {
  await emptyTables(test);
  on('2023-09-10');
  await openCampaign(test);
  await putRoster(test, [
    ...[1, 2, 3, 4, 5].map((number) => expectedTenant(number)),
    expectedTenant(6, { landlordSiret: OTHER_LANDLORD }),
  ]);
  await declare(test, rentLine(1));
  // Declared in time, and nobody has confirmed the line yet.
  await declare(test, rentLine(2, { rentCents: 0 }));
  // This tenant leaves before the suspension.
  on('2023-12-20');
  await event(3, { occurredOn: '2023-12-10' });
  published.length = 0;
});

describe('the day of suspension', () => {
  it('records each tenant of the forecast once, and publishes one event for each', async () => {
    on('2024-01-14');
    expect(
      (await test.call('POST', 'campaigns/2023/suspensions', { as: as.manager })).body,
    ).toMatchObject({ code: 'rent-campaigns/suspension-not-due' });
    await schedule();
    expect(await suspensions()).toEqual([]);
    const forecast = await get('forecast');
    expect(forecast).toMatchObject({ tenants: 3, landlords: 2, suspended: 0 });

    on('2024-01-15');
    const runs = await Promise.all([run(), run()]);
    expect(runs.reduce((sum, { suspended }) => sum + Number(suspended), 0)).toBe(forecast.tenants);
    await schedule();
    const recorded = await suspensions('?status=suspended');
    expect(recorded.map((row) => row.fileNumber).sort()).toEqual([4, 5, 6].map(fileNumber));
    expect(recorded).toMatchObject(
      recorded.map(() => ({ version: 1, suspendedOn: '2024-01-15', endedOn: null })),
    );
    expect(publishedAs('suspension-recorded')).toHaveLength(3);
    expect(
      publishedAs('suspension-recorded')
        .map(({ data }) => data.suspensionId)
        .sort(),
    ).toEqual(recorded.map(({ id }) => id).sort());
    expect(JSON.stringify(published)).not.toMatch(/000000[46]|Martin|A4/);
    expect(await line(4)).toMatchObject({ status: 'suspended', suspendedOn: '2024-01-15' });
    expect(await line(3)).toMatchObject({ status: 'closed', suspendedOn: null });
    expect(await get('forecast')).toMatchObject({ tenants: 3, suspended: 3, regularised: 0 });
    expect(await suspensions(`?landlordSiret=${OTHER_LANDLORD}`)).toHaveLength(1);
  });

  it('is recorded by a late run, without tenants declared meanwhile', async () => {
    on('2024-01-17');
    expect((await declare(test, rentLine(4))).body).toMatchObject({ status: 'regularised' });
    on('2024-01-19');
    await schedule();
    expect((await suspensions()).map((row) => [row.fileNumber, row.suspendedOn]).sort()).toEqual(
      [5, 6].map((number) => [fileNumber(number), '2024-01-15']),
    );
    expect(publishedAs('suspension-recorded')).toHaveLength(2);
  });
});

describe('after the day of suspension', () => {
  beforeEach(async () => {
    on('2024-01-15');
    await schedule();
    published.length = 0;
    on('2024-02-01');
  });

  it('a declaration regularises the suspension', async () => {
    const { body } = await declare(test, rentLine(4));
    expect(body).toMatchObject({ status: 'regularised', suspendedOn: '2024-01-15' });
    const [row] = await suspensions('?status=regularised');
    expect(row).toMatchObject({
      fileNumber: fileNumber(4),
      version: 2,
      endedOn: '2024-02-01',
      declarationId: body.id,
    });
    expect(publishedAs('suspension-regularised')).toEqual([
      {
        type: 'rent-campaigns.suspension-regularised.v1',
        version: 2,
        data: {
          suspensionId: row!.id,
          referenceYear: 2023,
          suspendedOn: '2024-01-15',
          declarationId: body.id,
          declaredOn: '2024-02-01',
        },
      },
    ]);
    await declare(test, rentLine(4, { rentCents: 51_000 }));
    expect(await run()).toEqual({ suspended: 0, regularised: 0, withdrawn: 0 });
    expect(publishedAs('suspension-regularised')).toHaveLength(1);
    expect(await get('forecast')).toMatchObject({ tenants: 2, suspended: 2, regularised: 1 });
    expect(await get('progress')).toMatchObject({ expected: 5, declaredTotal: 2 });
  });

  it('a doubtful line regularises when it is confirmed', async () => {
    await declare(test, rentLine(4, { rentCents: 0 }));
    const before = await line(4);
    expect(before).toMatchObject({ status: 'to_confirm', aidStopped: true });
    const { body } = await test.call('POST', `declarations/${String(before.id)}/confirmation`, {
      as: as.landlord,
      body: {},
    });
    expect(body).toMatchObject({ status: 'regularised' });
    expect(publishedAs('suspension-regularised')).toHaveLength(1);
  });

  it('a file regularises, also with letters that arrived before the suspension', async () => {
    const state = await importFile(
      test,
      'campaigns/2023/imports?channel=paper',
      ndjson([
        rentLine(5, { declaredOn: '2024-01-10' }),
        rentLine(6, { landlordSiret: OTHER_LANDLORD }),
      ]),
    );
    expect(state).toMatchObject({ accepted: 2 });
    expect(publishedAs('suspension-regularised')).toHaveLength(2);
    expect(await line(5)).toMatchObject({
      status: 'regularised',
      firstDeclaredOn: '2024-01-10',
      suspendedOn: '2024-01-15',
    });
  });

  it('an earlier end of the right withdraws a suspension, and its cancellation suspends again', async () => {
    const reported = await event(4, { occurredOn: '2023-12-28' });
    expect(await run()).toEqual({ suspended: 0, regularised: 0, withdrawn: 1 });
    expect(await suspensions('?status=withdrawn')).toMatchObject([
      { fileNumber: fileNumber(4), version: 2, reason: 'right_ended', endedOn: '2024-02-01' },
    ]);
    expect(publishedAs('suspension-withdrawn')).toMatchObject([
      { version: 2, data: { reason: 'right_ended', suspendedOn: '2024-01-15' } },
    ]);
    expect(await line(4)).toMatchObject({ status: 'closed', suspendedOn: null });

    const cancelled = await test.call('POST', `tenancy-events/${reported.body.id}/cancellation`, {
      as: as.manager,
    });
    expect(cancelled.status).toBe(200);
    expect(publishedAs('tenancy-change-cancelled')).toEqual([
      {
        type: 'rent-campaigns.tenancy-change-cancelled.v1',
        version: 2,
        data: {
          tenancyEventId: reported.body.id,
          kind: 'departure',
          occurredOn: '2023-12-28',
          cancelledOn: '2024-02-01',
          reason: 'mistaken',
        },
      },
    ]);
    published.length = 0;
    expect(await run()).toMatchObject({ suspended: 1, withdrawn: 0 });
    expect(publishedAs('suspension-recorded')).toMatchObject([{ version: 3 }]);
    expect(await line(4)).toMatchObject({ status: 'suspended', suspendedOn: '2024-01-15' });
  });

  it('a later roster without the tenant and a postponed day withdraw suspensions', async () => {
    await putRoster(
      test,
      [1, 2, 4, 5].map((number) => expectedTenant(number)),
    );
    expect(await run()).toEqual({ suspended: 0, regularised: 0, withdrawn: 1 });
    const { referenceYear: _, ...dates } = CAMPAIGN;
    await test.call('PUT', 'campaigns/2023', {
      as: as.manager,
      body: { ...dates, suspensionOn: '2024-02-15' },
    });
    await schedule();
    expect((await suspensions()).map(({ reason }) => reason).sort()).toEqual([
      'not_expected',
      'postponed',
      'postponed',
    ]);
    on('2024-02-15');
    await schedule();
    expect((await suspensions('?status=suspended')).map((row) => row.suspendedOn)).toEqual(
      Array(2).fill('2024-02-15'),
    );
  });
});

it('a line that no longer states an event cancels the event', async () => {
  on('2023-12-21');
  await declare(test, rentLine(5, { status: 'departed', statusOn: '2023-12-01' }));
  const [changed] = publishedAs('tenancy-changed');
  await declare(test, rentLine(5));
  expect(publishedAs('tenancy-change-cancelled')).toMatchObject([
    {
      version: 2,
      data: {
        tenancyEventId: changed!.data.tenancyEventId,
        kind: 'departure',
        reason: 'superseded',
        cancelledOn: '2023-12-21',
      },
    },
  ]);
});
