import { CompactEncrypt, importJWK, type JWK } from 'jose';

import { acknowledgementDueV1, type AcknowledgementRecipient } from '@passerelle/contracts';
import { newId } from '@passerelle/kernel';
import { Outbox } from '@passerelle/messaging';
import { eventually, NotificationsStandIn, TestService } from '@passerelle/testing';

import { accountIdOf, everyTable } from '../../test/journey.js';
import { identity } from '../service.js';

const SEALED = 'eyJhbGciOiJFQ0RILUVTK0EyNTZLVyJ9.c2VhbGVk.aXY.Y2lwaGVydGV4dA.dGFn';
const FILE = '0000001';

let notifications: NotificationsStandIn;
let test: TestService;

beforeAll(async () => {
  notifications = await NotificationsStandIn.start();
  test = await TestService.start(identity, {
    env: { PASSERELLE_DEMO: 'true', NOTIFICATIONS_JWKS_URL: notifications.url },
  });
});

afterAll(async () => {
  await test.stop();
  await notifications.stop();
});

async function sealed(recipient: AcknowledgementRecipient): Promise<string> {
  const { body } = await test.call<{ keys: JWK[] }>('GET', '/identity/.well-known/jwks.json');
  const key = body.keys.find(({ use }) => use === 'enc')!;
  return new CompactEncrypt(Buffer.from(JSON.stringify(recipient)))
    .setProtectedHeader({ alg: key.alg!, enc: 'A256GCM', kid: key.kid! })
    .encrypt(await importJWK(key, key.alg));
}

/** Publishes what mediation would, and waits for the answer. */
async function routed(sealedRecipient: string, referralId = newId()) {
  const data = { referralId, sealedRecipient, sealedWords: SEALED };
  await test.transactions.run(async (tx) => {
    test.service.app.get(Outbox).publish(tx, acknowledgementDueV1, data, 1);
  });
  const channel = await eventually(async () => {
    const [row] = await test.transactions.read<{ channel: string | null }>(
      `select envelope->'data'->>'channel' as channel from undelivered_events
       where consumer = 'mediation' and envelope->'data'->>'referralId' = $1`,
      [referralId],
    );
    if (row === undefined) throw new Error('no answer yet');
    return row.channel;
  });
  const messages = await notifications.messages(test);
  return { channel, of: messages.filter(({ dedupKey }) => dedupKey.includes(referralId)) };
}

const awaited = async (sealedRecipient: string) => {
  const referralId = newId();
  const { channel } = await routed(sealedRecipient, referralId);
  return {
    channel,
    message: await notifications.awaited(test, 'referral_acknowledged', referralId),
  };
};

it('writes to the account of the file, and passes the words on as they are', async () => {
  const { channel, message } = await awaited(await sealed({ accountId: null, fileNumber: FILE }));
  expect(channel).toBe('email');
  expect(message).toMatchObject({
    channel: 'email',
    expiresAt: null,
    recipient: { name: 'Camille Durand', email: 'camille.durand@example.org', phone: null },
    values: { sealedWords: SEALED },
    language: 'fr',
  });
});

it('writes to the sender who speaks for the person', async () => {
  const accountId = await accountIdOf(test, 'guardian');
  const { message } = await awaited(await sealed({ accountId, fileNumber: FILE }));
  expect(message.recipient).toMatchObject({ email: 'guardian@example.org' });
});

it.each([
  ['no account of the file', async () => sealed({ accountId: null, fileNumber: '0000042' })],
  ['a recipient that another key sealed', async () => SEALED],
])('answers that the letter is to be printed: %s', async (_name, recipient) => {
  expect(await routed(await recipient())).toEqual({ channel: null, of: [] });
});

it('writes to nobody where two accounts have the file, and to no closed account', async () => {
  const change = (sql: string) => test.transactions.run((tx) => tx.query(sql));
  const recipient = () => sealed({ accountId: null, fileNumber: FILE });
  await change(
    `update accounts set file_number = '${FILE}', roles = '{beneficiary}' where username = 'auditor'`,
  );
  expect(await routed(await recipient())).toEqual({ channel: null, of: [] });
  await change(`update accounts set closed_at = now() where username = 'beneficiary'`);
  const { message } = await awaited(await recipient());
  expect(message.recipient).toMatchObject({ email: 'auditor@example.org' });
  await change(`update accounts set closed_at = now() where username = 'auditor'`);
  expect(await routed(await recipient())).toEqual({ channel: null, of: [] });
});

it('keeps no recipient in clear in any table', async () => {
  expect(await everyTable(test)).not.toMatch(/Camille Durand|camille\.durand/);
});
