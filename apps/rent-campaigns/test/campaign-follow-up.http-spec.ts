import { TestService } from '@passerelle/testing';

import { rentCampaigns } from '../src/service.js';
import {
  as,
  declare,
  EXPECTED,
  expectedTenant,
  importFile,
  LANDLORD,
  ndjson,
  openCampaign,
  OTHER_LANDLORD,
  putRoster,
  rentLine,
} from './campaign.js';

let test: TestService;

beforeAll(async () => {
  test = await TestService.start(rentCampaigns, { now: '2023-09-10T08:00:00Z' });
  await openCampaign(test);
  await putRoster(test, EXPECTED);
  for (const number of [1, 2, 3, 5, 6]) await declare(test, rentLine(number));
  const other = { landlordSiret: OTHER_LANDLORD, declaredOn: '2023-08-20' };
  const lines = [rentLine(4), rentLine(9, other)];
  await importFile(test, 'campaigns/2023/imports?channel=exchange', ndjson(lines));
});

afterAll(async () => {
  await test.stop();
});

const get = (path: string, who: object = as.manager, headers = {}) =>
  test.call('GET', path, { as: who, headers });
const post = (path: string, body: object = {}, who: object = as.manager, headers = {}) =>
  test.call('POST', path, { as: who, body, headers });
const on = (day: string) => {
  test.clock.moveTo(new Date(`${day}T10:00:00Z`));
};

describe('tenancy events', () => {
  const event = (number: number, changes: object) => ({
    fileNumber: String(number).padStart(7, '0'),
    landlordSiret: LANDLORD,
    dwellingRef: `A${String(number)}`,
    ...changes,
  });

  it('have their legal limits, and close the line', async () => {
    on('2023-11-14');
    const departure = await post(
      'tenancy-events',
      event(2, { kind: 'departure', occurredOn: '2023-10-12' }),
      as.landlord,
    );
    expect(departure.status).toBe(201);
    // 12 November is a Sunday, and the Monday has passed.
    expect(departure.body).toMatchObject({
      reportDueOn: '2023-11-13',
      unrolledReportDueOn: '2023-11-12',
      late: true,
      lastDayOfRight: '2023-10-31',
      effectiveOn: '2023-11-01',
    });
    const again = await post(
      'tenancy-events',
      event(2, { kind: 'departure', occurredOn: '2023-10-12' }),
      as.landlord,
    );
    expect(again.body).toMatchObject({ code: 'rent-campaigns/event-already-reported' });
    expect((await get('campaigns/2023/progress')).body).toMatchObject({ expected: 8 });
    const id = String(departure.body.id);
    expect((await get(`tenancy-events/${id}`, as.otherLandlord)).status).toBe(404);
    const cancelled = await post(`tenancy-events/${id}/cancellation`);
    expect(cancelled.body).toMatchObject({ cancelled: true, version: 2 });
    expect((await get('campaigns/2023/progress')).body).toMatchObject({ expected: 9 });
  });

  it('give a hindered landlord one more month, and keep the day on which a report reached the Caf', async () => {
    const { body } = await post(
      'tenancy-events',
      event(2, {
        kind: 'departure',
        occurredOn: '2023-10-12',
        reportedOn: '2023-11-12',
        hindrance: 'Hospitalisation',
      }),
    );
    expect(body).toMatchObject({ reportDueOn: '2023-12-12', late: false, hindered: true });
    expect(body).not.toHaveProperty('hindrance');
  });

  it('compute the threshold of arrears', async () => {
    const { body } = await post(
      'tenancy-events',
      event(6, { kind: 'arrears', occurredOn: '2023-09-12', arrearsCents: 60_000 }),
      as.landlord,
    );
    // 2 × (500 − 250 + 50)
    expect(body).toMatchObject({
      thresholdCents: 60_000,
      constituted: true,
      reportDueOn: '2023-11-13',
      unrolledReportDueOn: '2023-11-12',
      late: true,
      planDueOn: '2024-05-14',
    });
  });

  it('move with a holiday that is declared late, and with the setting', async () => {
    const late = async () => {
      const { body } = await get('tenancy-events?fileNumber=0000006', as.landlord);
      const [{ reportDueOn, late }] = body.items as [{ reportDueOn: string; late: boolean }];
      return [reportDueOn, late];
    };
    expect(await late()).toEqual(['2023-11-13', true]);
    await test.restart({ PASSERELLE_HOLIDAYS: '2023-11-13 Jour exceptionnel' });
    expect(await late()).toEqual(['2023-11-14', false]);
    await test.restart({ RENT_CAMPAIGNS_REPORT_LIMITS_ROLLED: 'false' });
    expect(await late()).toEqual(['2023-11-12', true]);
    await test.restart({});
  });

  it('are refused with faults, and for tenants of other landlords', async () => {
    const faulty = await post(
      'tenancy-events',
      event(6, { kind: 'death', occurredOn: '2019-01-01' }),
      as.landlord,
    );
    expect(faulty.status).toBe(422);
    expect(faulty.body.errors).toMatchObject([
      { pointer: '/occurredOn', code: 'before-lease' },
      { pointer: '/deceased', code: 'deceased-required' },
    ]);
    for (const foreign of [event(9, {}), { ...event(9, {}), landlordSiret: OTHER_LANDLORD }]) {
      const { body } = await post(
        'tenancy-events',
        { ...foreign, kind: 'departure', occurredOn: '2023-10-12' },
        as.landlord,
      );
      expect(body).toMatchObject({ code: 'rent-campaigns/unknown-tenancy' });
    }
  });

  it('are stated by lines too, and cancelled when a line no longer states them', async () => {
    const departed = rentLine(5, { status: 'departed', statusOn: '2023-10-20' });
    const state = await importFile(
      test,
      'campaigns/2023/imports?channel=exchange',
      ndjson([departed]),
    );
    expect(state).toMatchObject({ accepted: 1 });
    const events = async () =>
      (await get('tenancy-events?fileNumber=0000005', as.landlord)).body.items;
    expect(await events()).toMatchObject([
      {
        kind: 'departure',
        lastDayOfRight: '2023-10-31',
        reportedOn: '2023-11-14',
        cancelled: false,
      },
    ]);
    expect(await events()).toMatchObject([{ reportDueOn: '2023-11-20', late: false }]);
    await declare(test, rentLine(5));
    expect(await events()).toMatchObject([{ kind: 'departure', cancelled: true }]);
  });
});

describe('reconciliation', () => {
  const shared = (number: number, tenantShareCents: number) =>
    rentLine(number, {
      dwellingRef: 'COL',
      rentCents: 90_000,
      sharedTenancy: true,
      tenantShareCents,
      cotenants: 2,
    });

  it('lists shared dwellings whose shares do not match the rent', async () => {
    await declare(test, shared(7, 45_000));
    expect((await get('campaigns/2023/reconciliation')).body.items).toEqual([]);
    await declare(test, shared(8, 40_000));
    expect((await get('campaigns/2023/reconciliation', as.landlord)).body.items).toEqual([
      {
        landlordSiret: LANDLORD,
        dwellingRef: 'COL',
        tenants: 2,
        rentCents: 90_000,
        sharesCents: 85_000,
        mismatch: 'shares_below_rent',
      },
    ]);
    expect((await get('campaigns/2023/reconciliation', as.otherLandlord)).body.items).toEqual([]);
    await declare(test, shared(8, 45_000));
    expect((await get('campaigns/2023/reconciliation')).body.items).toEqual([]);
  });
});

describe('progress, forecast and reminders', () => {
  it('count tenants by the channel first accepted', async () => {
    const { body } = await get('campaigns/2023/progress');
    expect(body).toMatchObject({
      expected: 8,
      declaredOnline: 6,
      declaredTotal: 8,
      onlineRate: '75.00',
      totalRate: '100.00',
      byChannel: { exchange: { declared: 2, rate: '25.00' } },
      frozen: false,
    });
    expect((await get('campaigns/2023/progress?on=2023-09-09')).body).toMatchObject({
      expected: 9,
      declaredTotal: 1,
      totalRate: '11.11',
    });
    expect((await get('campaigns/2023/progress?on=2023-07-31')).body).toMatchObject({
      code: 'rent-campaigns/day-out-of-campaign',
    });
  });

  it('show the rates of each day', async () => {
    const { body } = await get('campaigns/2023/progress/days?from=2023-09-09&to=2023-09-11');
    expect(body.items).toMatchObject([
      { day: '2023-09-09', declaredTotal: 1 },
      { day: '2023-09-10', declaredTotal: 7 },
      { day: '2023-09-11', declaredTotal: 7 },
    ]);
  });

  it('freeze a day with its denominator, and publish the rates only', async () => {
    expect((await get('rates', null as never)).body).toEqual({ items: [] });
    const frozen = await post('campaigns/2023/snapshots', { on: '2023-11-12' });
    expect(frozen.status).toBe(201);
    await putRoster(
      test,
      [1, 2, 3, 4, 5, 6, 10, 11].map((number) => expectedTenant(number)),
    );
    const before = await get('campaigns/2023/progress?on=2023-11-12');
    expect(before.body).toEqual(frozen.body);
    expect((await post('campaigns/2023/snapshots', { on: '2023-11-12' })).status).toBe(409);
    expect((await get('campaigns/2023/snapshots')).body.items).toEqual([frozen.body]);
    const { onlineRate, totalRate } = frozen.body;
    expect((await test.call('GET', 'rates')).body).toEqual({
      items: [{ referenceYear: 2023, on: '2023-11-12', onlineRate, totalRate }],
    });
  });

  it('forecast the suspensions', async () => {
    expect((await get('campaigns/2023/forecast')).body).toMatchObject({
      suspensionOn: '2024-01-15',
      tenants: 2,
      landlords: 1,
      nextReminderOn: '2023-12-05',
      items: [
        { landlordSiret: LANDLORD, expected: 7, missing: 2, remindersSent: 0, hasContact: false },
      ],
    });
    expect((await get('campaigns/2023/forecast', as.otherLandlord)).body).toMatchObject({
      tenants: 0,
      items: [],
    });
  });

  it('remind each landlord once a month', async () => {
    expect((await post('campaigns/2023/reminders')).body).toEqual({
      reminded: 1,
      withoutContact: 1,
    });
    expect((await post('campaigns/2023/reminders')).body).toEqual({
      reminded: 0,
      withoutContact: 0,
    });
    on('2023-12-04');
    expect((await post('campaigns/2023/reminders')).status).toBe(409);
    on('2023-12-05');
    const both = await Promise.all([
      post('campaigns/2023/reminders'),
      post('campaigns/2023/reminders'),
    ]);
    expect(both.map(({ body }) => Number(body.reminded)).sort()).toEqual([0, 1]);
    expect((await get('campaigns/2023/reminders')).body.items).toMatchObject([
      { month: 12, missing: 2, delivery: 'no_contact' },
      { month: 11, missing: 2, delivery: 'no_contact' },
    ]);
    const line = await get('campaigns/2023/declarations?fileNumber=0000010');
    expect(line.body.items).toMatchObject([{ status: 'expected', remindersSent: 0 }]);
  });
});

describe('after the suspension', () => {
  it('missing tenants are suspended, a late line regularises, a new version rectifies', async () => {
    on('2024-02-01');
    const state = async (number: number) =>
      (
        (await get(`campaigns/2023/declarations?fileNumber=${String(number).padStart(7, '0')}`))
          .body.items as { status: string }[]
      )[0]!.status;
    expect(await state(10)).toBe('suspended');
    expect(await state(1)).toBe('integrated');
    expect((await declare(test, rentLine(10))).body).toMatchObject({ status: 'regularised' });
    const { body } = await get('campaigns/2023/declarations?fileNumber=0000001');
    const { id } = (body.items as { id: string }[])[0]!;
    const corrected = await post(
      `declarations/${id}/correction`,
      { rentCents: 52_000 },
      as.landlord,
    );
    expect(corrected.body).toMatchObject({
      status: 'rectified',
      rentCents: 52_000,
      firstDeclaredOn: '2023-09-10',
      channel: 'online',
    });
  });

  it('after the close only corrections and paper are taken, until corrections end', async () => {
    on('2024-04-01');
    expect((await declare(test, rentLine(11))).body.errors).toMatchObject([
      { pointer: '/declaredOn', code: 'outside-campaign' },
    ]);
    const paper = await declare(test, rentLine(11), as.manager);
    expect(paper.body).toMatchObject({ status: 'regularised', channel: 'paper' });
    on('2024-07-01');
    const late = await post(`declarations/${String(paper.body.id)}/correction`, { rentCents: 1 });
    expect(late.body).toMatchObject({ code: 'rent-campaigns/correction-over' });
  });
});

it('no personal data is in the log', () => {
  expect(test.logLines.join('\n')).not.toMatch(/Martin|MARTIN|Hospitalisation|0000003/);
});
