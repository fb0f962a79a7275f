import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { compactDecrypt, type CryptoKey, exportJWK, generateKeyPair, type JWK } from 'jose';

import {
  identityMessagePayload,
  type IdentityMessagePayload,
  type IdentityMessageTemplate,
  messageRequestedV1,
} from '@passerelle/contracts';
import { eventually, type TestService } from '@passerelle/testing';

export const PASSWORD = 'Passerelle-2024';
export const NEW_PASSWORD = 'Vermeil7tambour';

/** Work enough to be a captcha, little enough for a test. */
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

export interface OpenedMessage extends IdentityMessagePayload {
  readonly template: IdentityMessageTemplate;
  readonly channel: string;
  readonly dedupKey: string;
  readonly expiresAt: string | null;
}

/** Stands in for notifications: serves a public key, and opens what identity put into its outbox. */
export class NotificationsStandIn {
  /** While false it answers 503. */
  available = true;

  private constructor(
    private readonly server: Server,
    private readonly privateKey: CryptoKey,
    readonly url: string,
  ) {}

  static async start(): Promise<NotificationsStandIn> {
    const { publicKey, privateKey } = await generateKeyPair('ECDH-ES+A256KW', {
      crv: 'P-256',
      extractable: true,
    });
    const jwk: JWK = {
      ...(await exportJWK(publicKey)),
      kid: 'notifications-1',
      use: 'enc',
      alg: 'ECDH-ES+A256KW',
    };
    const state: { self?: NotificationsStandIn } = {};
    const server = createServer((_, response) => {
      if (state.self?.available !== true) response.writeHead(503).end();
      else response.end(JSON.stringify({ keys: [jwk] }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${String(port)}/notifications/.well-known/jwks.json`;
    state.self = new NotificationsStandIn(server, privateKey, url);
    return state.self;
  }

  /** Every message handed over so far, the oldest first. */
  async messages(test: TestService): Promise<OpenedMessage[]> {
    const rows = await test.transactions.read<{ data: unknown }>(
      `select envelope->'data' as data from outbox where consumer = 'notifications' order by position`,
    );
    return Promise.all(
      rows.map(async (row) => {
        const data = messageRequestedV1.data.parse(row.data);
        const { plaintext } = await compactDecrypt(data.sealed, this.privateKey);
        const payload = identityMessagePayload.parse(JSON.parse(Buffer.from(plaintext).toString()));
        const { template, channel, dedupKey, expiresAt } = data;
        return { ...payload, template, channel, dedupKey, expiresAt };
      }),
    );
  }

  /** Waits for the message of one template and key. */
  async awaited(
    test: TestService,
    template: IdentityMessageTemplate,
    keyPart = '',
  ): Promise<OpenedMessage> {
    return eventually(async () => {
      const found = (await this.messages(test)).findLast(
        (message) => message.template === template && message.dedupKey.includes(keyPart),
      );
      if (found === undefined) throw new Error(`no message ${template} ${keyPart}`);
      return found;
    });
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** Everything that the service's tables hold, as text. */
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
