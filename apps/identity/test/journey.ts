import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';

import type { TestService } from '@passerelle/testing';

export const PASSWORD = 'Passerelle-2024';
export const NEW_PASSWORD = 'Vermeil7tambour';

/** A captcha with so little work that a test can solve it. */
export const LIGHT_CAPTCHA = { IDENTITY_CAPTCHA_COST: '1', IDENTITY_CAPTCHA_STEPS: '20' };

export interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
}

export async function solvedCaptcha(test: TestService): Promise<string> {
  const { body } = await test.call('GET', 'captchas');
  const challenge = body as unknown as Parameters<typeof solveChallenge>[0]['challenge'];
  const solution = await solveChallenge({ challenge, deriveKey });
  return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
}

export const token = (test: TestService, body: object) =>
  test.call('POST', '/identity/oauth/token', { body });

export const signIn = (test: TestService, username: string, password = PASSWORD, more = {}) =>
  token(test, { grant_type: 'password', username, password, ...more });

export const refresh = (test: TestService, refreshToken: string) =>
  token(test, { grant_type: 'refresh_token', refresh_token: refreshToken });

export async function accountIdOf(test: TestService, username: string): Promise<string> {
  const [row] = await test.transactions.read<{ id: string }>(
    'select id from accounts where username = $1',
    [username],
  );
  return row!.id;
}

/** The contents of every table of the service, as text. */
export async function everyTable(test: TestService): Promise<string> {
  const tables = await test.transactions.read<{ name: string }>(
    `select quote_ident(table_name) as name from information_schema.tables where table_schema = 'identity'`,
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const rows = await test.transactions.read<{ all: string | null }>(
      `select json_agg(t)::text as all from ${name} t`,
    );
    texts.push(`${name}: ${rows[0]?.all ?? ''}`);
  }
  return texts.join('\n');
}
