import { once } from 'node:events';
import { connect } from 'node:net';

import { listen } from '@passerelle/service-kit';
import { TestService } from '@passerelle/testing';

import { ENTRY, type EntryView, ledger } from '../../libs/testing/test/ledger.js';
import { asMediator, problemOf, send } from './calls.js';

describe('what every answer carries', () => {
  let test: TestService;

  beforeAll(async () => {
    test = await TestService.start(ledger);
  });

  afterAll(async () => {
    await test.stop();
  });

  it('no cache keeps the answer to a signed-in caller, a success, a 304 or a refusal', async () => {
    const made = await test.call<EntryView>('POST', 'entries', { as: 'mediator', body: ENTRY });
    const path = String(made.headers.location);
    const answers = [
      made,
      await test.call('GET', path, { as: 'mediator' }),
      await test.call('GET', path, { as: 'mediator', headers: { 'if-none-match': '"1"' } }),
      await test.call('GET', 'entries', { as: 'mediator' }),
      await test.call('GET', 'entries', { as: 'landlord' }),
      await test.call('GET', 'entries'),
      await test.call('POST', 'entries', { as: 'mediator', body: {} }),
    ];
    expect(answers.map(({ status, headers }) => [status, headers['cache-control']])).toEqual(
      [201, 200, 304, 200, 403, 401, 400].map((status) => [status, 'no-store']),
    );
  });

  it('says what is left of the limits of a caller, but not on public routes', async () => {
    const { headers } = await test.call('GET', 'entries', { as: 'mediator' });
    expect(headers.ratelimit).toMatch(/^"search";r=\d+;t=\d+$/);
    expect(headers['ratelimit-policy']).toBe('"search";q=1000000;w=60');
    const health = await test.call('GET', '/ledger/health/live');
    expect(health.headers.ratelimit).toBeUndefined();
  });

  it.each(['/ledger/v1/nothing', '/nowhere', '/ledger/v1/entries', '/ledger/health/live', '/%zz'])(
    'lets no browser take the answer at %s for a page',
    async (path) => {
      const { headers } = await send(test.origin, { method: 'GET', path });
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['content-security-policy']).toMatch(/default-src/);
    },
  );

  it('sends no browser to TLS while the public address has none', async () => {
    const { headers } = await test.call('GET', '/ledger/health/live');
    expect(headers['strict-transport-security']).toBeUndefined();
  });
});

describe('limits', () => {
  it('refuse a caller who asks for too much, and nobody else', async () => {
    const test = await TestService.start(ledger, {
      env: { RATE_LIMIT_WRITE: '2', RATE_LIMIT_ORGANISATION_FACTOR: '2' },
    });
    try {
      const as = (sub: string) => ({ sub, roles: ['mediator' as const], organisation: 'caf' });
      const [ann, bob, cy] = [
        '00000000-0000-7000-8000-00000000000a',
        '00000000-0000-7000-8000-00000000000b',
        '00000000-0000-7000-8000-00000000000c',
      ] as const;
      const write = async (sub: string) => {
        const headers = {
          authorization: `Bearer ${await test.issuer.token(as(sub))}`,
          'content-type': 'application/json',
        };
        return send(test.origin, { headers, body: JSON.stringify(ENTRY) });
      };
      const statuses = [];
      for (const sub of [ann, ann, ann, bob, bob, cy]) statuses.push((await write(sub)).status);
      expect(statuses).toEqual([201, 201, 429, 201, 201, 429]);

      const refused = await write(ann);
      const { code } = problemOf(refused);
      expect(code).toBe('request/too-many-requests');
      expect(refused.headers['retry-after']).toMatch(/^([1-9]|[1-5]\d|60)$/);
      expect(refused.headers.ratelimit).toMatch(/^"write";r=0;t=\d+$/);

      // Reads have a limit of their own, and the next caller of another organisation has theirs.
      expect((await test.call('GET', 'entries', { as: as(ann) })).status).toBe(200);
      const other = { as: 'mediator' as const, body: ENTRY };
      expect((await test.call('POST', 'entries', other)).status).toBe(201);
    } finally {
      await test.stop();
    }
  });
});

describe('the public address', () => {
  it('is what links begin with, and with https browsers keep to it', async () => {
    const test = await TestService.start(ledger, {
      env: { PUBLIC_URL: 'https://caf.example/api/' },
    });
    try {
      const key = { 'idempotency-key': 'once' };
      const body = JSON.stringify(ENTRY);
      const caller = { ...(await asMediator(test)), ...key };
      const answers = [
        await send(test.origin, { headers: caller, body }),
        await send(test.origin, { headers: caller, body }),
      ];
      expect(answers.map(({ status }) => status)).toEqual([201, 201]);
      for (const { headers } of answers) {
        expect(headers.location).toMatch(/^\/api\/ledger\/v1\/entries\/[0-9a-f-]{36}$/);
        expect(headers['strict-transport-security']).toBe('max-age=31536000');
      }
      expect(test.service.document().servers).toEqual([expect.objectContaining({ url: '/api' })]);
    } finally {
      await test.stop();
    }
  });
});

describe('the pages of the documentation', () => {
  it.each([
    [{}, false],
    [{ DOCS_KEEP_TOKEN: 'true' }, true],
  ])('with %j keep the token of the reader: %s', async (env, keeps) => {
    const test = await TestService.start(ledger, { env });
    try {
      const { text } = await send(test.origin, {
        method: 'GET',
        path: '/ledger/docs/swagger-ui-init.js',
      });
      expect(/"persistAuthorization": (\w+)/.exec(text)?.[1]).toBe(String(keeps));
    } finally {
      await test.stop();
    }
  });
});

describe('headers that arrive slowly', () => {
  it('end with 408 once their time is over', async () => {
    // A limit shorter than the twenty seconds of a real one: the test waits for the end itself.
    const server = await listen([], { port: 0, host: '127.0.0.1', headersTimeoutMs: 300 });
    const socket = connect(server.port, '127.0.0.1');
    const received: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => received.push(chunk));
    socket.write('GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ');
    await once(socket, 'close');
    await server.close();
    const answer = Buffer.concat(received).toString();
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toContain('request/timeout');
  }, 15_000);
});
