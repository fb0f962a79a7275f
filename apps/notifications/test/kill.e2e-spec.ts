import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { newId } from '@passerelle/kernel';
import { buildService, eventually, ServiceProcess, TestService } from '@passerelle/testing';

import { notifications } from '../src/service.js';
import { readMail } from './mail-reader.js';
import { publish, request, type RequestOptions } from './requests.js';
import { SmtpInbox } from './smtp-inbox.js';

/**
 * A process of the service is killed at the worst instant. The test's own instance lives on the same database: it
 * publishes the requests, has no transport itself, and stands for the operator who looks on.
 */
let test: TestService;
let smtp: SmtpInbox;
let gateway: Server;
let folder: string;
/** The gateway answers when this resolves. */
let onSms: () => Promise<void>;
const texts: string[] = [];
const processes: ServiceProcess[] = [];

beforeAll(async () => {
  buildService('notifications');
  smtp = await SmtpInbox.start();
  folder = mkdtempSync(path.join(tmpdir(), 'passerelle-kill-'));
  gateway = createServer((incoming, response) => {
    incoming.setEncoding('utf8').on('data', (chunk: string) => {
      texts.push(chunk);
      void onSms().then(() => response.writeHead(202).end());
    });
  });
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
  onSms = () => Promise.resolve();
}, 120_000);

beforeEach(async () => {
  // Its clock stands in 2024: nothing that is due today is due to it.
  test = await TestService.start(notifications);
});

afterEach(async () => {
  smtp.behaviour = {};
  onSms = () => Promise.resolve();
  for (const own of processes.splice(0)) await own.end('SIGKILL');
  await test.stop();
});

afterAll(async () => {
  await smtp.stop();
  gateway.closeAllConnections();
  await new Promise((resolve) => gateway.close(resolve));
  rmSync(folder, { recursive: true });
});

async function start(more: Record<string, string> = {}): Promise<ServiceProcess> {
  const { port } = gateway.address() as AddressInfo;
  const own = await ServiceProcess.start('notifications', {
    PATH: '',
    NOTIFICATIONS_POLL_MS: '50',
    ...test.database.environment,
    SMTP_URL: smtp.url,
    NOTIFICATIONS_RECIPIENT_LIMIT: '1000',
    SMTP_REQUIRE_TLS: 'false',
    SMS_URL: `http://127.0.0.1:${String(port)}/sms`,
    LETTERS_FOLDER: folder,
    ...more,
  });
  processes.push(own);
  return own;
}

/** The process may be at work before it is known here that it started. */
async function killFirst(): Promise<void> {
  await eventually(async () => expect(processes).toHaveLength(1));
  await processes[0]?.end('SIGKILL');
}

/** The rows, because the test's own clock and transports are not those of the process. */
async function row(id: string): Promise<{ status: string; attempts: number; code: string | null }> {
  const [found] = await test.transactions.read<{
    status: string;
    attempts: number;
    code: string | null;
  }>('select status, attempts, last_error_code as code from messages where id = $1', [id]);
  if (found === undefined) throw new Error('no such message');
  return found;
}

const becomes = (id: string, status: string) =>
  eventually(async () => {
    const found = await row(id);
    expect(found.status).toBe(status);
    return found;
  });

/** Kept by the instance without transports, then queued as an administrator's retry would. */
async function queue(options: RequestOptions): Promise<string> {
  const asked = await request(test, options);
  await publish(test, asked);
  await becomes(asked.messageId, 'kept');
  await test.transactions.run((tx) =>
    tx.query(`update messages set status = 'queued', due_at = now() where id = $1`, [
      asked.messageId,
    ]),
  );
  return asked.messageId;
}

/** What time would do: the claim of the killed process comes to its end. */
const endClaim = (id: string) =>
  test.transactions.run((tx) =>
    tx.query(`update messages set due_at = now() where id = $1 and status = 'sending'`, [id]),
  );

describe('a kill between acceptance and commit', () => {
  it('repeats an e-mail byte for byte, under the same Message-ID', async () => {
    const email = `${newId()}@courriel.example`;
    const id = await queue({ recipient: { email } });
    const accepted = new Promise<void>((resolve) => {
      // The server has the mail; its answer and the commit never come.
      smtp.behaviour = { beforeAnswer: () => killFirst().then(resolve) };
    });
    await start();
    await accepted;
    smtp.behaviour = {};
    expect(await row(id)).toMatchObject({ status: 'sending', attempts: 1 });
    await endClaim(id);
    await start();
    expect(await becomes(id, 'sent')).toMatchObject({ attempts: 2, code: null });
    const [first, second, ...more] = smtp.mailsTo(email);
    expect(more).toEqual([]);
    expect(second!.source).toBe(first!.source);
    expect(readMail(first!.source).headers['message-id']).toBe(`<${id}@caf-loireatlantique.fr>`);
  });

  it.each([
    ['false', 'unknown', 1],
    ['true', 'sent', 2],
  ])(
    'with an idempotent gateway: %s, leaves a text message %s',
    async (idempotent, status, times) => {
      texts.length = 0;
      const id = await queue({ channel: 'sms' });
      const accepted = new Promise<void>((resolve) => {
        onSms = () => {
          onSms = () => Promise.resolve();
          return killFirst().then(resolve);
        };
      });
      await start({ SMS_IDEMPOTENT: idempotent });
      await accepted;
      expect((await row(id)).status).toBe('sending');
      await endClaim(id);
      await start({ SMS_IDEMPOTENT: idempotent });
      const settled = await becomes(id, status);
      expect(settled.code).toBe(status === 'unknown' ? 'interrupted' : null);
      expect(texts).toHaveLength(times);
    },
  );

  it.each([
    ['before', 1],
    ['after', 0],
  ])('%s the step that releases it, lets a letter leave once', async (when, left) => {
    const id = await queue({ channel: 'letter' });
    // As the kill leaves it: the handover on record, the letter prepared or, the printer having been
    // quick, nowhere any more.
    mkdirSync(path.join(folder, '.prepared'), { recursive: true });
    if (when === 'before') writeFileSync(path.join(folder, '.prepared', `${id}.pdf`), '%PDF-');
    await test.transactions.run((tx) =>
      tx.query(
        `update messages set status = 'sending', attempts = 1, attempt_id = $2, handover_at = now(), due_at = now()
         where id = $1`,
        [id, newId()],
      ),
    );
    await start();
    await becomes(id, 'sent');
    expect(readdirSync(folder).filter((name) => name === `${id}.pdf`)).toHaveLength(left);
    expect(readdirSync(path.join(folder, '.prepared'))).toEqual([]);
  });

  it('before anything left, sends everything once', async () => {
    const email = `${newId()}@courriel.example`;
    const id = await queue({ recipient: { email } });
    await test.transactions.run((tx) =>
      tx.query(
        `update messages set status = 'sending', attempts = 1, attempt_id = $2, due_at = now()
         where id = $1`,
        [id, newId()],
      ),
    );
    await start();
    expect(await becomes(id, 'sent')).toMatchObject({ attempts: 2 });
    expect(smtp.mailsTo(email)).toHaveLength(1);
  });
});

it('two processes share the work, and send each message once', async () => {
  const requests = await Promise.all(
    Array.from({ length: 60 }, () =>
      request(test, { recipient: { email: `${newId()}@courriel.example` } }),
    ),
  );
  const before = smtp.mails.length;
  await publish(test, ...requests);
  for (const { messageId } of requests) await becomes(messageId, 'kept');
  await test.transactions.run((tx) =>
    tx.query(`update messages set status = 'queued', due_at = now()`),
  );
  await Promise.all([start(), start()]);
  for (const { messageId } of requests) {
    expect(await becomes(messageId, 'sent')).toMatchObject({ attempts: 1 });
  }
  const ids = smtp.mails.slice(before).map(({ source }) => readMail(source).headers['message-id']);
  expect(ids).toHaveLength(60);
  expect(new Set(ids).size).toBe(60);
});
