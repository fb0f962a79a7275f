import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';

import {
  ACCESS_TOKEN_TYPE,
  type AccessTokenClaims,
  AUDIENCE,
  authenticationClass,
  type Role,
  SIGNATURE_ALGORITHM,
} from '@passerelle/contracts';
import { newId } from '@passerelle/kernel';

export type TokenClaims = Partial<
  Pick<
    AccessTokenClaims,
    | 'sub'
    | 'roles'
    | 'scope'
    | 'file_number'
    | 'organisation'
    | 'services'
    | 'profile'
    | 'sid'
    | 'auth_time'
    | 'amr'
    | 'acr'
  >
>;

/** Replaces identity in a test: signs tokens with a separate key, and serves the public key as a key set. */
export class TestIssuer {
  private constructor(
    readonly issuer: string,
    readonly jwksUrl: string,
    private readonly key: CryptoKey,
    private readonly close: () => Promise<void>,
  ) {}

  static async start(): Promise<TestIssuer> {
    const { privateKey, publicKey } = await generateKeyPair(SIGNATURE_ALGORITHM);
    const jwk = {
      ...(await exportJWK(publicKey)),
      kid: 'test',
      alg: SIGNATURE_ALGORITHM,
      use: 'sig',
    };
    const server = createServer((_, response) => {
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [jwk] }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    return new TestIssuer(`${origin}/identity`, `${origin}/jwks.json`, privateKey, async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });
  }

  /**
   * A token for one role, or with exactly the given claims. `forged` replaces members of the header or payload: the
   * signature of such a token is valid, but a service must refuse the token.
   */
  token(
    claims: TokenClaims | Role = {},
    forged: { readonly header?: object; readonly payload?: object } = {},
  ): Promise<string> {
    const own = typeof claims === 'string' ? { roles: [claims] } : claims;
    const now = Math.floor(Date.now() / 1_000);
    const isPerson = own.roles?.includes('service') !== true;
    // With the second factor, so that tests of other things need not think of it.
    const amr = own.amr ?? (isPerson ? (['pwd', 'otp', 'mfa'] as const) : []);
    return new SignJWT({
      client_id: 'test',
      roles: [],
      scope: '',
      file_number: null,
      organisation: null,
      services: [],
      profile: null,
      sid: null,
      auth_time: isPerson ? now : null,
      amr,
      acr: authenticationClass(amr),
      ...own,
      sub: own.sub ?? newId(),
      iss: this.issuer,
      aud: AUDIENCE,
      jti: newId(),
      iat: now,
      exp: now + 600,
      ...forged.payload,
    })
      .setProtectedHeader({
        alg: SIGNATURE_ALGORITHM,
        typ: ACCESS_TOKEN_TYPE,
        kid: 'test',
        ...forged.header,
      })
      .sign(this.key);
  }

  stop(): Promise<void> {
    return this.close();
  }
}
