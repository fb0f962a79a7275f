import { generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

import { KeySet } from './key-set.js';

const jwk = (kid: string): object => ({
  ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' }),
  kid,
});

describe('KeySet', () => {
  let server: Server;
  let url: string;
  let asked: number;
  let answer: { status: number; body: string; afterMs?: number };

  const serve = (...keys: object[]): void => {
    answer = { status: 200, body: JSON.stringify({ keys }) };
  };

  beforeEach(async () => {
    asked = 0;
    server = createServer((_, response) => {
      asked++;
      const { status, body, afterMs = 0 } = answer;
      setTimeout(() => response.writeHead(status).end(body), afterMs);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('sees a rotation by a token that names the new key', async () => {
    serve(jwk('old'));
    const keys = new KeySet({ url, cooldownMs: 0 });
    expect(await keys.find('old')).toBeDefined();
    serve(jwk('old'), jwk('new'));
    expect(await keys.find('new')).toBeDefined();
    expect(asked).toBe(2);
  });

  it('asks for unknown keys once per cooldown, however many tokens are forged', async () => {
    serve(jwk('known'));
    const keys = new KeySet({ url, cooldownMs: 60_000 });
    await keys.find('known');
    for (let i = 0; i < 20; i++) expect(await keys.find(`forged-${String(i)}`)).toBeUndefined();
    expect(asked).toBe(1);
  });

  it('goes on with known keys while identity is away', async () => {
    serve(jwk('known'));
    const keys = new KeySet({ url, cooldownMs: 0, maxAgeMs: 0 });
    await keys.find('known');
    answer = { status: 503, body: '' };
    expect(await keys.find('known')).toBeDefined();
    await pause(20);
    answer = { status: 200, body: '<html>' };
    expect(await keys.find('known')).toBeDefined();
    expect(await keys.find('unknown')).toBeUndefined();
    answer = { status: 200, body: '{"keys":null}' };
    expect(await keys.find('unknown')).toBeUndefined();
    expect(await keys.find('known')).toBeDefined();
  });

  it('forgets a key that was withdrawn', async () => {
    serve(jwk('withdrawn'));
    const keys = new KeySet({ url, maxAgeMs: 0 });
    await keys.find('withdrawn');
    serve(jwk('other'));
    await keys.find('withdrawn');
    let withdrawals = 0;
    keys.onWithdrawal = () => withdrawals++;
    while (withdrawals === 0) await pause(5);
    expect(withdrawals).toBe(1);
    expect(await keys.find('withdrawn')).toBeUndefined();
  });

  it('asks again soon when the first attempt failed', async () => {
    answer = { status: 503, body: '' };
    const keys = new KeySet({ url, retryMs: 2_000 });
    expect(await keys.find('k')).toBeUndefined();
    // At once: no second question, so that a crowd of callers does not keep identity from starting.
    expect(await keys.find('k')).toBeUndefined();
    expect([keys.isEmpty, asked]).toEqual([true, 1]);
    serve(jwk('k'));
    await pause(2_020);
    expect(await keys.find('k')).toBeDefined();
  });

  it('leaves out keys that it cannot use, and keeps the others (RFC 7517 § 5)', async () => {
    serve({ kty: 'quantum', kid: 'q' }, { kty: 'EC', crv: 'P-256', kid: 'broken' }, jwk('good'));
    const keys = new KeySet({ url });
    expect(await keys.find('good')).toBeDefined();
    expect(await keys.find('q')).toBeUndefined();
    expect(await keys.find('broken')).toBeUndefined();
  });

  it('gives the first key that serves, of a set that is not old', async () => {
    const sealing = { use: 'enc' };
    serve({ ...jwk('signing'), use: 'sig' }, { ...jwk('sealing-1'), ...sealing });
    const keys = new KeySet({
      url,
      maxAgeMs: 0,
      cooldownMs: 0,
      serves: ({ use }) => use === 'enc',
    });
    expect((await keys.first())?.kid).toBe('sealing-1');
    serve({ ...jwk('sealing-2'), ...sealing }, { ...jwk('sealing-1'), ...sealing });
    await pause(5);
    expect((await keys.first())?.kid).toBe('sealing-2');
    answer = { status: 503, body: '' };
    await pause(5);
    expect((await keys.first())?.kid).toBe('sealing-2');
    expect(asked).toBe(3);
  });

  it('gives no first key before the first answer', async () => {
    answer = { status: 503, body: '' };
    expect(await new KeySet({ url }).first()).toBeUndefined();
  });

  it('has one request under way, whoever asks', async () => {
    serve(jwk('k'));
    answer = { ...answer, afterMs: 50 };
    const keys = new KeySet({ url, cooldownMs: 0 });
    await Promise.all(Array.from({ length: 20 }, (_, i) => keys.find(i % 2 === 0 ? 'k' : 'x')));
    expect(asked).toBe(1);
  });
});
