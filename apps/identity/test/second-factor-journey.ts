import { decodeJwt } from 'jose';
import { TOTP } from 'otpauth';

import type { TestService, TokenClaims } from '@passerelle/testing';

import { SECOND_FACTOR_GRANT } from '../src/keys/grant-types.js';
import { signIn, token } from './journey.js';

/** The answers that these journeys read. */
export interface TokenAnswer {
  readonly access_token: string;
  readonly refresh_token?: string;
  readonly scope: string;
  readonly second_factor_status: string;
}

export interface Required {
  readonly error: string;
  readonly mfa_token: string;
  readonly second_factors: readonly string[];
}

export interface Enrolled {
  readonly factor: { readonly id: string };
  readonly recoveryCodes: readonly string[] | null;
}

/** The claims of a token of the real identity, for requests that `TestIssuer` signs. */
export function claimsOf({ access_token: accessToken }: TokenAnswer): TokenClaims {
  const { sub, roles, scope, sid, auth_time, amr, acr } = decodeJwt<TokenClaims>(accessToken);
  return { sub, roles, scope, sid, auth_time, amr, acr };
}

/** Signs in with the password alone. */
export async function claimsByPassword(test: TestService, username: string): Promise<TokenClaims> {
  return claimsOf((await signIn(test, username)).body as unknown as TokenAnswer);
}

/** The token of the second step, after the password. */
export async function mfaToken(test: TestService, username: string): Promise<string> {
  const { body } = await signIn(test, username);
  return (body as unknown as Required).mfa_token;
}

export const secondStep = (test: TestService, mfa: string, proof: object) =>
  token(test, { grant_type: SECOND_FACTOR_GRANT, mfa_token: mfa, ...proof });

export function codeAt(secret: string, at: Date): string {
  return new TOTP({ secret }).generate({ timestamp: at.getTime() });
}

/** Enrols an application that makes codes. The clock moves on, so that the next code is fresh. */
export async function enrolTotp(
  test: TestService,
  claims: TokenClaims,
): Promise<{ readonly secret: string; readonly id: string; readonly recoveryCodes: string[] }> {
  const { body } = await test.call<{ id: string; secret: string }>(
    'POST',
    'me/second-factors/totp',
    { as: claims, body: { label: 'Téléphone de Zébuline' } },
  );
  const { id, secret } = body;
  const confirmed = await test.call<Enrolled>('POST', `me/second-factors/${id}/confirmation`, {
    as: claims,
    body: { code: codeAt(secret, test.clock.now()) },
  });
  if (confirmed.status !== 200) throw new Error(JSON.stringify(confirmed.body));
  nextStep(test);
  return { id, secret, recoveryCodes: [...(confirmed.body.recoveryCodes ?? [])] };
}

/** Moves the clock to the next time step of the codes. */
export function nextStep(test: TestService): void {
  test.clock.moveTo(new Date(test.clock.now().getTime() + 30_000));
}
