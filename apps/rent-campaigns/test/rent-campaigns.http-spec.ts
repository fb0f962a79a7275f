import { TestService } from '@passerelle/testing';

import { rentCampaigns } from '../src/service.js';
import {
  as,
  CAMPAIGN,
  declare,
  expectedTenant,
  importFile,
  LANDLORD,
  ndjson,
  openCampaign,
  OTHER_LANDLORD,
  putRoster,
  rentLine,
  reportOf,
} from './campaign.js';

let test: TestService;

beforeAll(async () => {
  test = await TestService.start(rentCampaigns, { now: '2023-09-10T08:00:00Z' });
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

describe('a campaign', () => {
  it('is opened once, with its dates in order', async () => {
    const created = await openCampaign(test);
    expect(created.status).toBe(201);
    expect(created.headers.location).toBe('/rent-campaigns/v1/campaigns/2023');
    expect(created.body).toMatchObject({ ...CAMPAIGN, version: 1, hasRoster: false });
    expect((await openCampaign(test)).body).toMatchObject({
      code: 'rent-campaigns/campaign-exists',
    });
    const early = await openCampaign(test, { ...CAMPAIGN, opensOn: '2023-06-30' as never });
    expect([early.status, early.body.code]).toEqual([422, 'rent-campaigns/opens-before-july']);
  });

  it('takes nothing without a roster, and does not exist for another year', async () => {
    expect((await declare(test, rentLine(1))).body).toMatchObject({
      code: 'rent-campaigns/roster-missing',
    });
    for (const year of ['2022', 'abc', '20230']) {
      const { status, body } = await get(`campaigns/${year}/progress`);
      expect([status, body.code]).toEqual([404, 'rent-campaigns/unknown-campaign']);
    }
  });

  it('changes its dates from the version that was seen', async () => {
    const { referenceYear: _, ...dates } = CAMPAIGN;
    const put = (version: string) =>
      test.call('PUT', 'campaigns/2023', {
        as: as.manager,
        body: dates,
        headers: { 'if-match': version },
      });
    expect((await put('"7"')).status).toBe(412);
    expect((await put('"1"')).body).toMatchObject({ version: 2 });
  });
});

describe('the roster', () => {
  it('is in force once all of it is there, and refuses lines by code', async () => {
    const state = await putRoster(test, [
      ...[1, 2, 3, 4, 5, 6].map((number) =>
        expectedTenant(number, {
          previousRentCents: 50_000,
          previousChargesCents: 5_000,
          ceilingCents: 40_000,
          aidCents: 25_000,
          aidPaidTo: 'landlord',
          leaseStartsOn: '2020-03-01',
        }),
      ),
      expectedTenant(7, { dwellingRef: 'COL', sharedTenancy: true }),
      expectedTenant(8, { dwellingRef: 'COL', sharedTenancy: true }),
      expectedTenant(9, { landlordSiret: OTHER_LANDLORD, landlordKind: 'social' }),
      expectedTenant(10, { landlordSiret: '00000001800011' }),
      expectedTenant(1, { lastName: 'Twice' }),
    ]);
    expect(state).toMatchObject({ status: 'completed', linesRead: 11, accepted: 9, rejected: 2 });
    const report = await reportOf(test, state.id);
    expect(report.map(([line, , field, code]) => [line, field, code])).toEqual([
      ['10', 'landlordSiret', 'siret'],
      ['11', '', 'duplicate-line'],
    ]);
    expect((await get('campaigns/2023')).body).toMatchObject({ hasRoster: true });
  });

  it('stays when the next one has no usable line', async () => {
    const state = await putRoster(test, [expectedTenant(1, { fileNumber: 'x' })]);
    expect(state).toMatchObject({ status: 'failed', failure: { code: 'empty-roster' } });
    expect((await get('campaigns/2023/progress')).body).toMatchObject({ expected: 9 });
  });
});

describe('a declaration online', () => {
  it('is accepted, repeated without effect, and replaced with its history kept', async () => {
    const first = await declare(test, rentLine(1));
    expect(first.status).toBe(201);
    expect(first.headers.location).toBe(`/rent-campaigns/v1/declarations/${String(first.body.id)}`);
    expect(first.body).toMatchObject({
      status: 'declared',
      version: 1,
      channel: 'online',
      firstDeclaredOn: '2023-09-10',
      anomalies: [],
    });
    expect(first.body).not.toHaveProperty('lastName');
    expect((await declare(test, rentLine(1))).body).toMatchObject({ version: 1 });
    const second = await declare(test, rentLine(1, { rentCents: 51_000 }));
    expect(second.body).toMatchObject({ id: first.body.id, version: 2, rentCents: 51_000 });
    const history = await get(`declarations/${String(first.body.id)}/history`, as.landlord);
    expect(history.body).toMatchObject({ items: [{ version: 1, rentCents: 50_001 }] });
  });

  it('takes the rent in euros, with a comma', async () => {
    const { rentCents: _, ...line } = rentLine(2, { rent: '512,3' });
    expect((await declare(test, line)).body).toMatchObject({ rentCents: 51_230 });
  });

  it('names each fault of a refused line', async () => {
    const { status, body } = await declare(
      test,
      rentLine(3, { referenceYear: 2022, sharedTenancy: true, landlordSiret: OTHER_LANDLORD }),
    );
    expect(status).toBe(422);
    expect(body).toMatchObject({
      code: 'rent-campaigns/line-refused',
      errors: [
        { pointer: '/landlordSiret', code: 'foreign-landlord' },
        { pointer: '/referenceYear', code: 'wrong-year' },
        { pointer: '/tenantShareCents', code: 'share-required' },
      ],
    });
  });

  it.each([
    ['another’s tenant', rentLine(9), 'not-your-tenant'],
    ['nobody’s tenant', rentLine(99), 'not-your-tenant'],
    ['another dwelling', rentLine(3, { dwellingRef: 'B3' }), 'unknown-dwelling'],
  ])('a landlord with %s learns nothing else', async (_, line, code) => {
    const { status, body } = await declare(test, line);
    expect(status).toBe(422);
    expect(body.errors).toMatchObject([{ code }]);
  });

  it.each([
    [rentLine(9), 'other-landlords-tenant'],
    [rentLine(99), 'unknown-tenant'],
    [rentLine(1, { landlordSiret: '35600000000010' }), 'unknown-landlord'],
  ])('the Caf itself is told more', async (line, code) => {
    const { body } = await declare(test, line, as.manager);
    expect(body.errors).toMatchObject([{ code }]);
  });

  it('waits for a confirmation when it is doubtful', async () => {
    const doubtful = await declare(test, rentLine(3, { rentCents: 55_000, lastName: 'Durand' }));
    expect(doubtful.body).toMatchObject({
      status: 'to_confirm',
      firstDeclaredOn: null,
      anomalies: ['rent-with-charges', 'name-mismatch'],
    });
    const path = `declarations/${String(doubtful.body.id)}/confirmation`;
    expect((await post(path, {}, as.otherLandlord)).status).toBe(404);
    expect((await post(path, {}, as.landlord, { 'if-match': '"9"' })).status).toBe(412);
    const confirmed = await post(path, {}, as.landlord, { 'if-match': '"1"' });
    expect(confirmed.body).toMatchObject({ status: 'declared', version: 2 });
    expect((await post(path, {}, as.landlord)).body).toMatchObject({
      code: 'rent-campaigns/nothing-to-confirm',
    });
  });

  it('withdrawn, brings back what was in force; nothing, when nothing was', async () => {
    const doubtful = await declare(test, rentLine(1, { rentCents: 90_000 }));
    expect(doubtful.body).toMatchObject({ status: 'to_confirm', firstDeclaredOn: '2023-09-10' });
    const path = `declarations/${String(doubtful.body.id)}/confirmation`;
    const back = await post(path, { decision: 'withdrawn' }, as.landlord);
    expect(back.body).toMatchObject({ status: 'declared', rentCents: 51_000, version: 4 });

    const other = await declare(test, rentLine(4, { rentCents: 0 }));
    const rejected = await post(
      `declarations/${String(other.body.id)}/confirmation`,
      { decision: 'withdrawn' },
      as.landlord,
    );
    expect(rejected.body).toMatchObject({ status: 'rejected', firstDeclaredOn: null });
  });

  it('has one effect when two are sent at once', async () => {
    const both = await Promise.all([
      declare(test, rentLine(5)),
      declare(test, rentLine(5)),
      declare(test, rentLine(5)),
    ]);
    expect(new Set(both.map(({ body }) => body.id)).size).toBe(1);
    expect(both.map(({ body }) => body.version)).toEqual([1, 1, 1]);
  });
});

describe('the lines of a campaign', () => {
  it('are a landlord’s own, or all', async () => {
    const own = await get('campaigns/2023/declarations?limit=200', as.landlord);
    const items = own.body.items as { landlordSiret: string; fileNumber: string }[];
    expect(items).toHaveLength(8);
    expect(new Set(items.map(({ landlordSiret }) => landlordSiret))).toEqual(new Set([LANDLORD]));
    const foreign = await get(
      `campaigns/2023/declarations?landlordSiret=${OTHER_LANDLORD}`,
      as.landlord,
    );
    expect(foreign.body.items).toEqual([]);
    expect((await get('campaigns/2023/declarations')).body.items).toHaveLength(9);
  });

  it('come page by page, and by state', async () => {
    const seen: string[] = [];
    let after = '';
    do {
      const { body } = await get(`campaigns/2023/declarations?limit=2${after}`);
      seen.push(...(body.items as { fileNumber: string }[]).map((item) => item.fileNumber));
      after = body.next === null ? '' : `&after=${body.next as string}`;
    } while (after !== '');
    expect(seen).toEqual([...seen].sort());
    expect(new Set(seen).size).toBe(9);
    const states = async (status: string) =>
      (
        (await get(`campaigns/2023/declarations?status=${status}`)).body.items as {
          fileNumber: string;
        }[]
      ).map((item) => Number(item.fileNumber));
    expect(await states('declared')).toEqual([1, 2, 3, 5]);
    expect(await states('rejected')).toEqual([4]);
    expect(await states('expected')).toEqual([6, 7, 8, 9]);
  });

  it('need a landlord with an establishment', async () => {
    const { status, body } = await get('campaigns/2023/declarations', {
      roles: ['landlord'],
      organisation: null,
    });
    expect([status, body.code]).toEqual([403, 'rent-campaigns/landlord-without-siret']);
  });
});

describe('a file', () => {
  const HEADER =
    'fileNumber;lastName;landlordSiret;dwellingRef;referenceYear;rent;sharedTenancy;status';

  it('is merged line by line; wrong lines stop no right one', async () => {
    const csv = [
      `\ufeff${HEADER}`,
      `0000004;MARTIN;${LANDLORD};A4;2023;504,00;non;present`,
      `0000006;MARTIN;${LANDLORD};A6;2023;900,00;non;present`,
      `0000009;MARTIN;${LANDLORD};A9;2023;500;non;present`,
      `0000099;MARTIN;${LANDLORD};A1;2023;500;non;present`,
      `0000004;MARTIN;${LANDLORD};A4;2023;1,00;non;present`,
      `0000005;MARTIN;${LANDLORD};A5;2022;500;non;present`,
      `0000005;MARTIN;${LANDLORD};A5;2023;500 CC;non;present`,
      `0000005;MARTIN;35600000000010;A5;2023;500;non;present`,
      `0000005;MARTIN;${LANDLORD};B5;2023;500;non;present`,
    ].join('\r\n');
    const state = await importFile(test, 'campaigns/2023/imports?channel=exchange', csv, {
      type: 'text/csv',
    });
    expect(state).toMatchObject({
      status: 'completed',
      linesRead: 9,
      accepted: 1,
      toConfirm: 1,
      rejected: 7,
    });
    const report = await reportOf(test, state.id);
    expect(
      report
        .map(([line, , field, code]) => `${line!} ${field!} ${code!}`)
        .sort((a, b) => Number(a.split(' ')[0]) - Number(b.split(' ')[0])),
    ).toEqual([
      '3 rentCents rent-change',
      '4 fileNumber other-landlords-tenant',
      '5 fileNumber unknown-tenant',
      '6  duplicate-line',
      '7 referenceYear wrong-year',
      '8 rent amount',
      '9 landlordSiret unknown-landlord',
      '10 dwellingRef unknown-dwelling',
    ]);
    expect(JSON.stringify(report)).not.toMatch(/MARTIN|0000004/);
  });

  it('sent again changes nothing', async () => {
    const before = await get('campaigns/2023/declarations?limit=200');
    const lines = [1, 2, 5].map((number) =>
      rentLine(
        number,
        number === 1 ? { rentCents: 51_000 } : number === 2 ? { rentCents: 51_230 } : {},
      ),
    );
    for (const channel of ['exchange', 'paper']) {
      const state = await importFile(
        test,
        `campaigns/2023/imports?channel=${channel}`,
        ndjson(lines),
      );
      expect(state).toMatchObject({ accepted: 3, rejected: 0, toConfirm: 0 });
    }
    expect((await get('campaigns/2023/declarations?limit=200')).body).toEqual(before.body);
  });

  it('tried out keeps nothing but its report', async () => {
    const state = await importFile(
      test,
      'campaigns/2023/imports?channel=exchange&dryRun=true',
      ndjson([rentLine(9, { landlordSiret: OTHER_LANDLORD }), rentLine(98)]),
    );
    expect(state).toMatchObject({ accepted: 1, rejected: 1 });
    expect(await reportOf(test, state.id)).toHaveLength(1);
    const { body } = await get('campaigns/2023/declarations?fileNumber=0000009');
    expect(body.items).toMatchObject([{ status: 'expected', id: null, version: 0 }]);
  });

  it('of a landlord is online, their own, and of the day', async () => {
    const refused = await test.call('POST', 'campaigns/2023/imports?channel=paper', {
      as: as.landlord,
      body: ndjson([rentLine(6)]),
      headers: { 'content-type': 'application/x-ndjson' },
    });
    expect(refused.body).toMatchObject({ code: 'rent-campaigns/channel-not-yours' });
    const state = await importFile(
      test,
      'campaigns/2023/imports?channel=online',
      ndjson([
        rentLine(6, { rentCents: 50_500 }),
        rentLine(9, { landlordSiret: OTHER_LANDLORD }),
        rentLine(9),
        rentLine(5, { declaredOn: '2023-09-01' }),
      ]),
      { who: as.landlord },
    );
    const report = await reportOf(test, state.id, as.landlord);
    expect(report.map(([line, , , code]) => [line, code])).toEqual([
      ['2', 'foreign-landlord'],
      ['3', 'not-your-tenant'],
      ['4', 'declared-on-refused'],
    ]);
    expect((await get(`imports/${state.id}`, as.otherLandlord)).status).toBe(404);
    expect((await get(`imports/${state.id}`, as.manager)).status).toBe(200);
    const { body } = await get('campaigns/2023/declarations?fileNumber=0000006', as.landlord);
    expect(body.items).toMatchObject([{ status: 'declared', channel: 'online' }]);
  });

  it('brings dates of its own when the Caf’s jobs send it', async () => {
    const line = rentLine(9, { landlordSiret: OTHER_LANDLORD, declaredOn: '2023-08-20' });
    await importFile(test, 'campaigns/2023/imports?channel=exchange', ndjson([line]));
    const { body } = await get('campaigns/2023/declarations?fileNumber=0000009');
    expect(body.items).toMatchObject([{ firstDeclaredOn: '2023-08-20', channel: 'exchange' }]);
  });
});

describe('tenancy events', () => {
  const event = (number: number, changes: object) => ({
    fileNumber: String(number).padStart(7, '0'),
    landlordSiret: LANDLORD,
    dwellingRef: `A${String(number)}`,
    ...changes,
  });

  it('carry their legal limits, and close the line', async () => {
    on('2023-11-13');
    const departure = await post(
      'tenancy-events',
      event(2, { kind: 'departure', occurredOn: '2023-10-12' }),
      as.landlord,
    );
    expect(departure.status).toBe(201);
    expect(departure.body).toMatchObject({
      reportDueOn: '2023-11-12',
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

  it('give a hindered landlord one month more, and the day of arrival to what the Caf records', async () => {
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

  it('know the thresholds of arrears', async () => {
    const { body } = await post(
      'tenancy-events',
      event(6, { kind: 'arrears', occurredOn: '2023-09-12', arrearsCents: 60_000 }),
      as.landlord,
    );
    // 2 × (500 − 250 + 50)
    expect(body).toMatchObject({
      thresholdCents: 60_000,
      constituted: true,
      reportDueOn: '2023-11-12',
      late: true,
      planDueOn: '2024-05-13',
    });
  });

  it('refuse what does not fit, and tenants of others', async () => {
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

  it('are told by lines as well, and taken back by them', async () => {
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
        reportedOn: '2023-11-13',
        cancelled: false,
      },
    ]);
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

  it('lists shared dwellings whose shares do not add up', async () => {
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

  it('show the rates day by day', async () => {
    const { body } = await get('campaigns/2023/progress/days?from=2023-09-09&to=2023-09-11');
    expect(body.items).toMatchObject([
      { day: '2023-09-09', declaredTotal: 1 },
      { day: '2023-09-10', declaredTotal: 7 },
      { day: '2023-09-11', declaredTotal: 7 },
    ]);
  });

  it('freeze a day with its denominator, and show the public no more than the rates', async () => {
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

  it('tell who will be suspended', async () => {
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
  it('the missing are suspended, a late line regularises, a new version rectifies', async () => {
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

  it('after the close only corrections and paper go on, until they end too', async () => {
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

describe('the house rules', () => {
  it('writes no personal data to the log', () => {
    expect(test.logLines.join('\n')).not.toMatch(/Martin|MARTIN|Durand|Hospitalisation|0000003/);
  });
});
