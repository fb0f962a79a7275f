import { eventually, TestService } from '@passerelle/testing';

import type { DataSet } from '../data-loading/data-set.js';
import { DATA_FOLDER, readDataSet } from '../data-loading/data-set.reader.js';
import { scales } from '../service.js';
import { READABLE_CODES, SCALE_CODES } from './scale.js';
import type { ScaleComparison } from './comparison.view.js';
import type { ScaleHistory } from './history.view.js';
import type { ScaleParameter, ScaleView } from './scale.view.js';

interface Problem {
  readonly code: string;
  readonly detail: string;
}

/** After every figure of the data set was published. */
const NOW = '2026-11-23T09:00:00Z';

describe('reading the scales', () => {
  let test: TestService;
  let data: DataSet;

  beforeAll(async () => {
    data = await readDataSet(DATA_FOLDER);
    test = await TestService.start(scales, { now: NOW });
  });

  afterAll(async () => {
    await test.stop();
  });

  const scale = async (path: string): Promise<ScaleView> =>
    (await test.call<ScaleView>('GET', `scales/${path}`)).body;
  const value = (view: ScaleView, key: string) => view.parameters.find((p) => p.key === key)?.value;

  it('lists the 17 in the order of the partners’ page', async () => {
    const { body } = await test.call<{ items: { code: string; inForceFrom: string }[] }>(
      'GET',
      'scales?on=2024-05-12',
    );
    expect(body.items.map(({ code }) => code)).toEqual(SCALE_CODES);
    expect(body.items.find(({ code }) => code === 'rsa')?.inForceFrom).toBe('2024-04-01');
  });

  it.each([
    ['rsa', 'base_amount', '2024-05-12', '635.71'],
    ['rsa', 'base_amount', '2024-03-31', '607.75'],
    ['aah-mva-afh', 'aah_max', '2024-04-01', '1016.05'],
    ['aah-mva-afh', 'mva', '2026-11-23', '104.77'],
    ['prime-activite', 'base_amount', '2026-04-01', '638.28'],
    ['bmaf', 'bmaf', '2025-04-01', '474.37'],
    ['aah-mva-afh', 'afh_amount', '2024-05-12', null],
  ])('%s/%s on %s is %s', async (code, key, on, expected) => {
    const { body } = await test.call<ScaleParameter>(
      'GET',
      `scales/${code}/parameters/${key}?on=${on}`,
    );
    expect(body).toMatchObject({ scale: code, key, value: expected });
    expect(value(await scale(`${code}?on=${on}`), key)).toBe(expected);
  });

  it('shows how a value is derived, from what and with what rounding', async () => {
    const { body } = await test.call<ScaleParameter>(
      'GET',
      'scales/cf/parameters/cf_amount?on=2024-05-12',
    );
    expect(body).toMatchObject({
      value: '194.27',
      derivation: { base: 'bmaf', rate: '0.4165', rounding: 'nearest_cent' },
      publishedOn: '2024-03-20',
      publishedOnBasis: 'base',
    });
  });

  it.each(READABLE_CODES)('gives back every figure of %s at its date', async (code) => {
    const own = data.series.filter(({ series }) => series.scale === code);
    const days = [...new Set(own.flatMap(({ figures }) => figures.map((f) => f.effectiveFrom)))];
    for (const on of days) {
      const view = await scale(`${code}?on=${on}`);
      for (const { series, figures } of own) {
        const figure = figures.find((f) => f.effectiveFrom === on);
        if (!figure) continue;
        if (series.kind === 'parameter') {
          expect(value(view, series.key)).toBe(figure.values[0]);
          continue;
        }
        const rows = view.tables.find(({ key }) => key === series.key)?.rows;
        expect(rows).toEqual(
          series.cells.flatMap(({ at }, i) =>
            figure.values[i] === null ? [] : [{ ...at, value: figure.values[i] }],
          ),
        );
      }
    }
  });

  it('did not know the AAH and RSA of April 2024 on the day of the webinar, but the BMAF', async () => {
    const asKnown = async (code: string, key: string, knownOn: string) =>
      value(await scale(`${code}?on=2024-04-01&knownOn=${knownOn}`), key);
    expect(await asKnown('aah-mva-afh', 'aah_max', '2024-03-28')).toBe('971.37');
    expect(await asKnown('rsa', 'base_amount', '2024-03-28')).toBe('607.75');
    expect(await asKnown('bmaf', 'bmaf', '2024-03-28')).toBe('466.44');
    expect(await asKnown('cf', 'cf_amount', '2024-03-28')).toBe('194.27');
    expect(await asKnown('aah-mva-afh', 'aah_max', '2024-04-30')).toBe('1016.05');
    expect(await asKnown('prime-activite', 'base_amount', '2024-05-01')).toBe('595.25');
    expect(await asKnown('prime-activite', 'base_amount', '2024-05-02')).toBe('622.63');
  });

  it('takes the day of knowledge where no other is given', async () => {
    expect(value(await scale('rsa?knownOn=2024-03-28'), 'base_amount')).toBe('607.75');
    expect(value(await scale('rsa?knownOn=2022-08-20'), 'base_amount')).toBe('598.54');
  });

  it('knows by instant too', async () => {
    const at = async (knownAt: string) =>
      value(await scale(`rsa?on=2024-04-01&knownAt=${encodeURIComponent(knownAt)}`), 'base_amount');
    expect(await at('2024-04-29T23:59:59+02:00')).toBe('607.75');
    expect(await at('2024-04-30T00:00:00+02:00')).toBe('635.71');
  });

  it.each(['rsa', 'al', 'cmg'])('reads %s as known today as it reads it plainly', async (code) => {
    for (const on of ['2022-08-01', '2024-05-12', '2026-11-23']) {
      expect(await scale(`${code}?on=${on}&knownOn=2026-11-23`)).toEqual(
        await scale(`${code}?on=${on}`),
      );
    }
  });

  it('compares April 2023 and April 2024: 4.6 % where it should be, and why not elsewhere', async () => {
    const compare = async (code: string) =>
      (
        await test.call<ScaleComparison>(
          'GET',
          `scales/${code}/comparison?from=2023-04-01&to=2024-04-01`,
        )
      ).body.parameters;
    const of = async (code: string, key: string) =>
      (await compare(code)).find((p) => p.key === key);
    expect(await of('aah-mva-afh', 'aah_max')).toMatchObject({
      from: '971.37',
      to: '1016.05',
      change: '0.0460',
      reason: { code: 'coefficient' },
    });
    expect(await of('bmaf', 'bmaf')).toMatchObject({ change: '0.0460' });
    expect(await of('af', 'af_two_children_t1')).toMatchObject({
      change: '0.0460',
      reason: { code: 'derived' },
    });
    expect(await of('aah-mva-afh', 'mva')).toMatchObject({
      moved: false,
      change: '0.0000',
      reason: { code: 'frozen' },
    });
    expect(await of('af', 'income_ceiling_t1_base')).toMatchObject({
      change: '0.0530',
      reason: { code: 'own_index' },
    });
    for (const code of READABLE_CODES) {
      for (const { reason } of await compare(code)) expect(reason.fr).not.toBe('');
    }
  });

  it('tells the history of a value, without a gap', async () => {
    const { body } = await test.call<ScaleHistory>('GET', 'scales/rsa/history?key=base_amount');
    const values = body.parameters[0]?.values ?? [];
    expect(values[0]).toMatchObject({ value: '454.63', effectiveFrom: '2009-06-01' });
    expect(values.at(-1)).toMatchObject({ value: '651.69', effectiveTo: null });
    values.forEach((one, i) => expect(one.effectiveTo).toBe(values[i + 1]?.effectiveFrom ?? null));
    const then = await test.call<ScaleHistory>(
      'GET',
      'scales/rsa/history?key=base_amount&knownOn=2024-03-28',
    );
    expect(then.body.parameters[0]?.values.at(-1)?.value).toBe('607.75');
  });

  it.each([
    ['scales', 'position,code,'],
    ['scales/af?on=2024-05-12', 'scale,kind,key,'],
    ['scales/rsa/history', 'scale,kind,key,'],
    ['scales/rsa/comparison?from=2023-04-01&to=2024-04-01', 'scale,kind,key,'],
    ['scales/rsa/parameters/base_amount?on=2024-05-12', 'scale,kind,key,'],
    ['scales/rsa/tables/family_flat_amounts?on=2024-05-12', 'scale,kind,key,'],
  ])('%s comes as CSV too', async (path, head) => {
    const { status, headers, body } = await test.call<string>('GET', path, {
      headers: { accept: 'text/csv' },
    });
    expect(status).toBe(200);
    expect(headers['content-type']).toMatch(/^text\/csv/);
    expect(headers.vary).toContain('Accept');
    expect(body.startsWith(head)).toBe(true);
    expect(body.split('\r\n').length).toBeGreaterThan(2);
  });

  it('puts the same figures in the CSV', async () => {
    const { body } = await test.call<string>('GET', 'scales/rsa?on=2024-05-12', {
      headers: { accept: 'text/csv, application/json;q=0.5' },
    });
    expect(body).toContain('rsa,parameter,base_amount,');
    expect(body).toContain(',635.71,2024-04-01,2025-04-01,2024-04-30,official,');
    expect(body).toContain('adults=1; children=0; singleParentIncrease=false');
  });

  it.each([
    'scales',
    'scales/rsa?on=2024-05-12',
    'scales/rsa/parameters/base_amount?on=2024-05-12',
  ])('answers %s with a strong tag, and 304 to it', async (path) => {
    const first = await test.call('GET', path);
    const { etag = '' } = first.headers;
    expect(etag).toMatch(/^"[\w-]{20,}"$/);
    expect(first.headers['cache-control']).toBe('public, no-cache');
    const again = await test.call('GET', path, {
      headers: { 'if-none-match': `"other", ${etag}` },
    });
    expect(again.status).toBe(304);
    expect(again.headers.etag).toBe(etag);
    const csv = await test.call('GET', path, {
      headers: { 'if-none-match': etag, accept: 'text/csv' },
    });
    expect(csv.status).toBe(200);
  });

  it('keeps the tag between days on which nothing changes, and changes it with the figures', async () => {
    const tag = async (on: string) => (await test.call('GET', `scales/rsa?on=${on}`)).headers.etag;
    expect(await tag('2024-05-12')).toBe(await tag('2025-03-31'));
    expect(await tag('2025-03-31')).not.toBe(await tag('2025-04-01'));
  });

  it.each<[string, number, string, string]>([
    ['scales/rmi', 404, 'scales/unknown-scale', '« aah-mva-afh », « ade », « al »,'],
    [
      'scales/rsa?on=1970-01-01',
      404,
      'scales/date-outside',
      'du 1er octobre 1977 au 31 décembre 2026',
    ],
    [
      'scales/rsa?on=2031-01-01',
      404,
      'scales/date-outside',
      'du 1er octobre 1977 au 31 décembre 2026',
    ],
    [
      'scales/rsa/parameters/base_amount?on=2009-05-31',
      404,
      'scales/date-outside',
      'du 1er juin 2009',
    ],
    [
      'scales/rsa/parameters/base',
      404,
      'scales/unknown-key',
      '« base_amount », « first_extra_person_rate »',
    ],
    ['scales/rsa/tables/base_amount', 404, 'scales/unknown-key', 'family_flat_amounts'],
    ['scales/rsa?knownOn=1950-01-01', 404, 'scales/nothing-known', '1er janvier 1950'],
    ['scales/rsa/comparison?from=2024-04-01&to=2023-04-01', 400, 'request/validation-failed', ''],
    ['scales/rsa?on=2024-02-30', 400, 'request/validation-failed', ''],
    ['scales/rsa?on=2024-W13', 400, 'request/validation-failed', ''],
    ['scales/rsa?on=12/05/2024', 400, 'request/validation-failed', ''],
    ['scales/rsa?day=2024-05-12', 400, 'request/validation-failed', ''],
    ['scales/rsa/comparison?from=2023-04-01', 400, 'request/validation-failed', ''],
  ])('refuses %s with %i %s', async (path, status, code, detail) => {
    const response = await test.call<Problem>('GET', path);
    expect(response.status).toBe(status);
    expect(response.body.code).toBe(code);
    expect(response.body.detail).toContain(detail);
  });

  it('does not carry today’s values into years for which nothing is known', async () => {
    test.clock.moveTo(new Date('2024-04-02T08:00:00Z'));
    const { body } = await test.call<Problem>('GET', 'scales/rsa?on=2025-01-01');
    expect(body.detail).toContain('au 31 décembre 2024');
    expect(value(await scale('rsa'), 'base_amount')).toBe('607.75');
    test.clock.moveTo(new Date('2024-04-30T08:00:00Z'));
    expect(value(await scale('rsa'), 'base_amount')).toBe('635.71');
    test.clock.moveTo(new Date(NOW));
  });

  it.each([
    ['fr', 'text/html', 'Barème\u00a0: Revenu de solidarité active'],
    ['en', 'text/html', 'Scale: Minimum income (RSA)'],
  ])('prints a sheet in %s', async (language, accept, title) => {
    const { headers, body } = await test.call<string>('GET', 'scales/rsa/sheet?on=2024-05-12', {
      headers: { accept, 'accept-language': language },
    });
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(body).toContain(title);
    expect(body).toMatch(/635[.,]71/);
  });

  it('prints it as PDF too', async () => {
    for (const [path, headers] of [
      ['scales/af/sheet?on=2024-05-12', { accept: 'application/pdf' }],
      ['scales/al/sheet?on=2024-05-12&format=pdf', {}],
    ] as const) {
      const reply = await test.call<Buffer>('GET', path, { headers });
      expect(reply.headers['content-type']).toBe('application/pdf');
      expect(reply.body.subarray(0, 5).toString()).toBe('%PDF-');
    }
  });

  it.each(SCALE_CODES)('has a sheet of %s that says what is weak', async (code) => {
    const { status, body } = await test.call<string>('GET', `scales/${code}/sheet?on=2026-04-01`);
    expect(status).toBe(200);
    if (code === 'cmg' || code === 'evafor' || code === 'aah-mva-afh')
      expect(body).toContain('avec prudence');
  });

  it('asks the database nothing on a warm read', async () => {
    await test.call('GET', 'scales/rsa?on=2024-05-12');
    // A connection at rest may report only now what it did for an earlier test.
    await eventually(async () => {
      const before = await statementsOn('figures');
      for (let i = 0; i < 20; i += 1) await test.call('GET', 'scales/rsa?on=2024-05-12');
      expect(await statementsOn('figures')).toBe(before);
    });

    async function statementsOn(table: string): Promise<number> {
      await new Promise((resolve) => setTimeout(resolve, 1_100)); // statistics are reported each second
      const [row] = await test.transactions.read<{ scans: number }>(
        `select coalesce(sum(seq_scan + coalesce(idx_scan, 0)), 0)::int as scans
         from pg_stat_user_tables where relname = $1`,
        [table],
      );
      return row?.scans ?? 0;
    }
  });
});
