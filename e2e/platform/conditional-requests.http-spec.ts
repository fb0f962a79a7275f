import { type Reply, TestService } from '@passerelle/testing';

import { ENTRY, type EntryView, ledger } from '../../libs/testing/test/ledger.js';

describe('conditional requests', () => {
  let test: TestService;
  let path: string;

  beforeAll(async () => {
    test = await TestService.start(ledger);
  });

  afterAll(async () => {
    await test.stop();
  });

  beforeEach(async () => {
    const created = await test.call('POST', 'entries', { as: 'mediator', body: ENTRY });
    expect(created.headers.etag).toBe('"1"');
    path = String(created.headers.location);
  });

  const get = (ifNoneMatch?: string) =>
    test.call('GET', path, {
      as: 'mediator',
      headers: ifNoneMatch === undefined ? {} : { 'if-none-match': ifNoneMatch },
    });

  const patch = (label: string, ifMatch?: string): Promise<Reply<EntryView>> =>
    test.call('PATCH', path, {
      as: 'mediator',
      body: { label },
      headers: ifMatch === undefined ? {} : { 'if-match': ifMatch },
    });

  it.each(['"1"', 'W/"1"', '"0", "1"', '"0",W/"1"', '*', ' "1" '])(
    'answers 304 to If-None-Match: %s',
    async (header) => {
      const reply = await get(header);
      expect([reply.status, reply.body, reply.headers.etag]).toEqual([304, undefined, '"1"']);
      expect(reply.headers['cache-control']).toBe('no-store');
    },
  );

  it.each(['"2"', '1', '"01"', '""', 'nonsense', '"1', '"1"x'])(
    'answers 200 to If-None-Match: %s',
    async (header) => {
      const reply = await get(header);
      expect([reply.status, reply.headers.etag]).toEqual([200, '"1"']);
    },
  );

  it('changes what the caller saw, and shows the new tag', async () => {
    const changed = await patch('second', '"1"');
    expect([changed.status, changed.headers.etag]).toEqual([200, '"2"']);
    expect((await get('"1"')).status).toBe(200);
    expect((await get('"2"')).status).toBe(304);
  });

  it.each(['"2"', '"0"', 'W/"1"', '"nonsense"', '"2", "3"'])(
    'refuses If-Match: %s',
    async (header) => {
      const reply = await patch('refused', header);
      expect([reply.status, (reply.body as unknown as { code: string }).code]).toEqual([
        412,
        'request/version-mismatch',
      ]);
      expect(reply.headers.etag).toBeUndefined();
      expect((await get()).body).toMatchObject({ label: ENTRY.label, version: 1 });
    },
  );

  it.each([undefined, '*', '"0", "1"'])('admits If-Match: %s', async (header) => {
    expect((await patch('admitted', header)).body).toMatchObject({ label: 'admitted', version: 2 });
  });

  it.each(['1', '"1', 'x"1"', '"1" "2"', '"1",'])(
    'calls If-Match: %s malformed',
    async (header) => {
      expect((await patch('malformed', header)).status).toBe(400);
    },
  );

  it('lets exactly one of two racing changes win, 100 times', async () => {
    for (let version = 1; version <= 100; version++) {
      const tag = `"${String(version)}"`;
      const replies = await Promise.all([patch('left', tag), patch('right', tag)]);
      expect(replies.map(({ status }) => status).sort()).toEqual([200, 412]);
      const winner = replies.find(({ status }) => status === 200);
      expect((await get()).body).toEqual(winner?.body);
    }
  });
});
