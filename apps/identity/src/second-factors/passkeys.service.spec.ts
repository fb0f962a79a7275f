import { verifyRegistrationResponse } from '@simplewebauthn/server';

import { Authenticator } from '../../test/authenticator.js';
import { PasskeysService } from './passkeys.service.js';

jest.mock('@simplewebauthn/server', () => {
  const library = jest.requireActual<{ verifyRegistrationResponse: () => unknown }>(
    '@simplewebauthn/server',
  );
  return {
    ...library,
    verifyRegistrationResponse: jest.fn(library.verifyRegistrationResponse),
  };
});

const ORIGIN = 'https://caf.example';
const CHALLENGE = 'bm90aGluZyBidXQgYSBjaGFsbGVuZ2U';

const passkeys = (settings: { passkeyHost?: string; passkeyOrigins?: string[] } = {}) =>
  new PasskeysService(
    { publicUrl: ORIGIN, issuer: 'http://identity.internal/identity' },
    { passkeyHost: null, passkeyOrigins: null, secondFactorName: 'Caf', ...settings },
  );

beforeEach(() => {
  jest.mocked(verifyRegistrationResponse).mockClear();
});

describe('the answer of an authenticator', () => {
  it('gives a passkey of the host of the public address', async () => {
    const options = await passkeys().registrationOptions(
      { id: '0190a5d4-7c1e-7c3a-9b1d-2f6f0c1a7e01', username: 'c.martin' },
      [],
    );
    expect(options).toMatchObject({
      rp: { id: 'caf.example', name: 'Caf' },
      user: { name: 'c.martin' },
      attestation: 'none',
    });
    const key = new Authenticator(ORIGIN);
    expect(await passkeys().registered(key.create(CHALLENGE), CHALLENGE)).toMatchObject({
      credentialId: key.id.toString('base64url'),
      signCount: 0,
      transports: ['usb'],
      deviceBound: true,
    });
  });

  it('follows the settings where the pages have another address', async () => {
    const settings = { passkeyHost: 'caf.example', passkeyOrigins: ['https://espace.caf.example'] };
    const key = new Authenticator(ORIGIN);
    const onPage = key.create(CHALLENGE, { origin: 'https://espace.caf.example' });
    expect(await passkeys(settings).registered(onPage, CHALLENGE)).toBeDefined();
    expect(await passkeys().registered(onPage, CHALLENGE)).toBeUndefined();
    expect(await passkeys(settings).registered(key.create(CHALLENGE), CHALLENGE)).toBeUndefined();
  });

  it.each([
    ['packed', true],
    ['packed', false],
    ['fido-u2f', true],
    ['android-key', true],
    ['apple', true],
    ['tpm', true],
  ])(
    'in the format %s with certificates (%s) reaches the library without certificates only',
    async (fmt, withCertificates) => {
      const attStmt = new Map<string, unknown>([
        ['alg', -7],
        ['sig', Uint8Array.of(1)],
        ...(withCertificates ? [['x5c', [Uint8Array.of(1)]] as [string, unknown]] : []),
      ]);
      const answer = new Authenticator(ORIGIN).create(CHALLENGE, { attestation: { fmt, attStmt } });
      expect(await passkeys().registered(answer, CHALLENGE)).toBeUndefined();
      expect(verifyRegistrationResponse).toHaveBeenCalledTimes(withCertificates ? 0 : 1);
    },
  );

  it.each(['', 'e30=', 'bnVsbA==', 'W10=', 'not base64 at all', 'eyJpZCI6MX0='])(
    'is refused when it is none: %s',
    async (answer) => {
      expect(await passkeys().registered(answer, CHALLENGE)).toBeUndefined();
      expect(await passkeys().proved(answer, CHALLENGE, [])).toBeUndefined();
      expect(verifyRegistrationResponse).not.toHaveBeenCalled();
    },
  );
});
