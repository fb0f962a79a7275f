import { TestService } from '@passerelle/testing';

import { ENTRY, ledger } from '../../libs/testing/test/ledger.js';
import { asMediator, problemOf, send } from './calls.js';

const ENTRIES = '/ledger/v1/entries';
const UNKNOWN_ID = '0190a5d4-7c1e-7c3a-9b1d-2f6f0c1a7e11';

describe('addresses', () => {
  let test: TestService;
  let headers: Record<string, string>;

  beforeAll(async () => {
    test = await TestService.start(ledger);
    headers = await asMediator(test);
  });

  afterAll(async () => {
    const failures = test.logLines.filter((line) => line.includes('a request failed'));
    await test.stop();
    expect(failures).toEqual([]);
  });

  const get = (path: string) => send(test.origin, { method: 'GET', path, headers });

  it.each([
    [`${ENTRIES}/${UNKNOWN_ID}`, 404, 'request/unknown-id'],
    [`${ENTRIES}/1`, 404, 'request/unknown-id'],
    [`${ENTRIES}/-1`, 404, 'request/unknown-id'],
    [`${ENTRIES}/${'9'.repeat(400)}`, 404, 'request/unknown-id'],
    [`${ENTRIES}/${'9'.repeat(6_000)}`, 400, 'request/malformed-url'],
    [`${ENTRIES}/00000000-0000-0000-0000-000000000000`, 404, 'request/unknown-id'],
    [`${ENTRIES}/${UNKNOWN_ID}%20`, 404, 'request/unknown-id'],
    [`${ENTRIES}/${UNKNOWN_ID}/`, 404, 'request/unknown-path'],
    [`${ENTRIES}/%27%3B--`, 404, 'request/unknown-id'],
    [`${ENTRIES}/..%2f..%2fhealth`, 404, 'request/unknown-id'],
    [`${ENTRIES}/%00`, 400, 'request/malformed-url'],
    [`${ENTRIES}/a%00b`, 400, 'request/malformed-url'],
    [`${ENTRIES}/%ff`, 400, 'request/malformed-url'],
    [`${ENTRIES}/%`, 400, 'request/malformed-url'],
    [`${ENTRIES}/%2`, 400, 'request/malformed-url'],
    [`${ENTRIES}/%ed%a0%80`, 400, 'request/malformed-url'],
    [`${ENTRIES}/%c0%80`, 400, 'request/malformed-url'],
    [`${ENTRIES}?after=%00`, 400, 'request/malformed-url'],
    [`${ENTRIES}?label=%ff`, 400, 'request/malformed-url'],
    [`${ENTRIES}?label=%`, 400, 'request/malformed-url'],
    [`${ENTRIES}?%00=1`, 400, 'request/malformed-url'],
    // Everything after the first question mark is the query, including further question marks (RFC 3986 § 3.4).
    [`${ENTRIES}?label=a?%00`, 400, 'request/malformed-url'],
    [`${ENTRIES}?label=a?%ff`, 400, 'request/malformed-url'],
    // A request target has no fragment (RFC 9112 § 3.2), but the router would read a fragment as a query.
    [`${ENTRIES}#label=%00`, 400, 'request/malformed-url'],
    [`${ENTRIES}#unknown=1`, 400, 'request/malformed-url'],
    [`${ENTRIES}?limit=1&limit=2`, 400, 'request/malformed-url'],
    [`${ENTRIES}?limit=1&lim%69t=2`, 400, 'request/malformed-url'],
    [`${ENTRIES}?label=a&label=a`, 400, 'request/malformed-url'],
    ['/ledger/v1/nothing', 404, 'request/unknown-path'],
    ['/ledger/v1/Entries', 404, 'request/unknown-path'],
    ['/ledger', 404, 'request/unknown-path'],
    ['/ledger/', 404, 'request/unknown-path'],
    ['/', 404, 'request/unknown-path'],
    ['//ledger/v1/entries', 404, 'request/unknown-path'],
    ['/ledger/../ledger/v1/entries', 404, 'request/unknown-path'],
    ['/nowhere/v1/things', 404, 'request/unknown-path'],
    ['/%6cedger/v1/entries', 404, 'request/unknown-path'],
  ])('%.60s', async (path, status, code) => {
    const answer = await get(path);
    const problem = problemOf(answer);
    expect([answer.status, problem.code]).toEqual([status, code]);
    // Whoever answers, router or edge, the caller finds the same headers.
    expect(answer.headers).toMatchObject({ 'content-language': 'fr', 'cache-control': 'no-store' });
    expect(problem.instance).toBe(`urn:uuid:${String(answer.headers['x-request-id'])}`);
  });

  it.each([
    ['?limit=0', '?limit'],
    ['?limit=201', '?limit'],
    ['?limit=-1', '?limit'],
    ['?limit=1.5', '?limit'],
    ['?limit=1e2', '?limit'],
    ['?limit=0x10', '?limit'],
    ['?limit=ten', '?limit'],
    ['?limit=', '?limit'],
    ['?limit', '?limit'],
    ['?limit=99999999999999999999', '?limit'],
    ['?limit[]=1', '?limit[]'],
    ['?limit[a]=1', '?limit[a]'],
    ['?Limit=1', '?Limit'],
    ['?after=', '?after'],
    [`?after=${'a'.repeat(501)}`, '?after'],
    ['?offset=1', '?offset'],
    ['?constructor=1', '?constructor'],
    ['?__proto__=1', '?__proto__'],
    ['?toString=1', '?toString'],
    ['?hasOwnProperty=1', '?hasOwnProperty'],
  ])('names the faulty parameter of %s', async (query, pointer) => {
    const answer = await get(`${ENTRIES}${query}`);
    const problem = problemOf(answer);
    expect([answer.status, problem.code]).toEqual([400, 'request/validation-failed']);
    expect(problem.errors.map((error) => error.pointer)).toEqual([pointer]);
  });

  it.each(['x', '%25', 'null', 'WzFd', 'WyJhIl0', 'W10', 'WyIwIiwiMSJd', '%F0%9F%8E%93'])(
    'refuses the cursor %s',
    async (cursor) => {
      const answer = await get(`${ENTRIES}?after=${cursor}`);
      expect([answer.status, problemOf(answer).code]).toEqual([400, 'request/invalid-cursor']);
    },
  );

  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND', 'QUERY', 'M-SEARCH'])(
    '%s on a known path names the methods that it has',
    async (method) => {
      const answer = await send(test.origin, { method, path: ENTRIES, headers });
      expect([answer.status, problemOf(answer).code]).toEqual([405, 'request/method-not-allowed']);
      expect(answer.headers.allow).toBe('GET, HEAD, POST');
    },
  );

  it.each([
    ['POST', `${ENTRIES}/${UNKNOWN_ID}`, 'GET, HEAD, PATCH'],
    ['PUT', `${ENTRIES}/${UNKNOWN_ID}?x=1`, 'GET, HEAD, PATCH'],
    ['POST', '/ledger/health/live', 'GET, HEAD'],
    ['DELETE', '/ledger/%761/entries', 'GET, HEAD, POST'],
  ])('%s %s gives 405', async (method, path, allow) => {
    const answer = await send(test.origin, { method, path, headers, body: '{}' });
    expect([answer.status, answer.headers.allow]).toEqual([405, allow]);
  });

  it('says 404, not 405, of an unknown path whatever the method', async () => {
    for (const method of ['PUT', 'OPTIONS', 'PROPFIND']) {
      const answer = await send(test.origin, { method, path: '/ledger/v1/nothing', headers });
      expect([method, answer.status, problemOf(answer).code]).toEqual([
        method,
        404,
        'request/unknown-path',
      ]);
    }
  });

  it('answers HEAD like GET, without the body', async () => {
    const created = await test.call('POST', 'entries', { as: 'mediator', body: ENTRY });
    const path = String(created.headers.location);
    const [full, head] = [
      await get(path),
      await send(test.origin, { method: 'HEAD', path, headers }),
    ];
    const same = ({ status, headers: { etag, 'content-type': type } }: typeof full) => [
      status,
      etag,
      type,
    ];
    expect(same(head)).toEqual(same(full));
    expect(head.text).toBe('');
    const fresh = { ...headers, 'if-none-match': String(full.headers.etag) };
    expect((await send(test.origin, { method: 'HEAD', path, headers: fresh })).status).toBe(304);
  });

  it('asks who calls before it looks at the rest', async () => {
    const bare = { 'content-type': 'application/json' };
    for (const sent of [
      { method: 'GET', path: `${ENTRIES}?limit=0` },
      { method: 'GET', path: `${ENTRIES}/1` },
      { method: 'POST', body: '{}' },
    ]) {
      const answer = await send(test.origin, { ...sent, headers: bare });
      expect([answer.status, problemOf(answer).code]).toEqual([401, 'auth/token-missing']);
      expect(answer.headers['www-authenticate']).toBe('Bearer');
    }
  });
});
