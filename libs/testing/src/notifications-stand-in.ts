import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { compactDecrypt, type CryptoKey, exportJWK, generateKeyPair, type JWK } from 'jose';

import { messagePayload, type MessagePayload, type MessageRequest } from '@passerelle/contracts';
import { KEY_AGREEMENT } from '@passerelle/sealed-messages';

import { eventually } from './eventually.js';
import type { TestService } from './test-service.js';

export type OpenedMessage = MessagePayload & Omit<MessageRequest<string>, 'sealed'>;

/** Replaces notifications in a test: serves a public key, and decrypts the messages in the outbox of a service. */
export class NotificationsStandIn {
  /** If false, the server answers 503. */
  available = true;

  private constructor(
    private readonly server: Server,
    private readonly privateKey: CryptoKey,
    readonly url: string,
  ) {}

  static async start(): Promise<NotificationsStandIn> {
    const { publicKey, privateKey } = await generateKeyPair(KEY_AGREEMENT, {
      crv: 'P-256',
      extractable: true,
    });
    const jwk: JWK = {
      ...(await exportJWK(publicKey)),
      kid: 'notifications-1',
      use: 'enc',
      alg: KEY_AGREEMENT,
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

  /** Every message that is in the outbox, oldest first. */
  async messages(test: TestService): Promise<OpenedMessage[]> {
    const rows = await test.transactions.read<{ data: MessageRequest<string> }>(
      `select envelope->'data' as data from undelivered_events
       where consumer = 'notifications' order by position`,
    );
    return Promise.all(
      rows.map(async ({ data: { sealed, ...request } }) => {
        const { plaintext } = await compactDecrypt(sealed, this.privateKey);
        const payload = messagePayload.parse(JSON.parse(Buffer.from(plaintext).toString()));
        return { ...payload, ...request };
      }),
    );
  }

  /** Waits for the message of one template and key. */
  async awaited(test: TestService, template: string, keyPart = ''): Promise<OpenedMessage> {
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
