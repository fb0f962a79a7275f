import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { Api } from './api.js';

describe('Api', () => {
  let server: Server;
  let origin: string;
  let calls: string[];
  let busy: number;
  let tokens: number;

  beforeAll(async () => {
    server = createServer(answer);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  beforeEach(() => {
    calls = [];
    busy = 0;
    tokens = 0;
  });

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const { authorization = 'nobody', 'idempotency-key': key = 'no key' } = request.headers;
    calls.push(`${request.method ?? ''} ${request.url ?? ''} ${authorization} ${String(key)}`);
    const send = (status: number, body: object): void => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    if (request.url === '/identity/oauth/token') {
      tokens++;
      send(200, { access_token: `t${tokens}`, expires_in: 600 });
    } else if (busy > 0) {
      busy--;
      send(503, { code: 'request/unavailable' });
    } else if (request.url === '/refused') {
      send(422, { code: 'mediation/received-in-future', detail: 'Pas encore.' });
    } else {
      send(200, { ok: true });
    }
  }

  it('signs in once for many calls', async () => {
    const api = new Api(origin);
    const call = { as: 'mediator', body: {}, key: 'k' } as const;
    await Promise.all([api.call('POST', '/a', call), api.call('POST', '/a', call)]);
    await api.call('POST', '/a', call);
    expect(tokens).toBe(1);
    expect(calls.filter((line) => line === 'POST /a Bearer t1 k')).toHaveLength(3);
  });

  it('tries again what was too busy', async () => {
    busy = 2;
    expect(await new Api(origin).call('GET', '/a')).toEqual({ ok: true });
    expect(calls).toHaveLength(3);
  });

  it('tells what was refused and why', async () => {
    await expect(new Api(origin).call('GET', '/refused')).rejects.toThrow(
      'GET /refused : 422 mediation/received-in-future Pas encore.',
    );
  });

  it('begins no call once it is stopped', async () => {
    const stopping = new AbortController();
    stopping.abort();
    await expect(new Api(origin, { signal: stopping.signal }).call('GET', '/a')).rejects.toThrow();
    expect(calls).toEqual([]);
  });
});
