import { decodeJwt, decodeProtectedHeader } from 'jose';

import { TestService } from '@passerelle/testing';

import { identity } from '../src/service.js';

const DEMO = { PASSERELLE_DEMO: 'true' };

interface Tokens {
  access_token: string;
  refresh_token: string;
}

describe('identity', () => {
  let test: TestService;

  beforeAll(async () => {
    test = await TestService.start(identity, { env: DEMO, now: new Date().toISOString() });
  });

  afterAll(async () => {
    await test.stop();
  });

  const token = (body: object, headers: Record<string, string> = {}) =>
    test.call('POST', '/identity/oauth/token', { body, headers });

  const signIn = async (username = 'mediator'): Promise<Tokens> => {
    const response = await token({ grant_type: 'password', username, password: 'Passerelle-2024' });
    return response.body as unknown as Tokens;
  };

  it('signs a demo account in with a token that every service can check', async () => {
    const response = await token({
      grant_type: 'password',
      username: 'mediator',
      password: 'Passerelle-2024',
    });
    expect(response.status).toBe(200);
    expect(response.headers['cache-control']).toBe('no-store');
    expect(response.body).toMatchObject({
      token_type: 'Bearer',
      expires_in: 600,
      password_status: 'ok',
    });
    const { access_token: accessToken } = response.body as unknown as Tokens;
    const keys = await test.call('GET', '/identity/.well-known/jwks.json');
    const { kid, alg, typ } = decodeProtectedHeader(accessToken);
    expect({ alg, typ }).toEqual({ alg: 'ES256', typ: 'at+jwt' });
    expect((keys.body as { keys: { kid: string; d?: string }[] }).keys).toEqual([
      expect.objectContaining({ kid, alg: 'ES256', use: 'sig' }),
      expect.objectContaining({ alg: 'ECDH-ES+A256KW', crv: 'X25519', use: 'enc' }),
    ]);
    expect(JSON.stringify(keys.body)).not.toContain('"d"');
    expect(decodeJwt(accessToken)).toMatchObject({ aud: 'passerelle', roles: ['mediator'] });
  });

  it('takes a form as well as JSON', async () => {
    const response = await test.call('POST', '/identity/oauth/token', {
      body: 'grant_type=client_credentials&client_id=batch&client_secret=Passerelle-2024',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(response.status).toBe(200);
    expect((response.body as { scope: string }).scope.split(' ')).toContain('indicators:import');
  });

  it('gives a batch client the scopes that the client asks for, also with Basic credentials', async () => {
    const headers = {
      authorization: `Basic ${Buffer.from('batch:Passerelle-2024').toString('base64')}`,
    };
    const response = await token(
      { grant_type: 'client_credentials', scope: 'indicators:import' },
      headers,
    );
    expect(response.body).toMatchObject({ scope: 'indicators:import' });
    const refused = await token({ grant_type: 'client_credentials', scope: 'everything' }, headers);
    expect(refused.body).toMatchObject({ error: 'invalid_scope', status: 400 });
  });

  it.each(['batch\0:Passerelle-2024', 'batch:\0', 'batch%00:Passerelle-2024', '\0'])(
    'refuses Basic credentials that hold a NUL (%j)',
    async (credentials) => {
      const headers = { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` };
      const response = await token({ grant_type: 'client_credentials' }, headers);
      expect([response.status, response.body]).toMatchObject([401, { error: 'invalid_client' }]);
    },
  );

  it.each([
    [{ grant_type: 'password', username: 'mediator', password: 'wrong' }, 400, 'invalid_grant'],
    [{ grant_type: 'password', username: 'nobody', password: 'wrong' }, 400, 'invalid_grant'],
    [{ grant_type: 'password', username: 'mediator' }, 400, 'invalid_request'],
    [{ grant_type: 'implicit' }, 400, 'unsupported_grant_type'],
    [{}, 400, 'invalid_request'],
    [
      { grant_type: 'client_credentials', client_id: 'batch', client_secret: 'wrong' },
      401,
      'invalid_client',
    ],
    [{ grant_type: 'refresh_token', refresh_token: 'made-up' }, 400, 'invalid_grant'],
  ])('refuses %j', async (body, status, error) => {
    const response = await token(body);
    expect(response.status).toBe(status);
    expect(response.body).toMatchObject({ status, error });
  });

  // The edge of the service refuses these bodies before a controller is called.
  it.each([
    ['{"grant_type":', 'application/json', 400, 'request/malformed-json'],
    ['{"grant_type":"a\\u0000"}', 'application/json', 400, 'request/forbidden-character'],
    ['<grant/>', 'application/xml', 415, 'request/unsupported-media-type'],
  ])('refuses %s in the form of RFC 6749 too', async (body, type, status, code) => {
    const response = await test.call('POST', '/identity/oauth/token', {
      body,
      headers: { 'content-type': type },
    });
    expect(response.body).toMatchObject({ status, code, error: 'invalid_request' });
  });

  it('answers the same for a wrong password and an unknown account', async () => {
    const wrong = await token({ grant_type: 'password', username: 'mediator', password: 'wrong' });
    const unknown = await token({ grant_type: 'password', username: 'nobody', password: 'wrong' });
    const { instance: _, ...one } = wrong.body;
    const { instance: __, ...other } = unknown.body;
    expect(one).toEqual(other);
  });

  it('replaces a refresh token at each use, and ends the session of a token that comes back', async () => {
    const first = await signIn();
    const second = await token({ grant_type: 'refresh_token', refresh_token: first.refresh_token });
    expect(second.status).toBe(200);
    test.clock.moveTo(new Date(test.clock.now().getTime() + 21_000));
    const reuse = await token({ grant_type: 'refresh_token', refresh_token: first.refresh_token });
    expect(reuse.body).toMatchObject({ code: 'identity/invalid-refresh-token' });
    const after = await token({
      grant_type: 'refresh_token',
      refresh_token: (second.body as unknown as Tokens).refresh_token,
    });
    expect(after.status).toBe(400);
  });

  it('keeps tokens and passwords out of the database in clear', async () => {
    const { refresh_token: refreshToken } = await signIn();
    const rows = await test.transactions.read<{ all: string }>(
      `select (select json_agg(t)::text from refresh_tokens t) || (select json_agg(a)::text from accounts a)
              || (select json_agg(k)::text from signing_keys k) as all`,
    );
    expect(rows[0]?.all).not.toContain(refreshToken);
    expect(rows[0]?.all).not.toContain('Passerelle-2024');
    expect(test.logLines.join('')).not.toContain(refreshToken);
  });

  it('lists the demo accounts and publishes the server metadata', async () => {
    const demo = await test.call('GET', 'demo-accounts');
    const usernames = (demo.body as { accounts: { username: string }[] }).accounts.map(
      (a) => a.username,
    );
    expect(usernames).toEqual(
      expect.arrayContaining(['mediator', 'mediator_2', 'beneficiary', 'admin']),
    );
    const metadata = await test.call('GET', '/identity/.well-known/oauth-authorization-server');
    expect(metadata.body).toMatchObject({ issuer: test.issuer.issuer });
  });

  it('shows the claims of the caller', async () => {
    const response = await test.call('GET', 'me', { as: { roles: ['auditor'] } });
    expect(response.body).toMatchObject({ roles: ['auditor'], fileNumber: null });
  });
});

describe('identity without demo mode', () => {
  it('has no demo accounts', async () => {
    const test = await TestService.start(identity);
    try {
      expect((await test.call('GET', 'demo-accounts')).status).toBe(404);
      const response = await test.call('POST', '/identity/oauth/token', {
        body: { grant_type: 'password', username: 'mediator', password: 'Passerelle-2024' },
      });
      expect(response.status).toBe(400);
    } finally {
      await test.stop();
    }
  });
});
