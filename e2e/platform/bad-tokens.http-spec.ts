import { createHmac, createPublicKey, type JsonWebKey } from 'node:crypto';

import { TestIssuer, TestService } from '@passerelle/testing';

import { ledger } from '../../libs/testing/test/ledger.js';

const HOUR = 3_600;

/** RFC 8725, tested on a running service: every forged token gets the same 401, and a valid token still works. */
describe('forged access tokens', () => {
  let test: TestService;
  let stranger: TestIssuer;

  beforeAll(async () => {
    test = await TestService.start(ledger);
    stranger = await TestIssuer.start();
  });

  afterAll(async () => {
    await stranger.stop();
    await test.stop();
  });

  const good = () => test.issuer.token('mediator');

  const forged = (header: object, payload: object = {}) =>
    test.issuer.token('mediator', { header, payload });

  /** The parts of a valid token, from which forged tokens are built. */
  async function parts(): Promise<[string, string, string]> {
    return (await good()).split('.') as [string, string, string];
  }

  const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

  async function withPublicKeyAsSecret(): Promise<string> {
    const response = await fetch(test.issuer.jwksUrl);
    const { keys } = (await response.json()) as { keys: [JsonWebKey] };
    const pem = createPublicKey({ key: keys[0], format: 'jwk' }).export({
      format: 'pem',
      type: 'spki',
    });
    const [, payload] = await parts();
    const signed = `${encoded({ alg: 'HS256', typ: 'at+jwt', kid: 'test' })}.${payload}`;
    return `${signed}.${createHmac('sha256', pem).update(signed).digest('base64url')}`;
  }

  async function withAnotherPayload(): Promise<string> {
    const [header, payload, signature] = await parts();
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
    return `${header}.${encoded({ ...claims, roles: ['admin', 'mediator'] })}.${signature}`;
  }

  const now = () => Math.floor(Date.now() / 1_000);

  it.each<[string, () => Promise<string>]>([
    ['alg none', async () => `${encoded({ alg: 'none', typ: 'at+jwt' })}.${(await parts())[1]}.x`],
    ['HS256 signed with the public key', withPublicKeyAsSecret],
    ['another payload under the same signature', withAnotherPayload],
    ['signed by a stranger under a known kid', () => stranger.token('mediator')],
    ['an unknown kid', () => forged({ kid: 'unknown' })],
    ['no access token by its type', () => forged({ typ: 'JWT' })],
    ['another audience', () => forged({}, { aud: 'elsewhere' })],
    ['another issuer', () => forged({}, { iss: stranger.issuer })],
    ['expired', () => forged({}, { iat: now() - 2 * HOUR, exp: now() - HOUR })],
    ['not valid yet', () => forged({}, { nbf: now() + HOUR })],
    ['no roles', () => forged({}, { roles: undefined })],
    ['truncated', async () => (await good()).slice(0, -10)],
    ['huge', async () => `${await good()}${'A'.repeat(10_000)}`],
  ])('%s', async (_, make) => {
    const reply = await test.call('GET', 'entries', { token: await make() });
    expect(reply.body).toMatchObject({ status: 401, code: 'auth/token-invalid' });
    expect(reply.headers['www-authenticate']).toBe('Bearer');
    expect((await test.call('GET', 'entries', { token: await good() })).status).toBe(200);
  });
});
