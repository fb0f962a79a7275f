import { setTimeout as pause } from 'node:timers/promises';

import { newId } from '@passerelle/kernel';
import { type Reply, TestService } from '@passerelle/testing';

import { ENTRY, type EntryView, interference, ledger } from '../../libs/testing/test/ledger.js';

const CALLER = { sub: newId(), roles: ['mediator' as const] };

describe('Idempotency-Key', () => {
  let test: TestService;

  beforeAll(async () => {
    test = await TestService.start(ledger);
  });

  afterAll(async () => {
    await test.stop();
  });

  afterEach(() => {
    interference.beforeCommit = () => Promise.resolve();
  });

  const post = (
    key: string,
    body: object = ENTRY,
    as: object = CALLER,
  ): Promise<Reply<EntryView>> =>
    test.call('POST', 'entries', { as, body, headers: { 'idempotency-key': key } });

  const count = async (label: string): Promise<number> => {
    const rows = await test.transactions.read<{ count: number }>(
      'select count(*)::int as count from entries where label = $1',
      [label],
    );
    return rows[0]?.count ?? -1;
  };

  const codeOf = (reply: Reply<unknown>): string => (reply.body as { code: string }).code;

  it('gives the same answer again, headers included', async () => {
    const body = { ...ENTRY, label: 'replayed' };
    const first = await post('replay', body);
    const second = await post('replay', body);
    expect(second.status).toBe(201);
    expect(JSON.stringify(second.body)).toBe(JSON.stringify(first.body));
    for (const name of ['location', 'etag', 'content-type', 'cache-control']) {
      expect([name, second.headers[name]]).toEqual([name, first.headers[name]]);
    }
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect(await count('replayed')).toBe(1);
  });

  it('refuses another body or another route under the same key', async () => {
    await post('reused', { ...ENTRY, label: 'reused' });
    const other = await post('reused', { ...ENTRY, label: 'reused', amount: 13 });
    expect([other.status, codeOf(other)]).toEqual([422, 'request/idempotency-key-reused']);
    const elsewhere = await test.call('POST', 'entries?x=1', {
      as: CALLER,
      body: { ...ENTRY, label: 'reused' },
      headers: { 'idempotency-key': 'reused' },
    });
    expect(elsewhere.status).toBe(422);
    expect(await count('reused')).toBe(1);
  });

  it('has one effect for 64 simultaneous requests', async () => {
    const body = { ...ENTRY, label: 'crowd' };
    // The first request waits until another one is refused, so that they overlap even on a slow machine.
    let met = (): void => undefined;
    const meeting = new Promise<void>((resolve) => {
      met = resolve;
    });
    interference.beforeCommit = () => meeting;
    const replies = await Promise.all(
      Array.from({ length: 64 }, async () => {
        const reply = await post('crowd', body);
        if (reply.status === 409) met();
        return reply;
      }),
    );
    const created = replies.filter(({ status }) => status === 201);
    const refused = replies.filter(({ status }) => status === 409);
    expect(created.length + refused.length).toBe(64);
    expect(refused.length).toBeGreaterThan(0);
    expect(new Set(created.map((reply) => reply.body.id)).size).toBe(1);
    expect(new Set(refused.map(codeOf))).toEqual(new Set(['request/idempotency-key-in-flight']));
    expect(await count('crowd')).toBe(1);
    expect((await post('crowd', body)).body.id).toBe(created[0]?.body.id);
  });

  it('leaves the key free when the first request fails', async () => {
    const label = 'failed at first';
    expect((await post('failed', { ...ENTRY, label, amount: 'x' })).status).toBe(400);
    interference.beforeCommit = () => Promise.reject(Object.assign(new Error(), { code: '53300' }));
    expect((await post('failed', { ...ENTRY, label })).status).toBe(503);
    expect(await count(label)).toBe(0);
    interference.beforeCommit = () => Promise.resolve();
    expect((await post('failed', { ...ENTRY, label })).status).toBe(201);
    expect(await count(label)).toBe(1);
  });

  it('keeps the keys of different callers apart', async () => {
    const body = { ...ENTRY, label: 'of two callers' };
    const mine = await post('shared', body);
    const theirs = await post('shared', body, { sub: newId(), roles: ['mediator'] });
    expect([mine.status, theirs.status]).toEqual([201, 201]);
    expect(theirs.body.id).not.toBe(mine.body.id);
  });

  it('keeps the keys of two services apart, while both are at work', async () => {
    // Advisory locks apply to the whole database: a lock on only caller and key would conflict with this lock.
    const lock = `select pg_advisory_lock(hashtextextended($1 || ' ' || $2, 0)), pg_sleep(1)`;
    const other = test.database.query(lock, [CALLER.sub, 'both']);
    await pause(200);
    expect((await post('both', { ...ENTRY, label: 'both' })).status).toBe(201);
    await other;
  });

  it.each([
    ['during a statement', 'select pg_sleep(5)'],
    ['before the commit', null],
  ])('leaves nothing behind when the connection dies %s', async (moment, statement) => {
    const label = `killed ${moment}`;
    interference.beforeCommit = async (tx) => {
      const [own] = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
      const kill = async (): Promise<void> => {
        await test.database.query('select pg_terminate_backend($1)', [own?.pid]);
        await pause(50);
      };
      if (statement === null) await kill();
      else await Promise.all([tx.query(statement), pause(50).then(kill)]);
    };
    const broken = await post(moment, { ...ENTRY, label });
    expect([broken.status, codeOf(broken)]).toEqual([503, 'request/temporarily-unavailable']);
    expect(broken.headers['retry-after']).toBe('5');
    expect(await count(label)).toBe(0);
    interference.beforeCommit = () => Promise.resolve();
    const retry = await post(moment, { ...ENTRY, label });
    expect([retry.status, retry.headers['idempotency-replayed']]).toEqual([201, undefined]);
    expect(await count(label)).toBe(1);
  });

  it.each(['', ' ', 'é', 'a'.repeat(256)])('refuses the key %j', async (key) => {
    const reply = await post(key, { ...ENTRY, label: 'bad key' }).catch(() => undefined);
    // The HTTP client itself can refuse to send the key.
    if (reply === undefined) return;
    expect([reply.status, codeOf(reply)]).toEqual([400, 'request/invalid-idempotency-key']);
    expect(await count('bad key')).toBe(0);
  });
});
