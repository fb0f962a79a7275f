import { forwardedMessageRequestedV1, messageRequestedV1 } from '@passerelle/contracts';
import { newId } from '@passerelle/kernel';
import { Outbox } from '@passerelle/messaging';
import { eventually, TestService } from '@passerelle/testing';

import { everythingStored } from './everything-stored.js';
import { readMail } from './mail-reader.js';
import { CODE, PERSON, publish, request, sealFor } from './requests.js';
import { SmtpInbox } from './smtp-inbox.js';
import { MessageKeysService } from '../src/keys/message-keys.service.js';
import { MessagesSchedule } from '../src/requests/messages.schedule.js';
import { notifications } from '../src/service.js';
import { TEMPLATES } from '../src/templates/registry.js';

interface Page {
  items: { id: string; status: string; template: string; channel: string }[];
  next: string | null;
}

const FAST = { NOTIFICATIONS_POLL_MS: '50' };

async function shown(test: TestService, id: string): Promise<Record<string, unknown>> {
  const { body } = await test.call('GET', `messages/${id}`, { as: 'admin' });
  return body;
}

/** Waits for a message to come to rest in a state. */
const becomes = (test: TestService, id: string, status: string) =>
  eventually(async () => {
    const view = await shown(test, id);
    expect(view).toMatchObject({ status });
    return view;
  });

describe('notifications without a transport, in demo mode', () => {
  let test: TestService;

  beforeAll(async () => {
    test = await TestService.start(notifications, { env: { ...FAST, PASSERELLE_DEMO: 'true' } });
  });

  afterAll(async () => {
    await test.stop();
  });

  it('keep messages and show an administrator what they say', async () => {
    const requests = await Promise.all(
      (['email', 'sms', 'letter'] as const).map((channel) => request(test, { channel })),
    );
    await publish(test, ...requests);
    for (const { messageId, channel } of requests) {
      const view = await becomes(test, messageId, 'kept');
      expect(view).toMatchObject({ channel, attempts: 0, sentAt: null });
      expect((view.content as { text: string }).text).toContain(CODE);
    }
    const { body } = await test.call<Page>('GET', 'messages', { as: 'admin' });
    expect(JSON.stringify(body)).not.toContain(CODE);
  });

  it('say words that another service sealed, to the person whom identity added', async () => {
    const words = JSON.stringify(TEMPLATES.referral_acknowledged.example);
    const forward = async (sealedWords: string) => {
      const messageId = newId();
      const payload = { recipient: PERSON, values: { sealedWords }, language: 'en' };
      const data = {
        messageId,
        template: 'referral_acknowledged' as const,
        channel: 'email' as const,
        sealed: await sealFor(test, JSON.stringify(payload)),
        expiresAt: null,
        dedupKey: `referral-acknowledged:${messageId}`,
      };
      await test.transactions.run(async (tx) => {
        test.service.app.get(Outbox).publish(tx, forwardedMessageRequestedV1, data, 1);
      });
      return becomes(test, messageId, 'kept');
    };
    const view = await forward(await sealFor(test, words));
    expect(view).toMatchObject({ template: 'referral_acknowledged' });
    const { text } = view.content as { text: string };
    expect(text).toContain(PERSON.name);
    expect(text).toContain('Your request for mediation MED-2024-000001 was received');
    expect(text).toContain('Telephone: 02 00 00 00 00');
    const strange = await forward(await sealFor(test, '["no values"]'));
    expect(strange).toMatchObject({ content: null });
  });

  it('show nothing of a message that cannot be read', async () => {
    const asked = await request(test, { plaintext: `{"recipient": "${PERSON.name}"` });
    await publish(test, asked);
    expect(await becomes(test, asked.messageId, 'kept')).toMatchObject({ content: null });
  });

  it('take a request once, whatever its message id', async () => {
    const first = await request(test, { dedupKey: 'test:once' });
    const second = await request(test, { dedupKey: 'test:once' });
    await publish(test, first);
    await becomes(test, first.messageId, 'kept');
    await publish(test, second, { ...first, dedupKey: 'test:another' });
    await eventually(async () => {
      const rows = await test.transactions.read('select 1 from inbox where type = $1', [
        messageRequestedV1.type,
      ]);
      expect(rows.length).toBeGreaterThanOrEqual(7);
    });
    const rows = await test.transactions.read(
      `select id from messages where id = any($1::uuid[]) or dedup_key like 'test:%nother'`,
      [[first.messageId, second.messageId]],
    );
    expect(rows).toEqual([{ id: first.messageId }]);
  });

  it('list newest first, page by page, filtered', async () => {
    test.clock.moveTo(new Date('2024-04-02T09:00:00Z'));
    const late = await request(test, { template: 'password_changed', channel: 'sms' });
    await publish(test, late);
    await becomes(test, late.messageId, 'kept');
    const seen: string[] = [];
    let after = '';
    do {
      const { body } = await test.call<Page>('GET', `messages?limit=2${after}`, { as: 'admin' });
      seen.push(...body.items.map(({ id }) => id));
      after = body.next === null ? '' : `&after=${body.next}`;
    } while (after !== '');
    expect(seen[0]).toBe(late.messageId);
    expect(new Set(seen).size).toBe(seen.length);
    const [count] = await test.transactions.read<{ count: number }>(
      'select count(*) as count from messages',
    );
    expect(seen).toHaveLength(count!.count);
    const filtered = await test.call<Page>(
      'GET',
      'messages?status=kept&template=password_changed&channel=sms',
      { as: 'admin' },
    );
    expect(filtered.body.items.map(({ id }) => id)).toEqual([late.messageId]);
  });

  it.each([
    ['messages?status=lost', 'request/validation-failed'],
    ['messages?template=none', 'request/validation-failed'],
    ['messages?channel=pigeon', 'request/validation-failed'],
    ['messages?limit=201', 'request/validation-failed'],
    ['messages?after=WyIyMDI0LTEzLTAxVDAwOjAwOjAwLjAwMFoiLCJ4Il0', 'request/invalid-cursor'],
  ])('refuse %s', async (path, code) => {
    expect(await test.call('GET', path, { as: 'admin' })).toMatchObject({
      status: 400,
      body: { code },
    });
  });

  it('know no other message', async () => {
    for (const id of [newId(), 'none']) {
      const answer = await test.call('GET', `messages/${id}`, { as: 'admin' });
      expect(answer.status).toBe(404);
      expect(
        (await test.call('POST', `messages/${id}/retry`, { as: 'admin', body: {} })).status,
      ).toBe(404);
    }
  });

  it('send nothing that has no transport', async () => {
    const asked = await request(test);
    await publish(test, asked);
    await becomes(test, asked.messageId, 'kept');
    const answer = await test.call('POST', `messages/${asked.messageId}/retry`, { as: 'admin' });
    expect(answer).toMatchObject({ status: 409, body: { code: 'notifications/no-transport' } });
  });

  it('forget a message when its time is over', async () => {
    const expiresAt = '2024-04-02T09:15:00.000Z';
    const asked = await request(test, { expiresAt });
    await publish(test, asked);
    const kept = await becomes(test, asked.messageId, 'kept');
    expect(kept.expiresAt).toBe(expiresAt);
    test.clock.moveTo(new Date(expiresAt));
    expect(await becomes(test, asked.messageId, 'expired')).toMatchObject({ content: null });
    const rows = await test.transactions.read('select sealed from messages where id = $1', [
      asked.messageId,
    ]);
    expect(rows).toEqual([{ sealed: null }]);
    const tooLate = await request(test, { expiresAt });
    await publish(test, tooLate);
    await becomes(test, tooLate.messageId, 'expired');
  });

  it('publish a key that rotates, and open what the former one sealed', async () => {
    const before = await request(test);
    const jwks = async () =>
      (await test.call('GET', '/notifications/.well-known/jwks.json')).body as {
        keys: Record<string, string>[];
      };
    const [old] = (await jwks()).keys;
    expect(old).toEqual({
      kty: 'EC',
      crv: 'P-256',
      use: 'enc',
      alg: 'ECDH-ES+A256KW',
      kid: expect.any(String),
      x: expect.any(String),
      y: expect.any(String),
    });
    const keys = test.service.app.get(MessageKeysService);
    await keys.rotate();
    expect((await jwks()).keys[0]!.kid).toBe(old!.kid);
    test.clock.moveTo(new Date('2024-07-02T09:00:00Z'));
    await keys.rotate();
    expect((await jwks()).keys.map(({ kid }) => kid)).not.toContain(old!.kid);
    const after = await request(test);
    await publish(test, before, after);
    for (const { messageId } of [before, after]) {
      expect((await becomes(test, messageId, 'kept')).content).not.toBeNull();
    }
    test.clock.moveTo(new Date('2024-11-02T09:00:00Z'));
    await keys.rotate();
    expect((await shown(test, before.messageId)).content).toBeNull();
    expect((await shown(test, after.messageId)).content).not.toBeNull();
    const [row] = await test.transactions.read<{ text: string }>(
      'select json_agg(k)::text as text from message_keys k',
    );
    expect(row!.text).not.toContain('PRIVATE');
    expect(row!.text).not.toContain('"d"');
  });

  it('forget contents, then records', async () => {
    const asked = await request(test);
    await publish(test, asked);
    await becomes(test, asked.messageId, 'kept');
    const schedule = test.service.app.get(MessagesSchedule);
    await schedule.forget();
    expect((await shown(test, asked.messageId)).status).toBe('kept');
    test.clock.moveTo(new Date('2024-11-20T09:00:00Z'));
    await schedule.forget();
    expect((await shown(test, asked.messageId)).status).toBe('expired');
    const [sealed] = await test.transactions.read<{ count: number }>(
      'select count(sealed) as count from messages',
    );
    expect(sealed!.count).toBe(0);
    test.clock.moveTo(new Date('2026-01-02T09:00:00Z'));
    await schedule.forget();
    expect(await test.transactions.read('select 1 from messages')).toEqual([]);
  });
});

describe('notifications outside demo mode', () => {
  it('show nobody what a message says, and hold nothing personal in clear anywhere', async () => {
    const smtp = await SmtpInbox.start();
    const test = await TestService.start(notifications, {
      env: { ...FAST, SMTP_URL: smtp.url, SMTP_REQUIRE_TLS: 'false' },
    });
    try {
      const kept = await request(test, { channel: 'letter' });
      const sent = await request(test);
      const unreadable = await request(test, { plaintext: `{"name": "${PERSON.name}", ${CODE}}` });
      const misfit = await request(test, { values: { code: PERSON.name } });
      const nowhere = await request(test, { recipient: { email: `${PERSON.name}@nulle part` } });
      await publish(test, kept, sent, unreadable, misfit, nowhere);
      await becomes(test, sent.messageId, 'sent');
      smtp.behaviour = { refuseWith: 550 };
      const refused = await request(test);
      await publish(test, refused);
      await becomes(test, refused.messageId, 'undeliverable');
      for (const [{ messageId }, code] of [
        [unreadable, 'unreadable'],
        [misfit, 'unexpected_values'],
        [nowhere, 'invalid_address'],
        [refused, 'smtp_550'],
      ] as const) {
        const view = await becomes(test, messageId, 'undeliverable');
        expect(view).toMatchObject({ lastErrorCode: code, content: null });
      }
      expect((await shown(test, kept.messageId)).content).toBeNull();

      // The mail itself says it all, so the search below knows what to look for.
      const mail = readMail(smtp.mailsTo(PERSON.email)[0]!.source);
      expect(mail.text).toContain(CODE);
      expect(mail.text).toContain(PERSON.name);

      const places = new Map(await everythingStored(test.databaseUrl));
      expect([...places.keys()]).toEqual(
        expect.arrayContaining(['notifications.messages', 'notifications.outbox']),
      );
      const queues = [...places].filter(([name]) => name.startsWith('bullmq.'));
      if (queues.length > 0) {
        expect(queues.map(([, text]) => text).join()).toContain(sent.messageId);
      }
      places.set('logs', test.logLines.join('\n'));
      places.set('metrics', await test.metrics());
      expect(places.get('logs')).toContain(sent.messageId);
      expect(places.get('metrics')).toContain('message_attempts_total');
      for (const [place, text] of places) {
        for (const value of [
          PERSON.name,
          'Quiquampoix',
          PERSON.email,
          'courriel.example',
          PERSON.phone,
          '98765432',
          'Chardons',
          CODE,
        ]) {
          expect([place, value, text.includes(value)]).toEqual([place, value, false]);
        }
      }
    } finally {
      await test.stop();
      await smtp.stop();
    }
  });
});
