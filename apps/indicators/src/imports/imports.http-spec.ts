import { gzipSync } from 'node:zlib';

import { newId } from '@passerelle/kernel';
import type { Tx } from '@passerelle/persistence';
import { eventually, TestService } from '@passerelle/testing';

import {
  BATCH,
  importItems,
  type Line,
  NDJSON,
  ndjson,
  reportOf,
} from '../../test/import-items.js';
import { indicators } from '../service.js';

let test: TestService;

beforeAll(async () => {
  test = await TestService.start(indicators);
});

afterAll(async () => {
  await test.stop();
});

describe('an import', () => {
  const items = (pattern: string) =>
    test.transactions.read<{ item_id: string; received_on: string; version: string }>(
      `select item_id, received_on, xmin::text as version from work_items
       where item_id like $1 order by item_id`,
      [pattern],
    );

  it('takes the good lines and names the others, in the language of the request', async () => {
    const body = [
      '\uFEFF{"itemId":"A-1","category":"mail","receivedOn":"2024-03-06"}\r',
      '',
      '{"itemId":"A-2","category":"mail"',
      '{"itemId":"A-3","category":"mail","receivedOn":"2024-13-01","urgent":"oui"}',
      '{"itemId":"A-4","itemId":"A-5","category":"mail","receivedOn":"2024-03-06"}',
      '{"itemId":"A-1","category":"mail","receivedOn":"2024-03-07"}',
      '{"itemId":"A-6","category":"mail","receivedOn":"2024-03-06","lastName":"\\ud800"}',
    ].join('\n');
    const view = await importItems(test, body);
    expect(view).toMatchObject({
      kind: 'work-items',
      status: 'completed',
      linesRead: 6,
      accepted: 1,
      rejected: 5,
      toConfirm: 0,
      progress: 1,
    });
    const report = await reportOf(test, view.id);
    expect(report.map((row) => row.slice(0, 4))).toEqual([
      ['1', 'refused', '', 'superseded-line'],
      ['3', 'refused', '', 'malformed-json'],
      ['4', 'refused', 'receivedOn', 'day'],
      ['4', 'refused', 'urgent', 'flag'],
      ['5', 'refused', '', 'duplicate-member'],
      ['7', 'refused', '', 'forbidden-character'],
    ]);
    expect(report[2]?.[4]).toBe('an existing date is expected, YYYY-MM-DD or, in CSV, DD/MM/YYYY');
    const french = await reportOf(test, view.id, 'fr');
    expect(french[2]?.[4]).toBe(
      'une date existante est attendue, AAAA-MM-JJ ou, dans un CSV, JJ/MM/AAAA',
    );
    expect(await items('A-%')).toMatchObject([{ item_id: 'A-1', received_on: '2024-03-07' }]);
  });

  const GOOD = { itemId: 'L-1', category: 'mail', receivedOn: '2024-03-06' };
  const REFUSED: readonly (readonly [unknown, string])[] = [
    [[], ' not-an-object'],
    ['text', ' not-an-object'],
    [{ ...GOOD, lastName: 'Martin' }, 'lastName unknown-member'],
    [{ ...GOOD, 'Jeanne Martin': 'x' }, ' unknown-member'],
    [{ ...GOOD, itemId: undefined }, 'itemId required'],
    [{ ...GOOD, itemId: '' }, 'itemId required'],
    [{ ...GOOD, itemId: 7 }, 'itemId item-id'],
    [{ ...GOOD, itemId: 'Jeanne Martin' }, 'itemId item-id'],
    [{ ...GOOD, itemId: 'x'.repeat(65) }, 'itemId item-id'],
    [{ ...GOOD, category: undefined }, 'category required'],
    [{ ...GOOD, category: 'toString' }, 'category one-of'],
    [{ ...GOOD, receivedOn: null }, 'receivedOn required'],
    [{ ...GOOD, receivedOn: '2024-02-30' }, 'receivedOn day'],
    [{ ...GOOD, receivedOn: '2024-W10-3' }, 'receivedOn day'],
    [{ ...GOOD, receivedOn: '1989-12-31' }, 'receivedOn too-early'],
    [{ ...GOOD, receivedOn: '2024-04-03' }, 'receivedOn in-future'],
    [{ ...GOOD, startedAt: '2024-03-21' }, 'startedAt instant'],
    [{ ...GOOD, startedAt: '2024-02-30T08:00:00Z' }, 'startedAt instant'],
    [{ ...GOOD, startedAt: '2024-03-21T08:00:00' }, 'startedAt instant'],
    // The day after, in Paris; the second before the day of receipt.
    [{ ...GOOD, startedAt: '2024-04-02T22:00:00Z' }, 'startedAt in-future'],
    [{ ...GOOD, startedAt: '2024-03-05T22:59:59Z' }, 'startedAt before-receipt'],
    [{ ...GOOD, completedAt: '1999-01-01T00:00:00+14:00' }, 'completedAt before-receipt'],
    [
      { ...GOOD, startedAt: '2024-03-21T08:00:00Z', completedAt: '2024-03-20T08:00:00Z' },
      'completedAt before-start',
    ],
    [{ ...GOOD, urgent: 'yes' }, 'urgent flag'],
    [{ ...GOOD, automatic: 1 }, 'automatic flag'],
  ];

  it('refuses each line for its own fault, and quotes nothing', async () => {
    const { id } = await importItems(test, ndjson(REFUSED.map(([line]) => line as Line)));
    const report = await reportOf(test, id);
    expect(report.map(([line, , field = '', code = '']) => [Number(line), `${field} ${code}`]))
      // One row each, in order.
      .toEqual(REFUSED.map(([, fault], index) => [index + 1, fault]));
    expect(JSON.stringify(report)).not.toMatch(/Martin|xxx|toString/);
    expect(await items('L-%')).toEqual([]);
  });

  it('names everything that is wrong with a line', async () => {
    const { id } = await importItems(
      test,
      ndjson([{ itemId: '?', category: 'x', receivedOn: 3, resumed: 'no' }]),
    );
    expect((await reportOf(test, id)).map(([, , field, code]) => [field, code])).toEqual([
      ['category', 'one-of'],
      ['itemId', 'item-id'],
      ['receivedOn', 'day'],
      ['resumed', 'flag'],
    ]);
  });

  it('takes an item started within its day of arrival, or today, in Paris', async () => {
    const view = await importItems(
      test,
      ndjson([
        { ...GOOD, itemId: 'P-1', startedAt: '2024-03-05T23:00:00Z' },
        { ...GOOD, itemId: 'P-2', startedAt: '2024-04-02T21:59:59Z' },
        { ...GOOD, itemId: 'P-3', startedAt: '2024-03-21T09:30:00.25+01:00', completedAt: null },
      ]),
    );
    expect(view).toMatchObject({ accepted: 3, rejected: 0 });
    const [, , last] = await test.transactions.read<{ started_at: Date }>(
      `select started_at from work_items where item_id like 'P-%' order by item_id`,
    );
    expect(last?.started_at).toEqual(new Date('2024-03-21T08:30:00.250Z'));
  });

  it('of a later state replaces the whole item, also by taking its start back', async () => {
    const started = { ...GOOD, itemId: 'S-1', startedAt: '2024-03-21T08:00:00Z', urgent: true };
    await importItems(test, ndjson([started]));
    await importItems(test, ndjson([{ ...GOOD, itemId: 'S-1' }]));
    expect(
      await test.transactions.read(
        `select started_at, urgent from work_items where item_id = 'S-1'`,
      ),
    ).toEqual([{ started_at: null, urgent: false }]);
  });

  it('changes nothing the second time', async () => {
    const lines = ndjson(
      Array.from({ length: 25 }, (_, n) => ({ ...GOOD, itemId: `T-${String(n)}` })),
    );
    const first = await importItems(test, lines);
    const rows = await items('T-%');
    expect(rows).toHaveLength(25);
    const second = await importItems(test, lines);
    expect(second.id).not.toBe(first.id);
    expect(second).toMatchObject({ accepted: 25, rejected: 0 });
    expect(await items('T-%')).toEqual(rows);
  });

  it('is one import for one idempotency key', async () => {
    const headers = { 'idempotency-key': 'file-1' };
    const call = (body: string) =>
      test.call('POST', 'work-items/imports', {
        as: BATCH,
        body,
        headers: { ...NDJSON, ...headers },
      });
    const lines = ndjson([{ ...GOOD, itemId: 'K-1' }]);
    const first = await call(lines);
    const second = await call(lines);
    expect([first.status, second.status]).toEqual([202, 202]);
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect(second.body.id).toBe(first.body.id);
    expect(first.headers.location).toBe(`/indicators/v1/imports/${String(first.body.id)}`);
    expect(await call(`${lines}\n`)).toMatchObject({
      status: 422,
      body: { code: 'request/idempotency-key-reused' },
    });
  });

  it('tried out keeps nothing but its report', async () => {
    const view = await importItems(test, ndjson([{ ...GOOD, itemId: 'D-1' }, { itemId: 'D-2' }]), {
      query: '?dryRun=true',
    });
    expect(view).toMatchObject({ dryRun: true, accepted: 1, rejected: 1 });
    expect(await reportOf(test, view.id)).toHaveLength(2);
    expect(await items('D-%')).toEqual([]);
  });

  it('comes to the same as CSV', async () => {
    const csv = [
      'itemId;category;receivedOn;startedAt;urgent',
      'C-1;mail;06/03/2024;2024-03-21T08:30:00Z;oui',
      'C-2;rsa_aah;2024-03-14;;',
    ].join('\r\n');
    const view = await importItems(test, csv, { headers: { 'content-type': 'text/csv' } });
    expect(view).toMatchObject({ accepted: 2, rejected: 0 });
    expect(
      await test.transactions.read(
        `select item_id, received_on, started_at, urgent from work_items
         where item_id like 'C-%' order by item_id`,
      ),
    ).toEqual([
      {
        item_id: 'C-1',
        received_on: '2024-03-06',
        started_at: new Date('2024-03-21T08:30:00Z'),
        urgent: true,
      },
      { item_id: 'C-2', received_on: '2024-03-14', started_at: null, urgent: false },
    ]);
  });

  it('takes a file with French headers and words', async () => {
    const csv = 'Identifiant;Catégorie;Reçu le;Urgence\nF-1;Courrier;06/03/2024;O\n';
    const view = await importItems(test, csv, { headers: { 'content-type': 'text/csv' } });
    expect(view).toMatchObject({ accepted: 1, rejected: 0 });
    expect(
      await test.transactions.read(
        `select category, received_on, urgent from work_items where item_id = 'F-1'`,
      ),
    ).toEqual([{ category: 'mail', received_on: '2024-03-06', urgent: true }]);
  });

  const raw = async (bytes: Buffer, headers: Record<string, string> = NDJSON) => {
    const response = await fetch(`${test.origin}/indicators/v1/work-items/imports`, {
      method: 'POST',
      headers: { ...headers, authorization: `Bearer ${await test.issuer.token(BATCH)}` },
      body: new Uint8Array(bytes),
    });
    return [response.status, (await response.json()) as { code: string; id: string }] as const;
  };

  it('takes gzip, and more than other bodies may hold', async () => {
    const line = { ...GOOD, itemId: 'G-1' };
    // Blanks that compress as a list does: 1.5 MB of newlines alone would be taken for a bomb.
    const blanks = Buffer.from(
      Array.from({ length: 100_000 }, (_, n) =>
        ' '.repeat(Math.imul(n, 2_654_435_761) >>> 27),
      ).join('\n'),
    );
    const file = gzipSync(Buffer.concat([Buffer.from(ndjson([line])), blanks]), { level: 1 });
    const [status, { id }] = await raw(file, { ...NDJSON, 'content-encoding': 'gzip' });
    expect(status).toBe(202);
    await eventually(async () => {
      const { body } = await test.call('GET', `imports/${id}`, { as: BATCH });
      expect(body).toMatchObject({ status: 'completed', accepted: 1, bytes: expect.any(Number) });
      expect(body.bytes).toBeGreaterThan(1_500_000);
    });
    expect(await items('G-%')).toHaveLength(1);
  });

  it('refuses what is no file', async () => {
    expect(await raw(Buffer.alloc(0))).toMatchObject([400, { code: 'imports/empty-body' }]);
    for (const type of ['application/json', 'text/plain']) {
      const [status] = await raw(Buffer.from('{}'), { 'content-type': type });
      expect(status).toBe(415);
    }
  });

  it.each(['\n \r\n', '\uFEFF\n'])('of nothing but blanks fails (%j)', async (body) => {
    expect(await importItems(test, body)).toMatchObject({
      status: 'failed',
      failure: { code: 'empty-file' },
    });
  });

  it('is known to its sender alone', async () => {
    const { id } = await importItems(test, ndjson([{ ...GOOD, itemId: 'N-1' }]));
    for (const path of ['', '/events', '/report']) {
      const others = await test.call('GET', `imports/${id}${path}`, {
        as: { ...BATCH, sub: newId() },
      });
      expect(others).toMatchObject({ status: 404, body: { code: 'request/unknown-id' } });
    }
    const events = await test.call<string>('GET', `imports/${id}/events`, { as: BATCH });
    expect(events.body).toMatch(/event: progress[^]*"status":"completed"[^]*event: end/);
  });

  it('is followed by a bounded number of streams of a caller, freed when they break', async () => {
    const id = newId();
    // An import that stays as it is.
    await test.transactions.run((tx) =>
      tx.query(
        `insert into imports (id, kind, format, status, dry_run, context, created_by, lines_per_chunk, retry_at)
         values ($1, 'work-items', 'ndjson', 'processing', false, 'null', $2, 1000, 'infinity')`,
        [id, BATCH.sub],
      ),
    );
    const headers = { authorization: `Bearer ${await test.issuer.token(BATCH)}` };
    const open = async () => {
      const broken = new AbortController();
      const url = `${test.origin}/indicators/v1/imports/${id}/events`;
      const { status, body } = await fetch(url, { headers, signal: broken.signal });
      return { status, body, broken };
    };
    const streams = await Promise.all(Array.from({ length: 8 }, open));
    expect(streams.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(await test.call('GET', `imports/${id}/events`, { as: BATCH })).toMatchObject({
      status: 429,
      body: { code: 'request/too-many-streams' },
      headers: { 'retry-after': '30' },
    });
    streams[0]?.broken.abort();
    await eventually(async () => {
      const again = await open();
      streams.push(again);
      expect(again.status).toBe(200);
    });
    for (const { broken } of streams) broken.abort();
    await test.transactions.run((tx) => tx.query('delete from imports where id = $1', [id]));
  });

  it('is of the one route that takes such a body', async () => {
    const response = await test.call('POST', 'snapshots', {
      as: 'indicator_publisher',
      body: '{"updatedOn":"2024-04-02"}',
      headers: NDJSON,
    });
    expect(response.status).toBe(415);
  });
});

describe('a large import', () => {
  const LINES = 50_000;
  const BODY = Array.from(
    { length: LINES },
    (_, n) =>
      // The first line comes again at the end, two chunks later; each thousandth is faulty.
      `{"itemId":"B-${String(n === LINES - 1 ? 0 : n)}","category":"${n % 1_000 === 500 ? 'x' : 'other'}",` +
      `"receivedOn":"2024-03-${n === LINES - 1 ? '02' : '01'}"}\n`,
  ).join('');

  /** Sends the file and waits; the statements of transactions about imports meanwhile. */
  async function imported() {
    const statements: string[] = [];
    const watched = (tx: Tx): Tx =>
      new Proxy(tx, {
        get(target, name) {
          const member = Reflect.get(target, name) as unknown;
          if (typeof member !== 'function') return member;
          return (...given: unknown[]): unknown => {
            const [sql] = given;
            if (typeof sql === 'string' && /staged_lines|import|work_items/.test(sql)) {
              statements.push(sql);
            }
            return Reflect.apply(member, target, given);
          };
        },
      });
    const run = test.transactions.run.bind(test.transactions);
    const spy = jest
      .spyOn(test.transactions, 'run')
      .mockImplementation((work) => run((tx) => work(watched(tx))));
    const view = await importItems(test, BODY);
    spy.mockRestore();
    return { view, statements };
  }

  it('takes a bounded number of statements a chunk, and none of its rows a second time', async () => {
    await test.transactions.run((tx) => tx.query('delete from work_items'));
    const { view, statements } = await imported();
    expect(view).toMatchObject({ linesRead: LINES, accepted: LINES - 51, rejected: 51 });
    const chunks = Math.ceil(LINES / 20_000);
    const count = (form: RegExp): number => statements.filter((sql) => form.test(sql)).length;
    // One more of each for the line that waits until its duplicate is settled.
    expect(count(/insert into work_items/)).toBe(chunks + 1);
    expect(count(/^copy staged_lines/)).toBe(chunks + 1);
    expect(count(/^copy import_faults/)).toBe(chunks + 1);
    expect(statements.length).toBeLessThanOrEqual(5 * (chunks + 1) + 10);

    const rows = () =>
      test.transactions.read<{ items: number; last: string; written: number }>(
        `select count(*) as items, max(received_on) as last, count(distinct xmin::text) as written,
                md5(string_agg(item_id || xmin::text, ',' order by item_id)) as digest
         from work_items`,
      );
    const before = await rows();
    expect(before).toMatchObject([{ items: LINES - 51, last: '2024-03-02', written: chunks + 1 }]);
    await imported();
    expect(await rows()).toEqual(before);
  }, 120_000);
});
