import { TestService } from '@passerelle/testing';

import { rentCampaigns } from '../src/service.js';
import {
  as,
  CAMPAIGN,
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

  it('takes no line without a roster, and is unknown for another year', async () => {
    expect((await declare(test, rentLine(1))).body).toMatchObject({
      code: 'rent-campaigns/roster-missing',
    });
    for (const year of ['2022', 'abc', '20230']) {
      const { status, body } = await get(`campaigns/${year}/progress`);
      expect([status, body.code]).toEqual([404, 'rent-campaigns/unknown-campaign']);
    }
  });

  it('changes its dates only on the version that the sender has seen', async () => {
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
  it('is in force when the import is complete, and refuses lines with a code', async () => {
    const state = await putRoster(test, [
      ...EXPECTED,
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

  it('stays in force when the next roster has no usable line', async () => {
    const state = await putRoster(test, [expectedTenant(1, { fileNumber: 'x' })]);
    expect(state).toMatchObject({ status: 'failed', failure: { code: 'empty-roster' } });
    expect((await get('campaigns/2023/progress')).body).toMatchObject({ expected: 9 });
  });
});

describe('a declaration online', () => {
  it('is accepted, has no effect when repeated, and keeps its history when replaced', async () => {
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
    ['a tenant of another landlord', rentLine(9), 'not-your-tenant'],
    ['an unknown tenant', rentLine(99), 'not-your-tenant'],
    ['another dwelling', rentLine(3, { dwellingRef: 'B3' }), 'unknown-dwelling'],
  ])('a landlord who declares %s learns nothing more', async (_, line, code) => {
    const { status, body } = await declare(test, line);
    expect(status).toBe(422);
    expect(body.errors).toMatchObject([{ code }]);
  });

  it.each([
    [rentLine(9), 'other-landlords-tenant'],
    [rentLine(99), 'unknown-tenant'],
    [rentLine(1, { landlordSiret: '35600000000010' }), 'unknown-landlord'],
  ])('the Caf learns the exact reason', async (line, code) => {
    const { body } = await declare(test, line, as.manager);
    expect(body.errors).toMatchObject([{ code }]);
  });

  it('waits for a confirmation when the line is doubtful', async () => {
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

  it('gives way to the version in force before, if there was one, when withdrawn', async () => {
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

  it('has one effect when it is sent three times at once', async () => {
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
  it('are those of the calling landlord, or all for the Caf', async () => {
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

  it('are listed page by page, and by state', async () => {
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

  it('are refused to a landlord without an establishment', async () => {
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

  it('is merged line by line: wrong lines do not stop correct lines', async () => {
    const csv = [
      `\ufeff${HEADER}`,
      `0000004;MARTIN;${LANDLORD};A4;2023;504,00;non;present`,
      `0000006;MARTIN;${LANDLORD};A6;2023;900,00;non;present`,
      `0000009;MARTIN;${LANDLORD};A9;2023;500;non;present`,
      `0000099;MARTIN;${LANDLORD};A1;2023;500;non;present`,
      `0000004;MARTIN;${LANDLORD};A4;2023;1,00;non;present`,
      `0000005;MARTIN;${LANDLORD};A5;1923;500;non;present`,
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

  it('changes nothing when it is sent again', async () => {
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

  it('leaves only its report after a dry run', async () => {
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

  it('of a landlord holds own tenants only, online, with the day of sending', async () => {
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

  it('of a job of the Caf may hold the days of the declarations', async () => {
    const line = rentLine(9, { landlordSiret: OTHER_LANDLORD, declaredOn: '2023-08-20' });
    await importFile(test, 'campaigns/2023/imports?channel=exchange', ndjson([line]));
    const { body } = await get('campaigns/2023/declarations?fileNumber=0000009');
    expect(body.items).toMatchObject([{ firstDeclaredOn: '2023-08-20', channel: 'exchange' }]);
  });
});
