import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { exportJWK, generateKeyPair, SignJWT } from 'jose';

import { ACCESS_TOKEN_TYPE, AUDIENCE, SIGNATURE_ALGORITHM } from '@passerelle/contracts';
import { newId } from '@passerelle/kernel';

export interface Issuer {
  readonly issuer: string;
  readonly jwksUrl: string;
  /** A mediator's access token, valid for the whole run. */
  readonly token: string;
  close(): void;
}

/** Stands in for identity: one token, and the key that a service verifies the token with. */
export async function startIssuer(): Promise<Issuer> {
  const { privateKey, publicKey } = await generateKeyPair(SIGNATURE_ALGORITHM);
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'bench' }] });
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'application/json').end(keys);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const issuer = `${origin}/identity`;
  const token = await new SignJWT({
    client_id: 'bench',
    roles: ['mediator'],
    scope: '',
    file_number: null,
    organisation: null,
    services: [],
    profile: null,
  })
    .setProtectedHeader({ alg: SIGNATURE_ALGORITHM, typ: ACCESS_TOKEN_TYPE, kid: 'bench' })
    .setIssuer(issuer)
    .setAudience(AUDIENCE)
    .setSubject(newId())
    .setJti(newId())
    .setIssuedAt()
    .setExpirationTime('6h')
    .sign(privateKey);
  return {
    issuer,
    jwksUrl: `${origin}/jwks.json`,
    token,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
