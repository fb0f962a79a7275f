import { eventually, TestService } from '@passerelle/testing';

import { notifications } from '../src/service.js';
import { readMail } from './mail-reader.js';
import { PostOffice } from './post-office.js';
import { CODE, PERSON, publish, request, sealFor } from './requests.js';

let office: PostOffice;

beforeAll(async () => {
  office = await PostOffice.open();
});

afterAll(async () => {
  await office.close();
});

afterEach(() => {
  office.smtp.behaviour = {};
});

describe('an e-mail', () => {
  it('arrives at the server as text and HTML', async () => {
    const email = office.address();
    const id = await office.ask({ recipient: { email } });
    expect(await office.becomes(id, 'sent')).toMatchObject({
      attempts: 1,
      sentAt: '2024-04-02T08:00:00.000Z',
      lastErrorCode: null,
    });
    const [mail, ...others] = office.smtp.mailsTo(email);
    expect(others).toEqual([]);
    expect(mail).toMatchObject({ from: 'contact@caf-loireatlantique.fr', to: [email] });
    const { headers, text, html } = readMail(mail!.source);
    expect(headers).toMatchObject({
      subject: 'Votre code pour changer de mot de passe',
      'message-id': `<${id}@caf-loireatlantique.fr>`,
      date: 'Tue, 02 Apr 2024 08:00:00 +0000',
      'auto-submitted': 'auto-generated',
      'content-language': 'fr',
    });
    expect(headers.from).toContain('<contact@caf-loireatlantique.fr>');
    expect(headers).not.toHaveProperty('x-mailer');
    expect(text).toContain(`Bonjour ${PERSON.name},`);
    expect(text).toContain(`Votre code : ${CODE}`);
    expect(html).toContain(`>${CODE}</strong>`);
    const rows = await office.test.transactions.read('select sealed from messages where id = $1', [
      id,
    ]);
    expect(rows).toEqual([{ sealed: null }]);
  });

  it('is in English for who reads English', async () => {
    const email = office.address();
    await office.becomes(await office.ask({ recipient: { email }, language: 'en' }), 'sent');
    expect(readMail(office.smtp.mailsTo(email)[0]!.source).text).toContain(`Your code: ${CODE}`);
  });

  it('goes to one address only, and to no second header', async () => {
    const name = 'X\r\nBcc: other@courriel.example';
    const email = office.address();
    await office.becomes(await office.ask({ recipient: { name, email } }), 'sent');
    const [mail] = office.smtp.mailsTo(email);
    expect(mail!.to).toEqual([email]);
    expect(readMail(mail!.source).headers).not.toHaveProperty('bcc');
    for (const bad of [
      'a@courriel.example, b@courriel.example',
      '<a@courriel.example>',
      'a@b',
      '"a b"@c.fr',
    ]) {
      const view = await office.becomes(
        await office.ask({ recipient: { email: bad } }),
        'undeliverable',
      );
      expect(view.lastErrorCode).toBe('invalid_address');
    }
    const view = await office.becomes(
      await office.ask({ recipient: { email: null } }),
      'undeliverable',
    );
    expect(view.lastErrorCode).toBe('no_address');
  });

  it('is tried again with growing pauses while the server says not now', async () => {
    office.smtp.behaviour = { refuseWith: 451 };
    const email = office.address();
    const id = await office.ask({ recipient: { email } });
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 3; attempt++) {
      const view = await eventually(async () => {
        const candidate = await office.shown(id);
        expect(candidate).toMatchObject({ status: 'queued', attempts: attempt });
        return candidate;
      });
      expect(view.lastErrorCode).toBe('smtp_451');
      const wait = Date.parse(String(view.nextAttemptAt)) - office.test.clock.now().getTime();
      waits.push(wait);
      office.pass(wait);
    }
    expect(waits).toEqual([5_000, 15_000, 45_000]);
    office.smtp.behaviour = {};
    office.pass(200_000);
    await office.becomes(id, 'sent');
    expect(office.smtp.mailsTo(email)).toHaveLength(1);
  });

  it('is given up after a dozen attempts, and sent when an administrator asks', async () => {
    office.smtp.behaviour = { refuseWith: 421 };
    const email = office.address();
    const id = await office.ask({ recipient: { email } });
    await eventually(async () => {
      office.pass(21_600_000);
      expect((await office.shown(id)).status).toBe('failed');
    });
    const failed = await office.shown(id);
    expect(failed).toMatchObject({ attempts: 12, lastErrorCode: 'smtp_421', nextAttemptAt: null });
    office.smtp.behaviour = {};
    const stale = await office.retry(id, { 'if-match': '"1"' });
    expect(stale).toMatchObject({ status: 412 });
    const answer = await office.retry(id, { 'if-match': `"${String(failed.version)}"` });
    expect(answer).toMatchObject({ status: 200, body: { status: 'queued', attempts: 0 } });
    await office.becomes(id, 'sent');
    expect(await office.retry(id)).toMatchObject({
      status: 409,
      body: { code: 'notifications/not-retryable' },
    });
    expect(office.smtp.mailsTo(email)).toHaveLength(1);
  });

  it('is not sent after its time, and cannot be', async () => {
    office.smtp.behaviour = { refuseWith: 451 };
    const email = office.address();
    const expiresAt = new Date(office.test.clock.now().getTime() + 900_000).toISOString();
    const [waiting, refused] = [
      await office.ask({ recipient: { email }, expiresAt }),
      await office.ask({ recipient: { email: null }, expiresAt }),
    ];
    await eventually(async () => expect((await office.shown(waiting)).attempts).toBe(1));
    await office.becomes(refused, 'undeliverable');
    office.smtp.behaviour = {};
    office.pass(900_000);
    expect(await office.becomes(waiting, 'expired')).toMatchObject({ lastErrorCode: 'smtp_451' });
    expect(office.smtp.mailsTo(email)).toEqual([]);
    expect((await office.retry(waiting)).body.code).toBe('notifications/not-retryable');
    expect(await office.retry(refused)).toMatchObject({
      status: 410,
      body: { code: 'notifications/content-forgotten' },
    });
  });

  it('sealed with an unknown key is no secret to anyone, and says so', async () => {
    const view = await office.becomes(await office.ask({ kid: 'stranger' }), 'undeliverable');
    expect(view.lastErrorCode).toBe('unknown_key');
  });

  it.each([
    { alg: 'ECDH-ES' },
    { alg: 'ECDH-ES+A128KW' },
    { enc: 'A128GCM' },
    { enc: 'A256CBC-HS512' },
  ])('sealed with other algorithms (%j) is not opened', async (algorithms) => {
    const asked = await request(office.test);
    const sealed = await sealFor(office.test, '{}', undefined, algorithms);
    await publish(office.test, { ...asked, sealed });
    const view = await office.becomes(asked.messageId, 'undeliverable');
    expect(view.lastErrorCode).toBe('unreadable');
  });

  it('altered on its way is not opened', async () => {
    const asked = await request(office.test);
    const [header, key, iv, text, tag] = asked.sealed.split('.');
    const other = `${text!.startsWith('A') ? 'B' : 'A'}${text!.slice(1)}`;
    const sealed = [header, key, iv, other, tag].join('.');
    await publish(office.test, { ...asked, sealed });
    const view = await office.becomes(asked.messageId, 'undeliverable');
    expect(view.lastErrorCode).toBe('unreadable');
  });

  it('does not keep a code waiting behind a campaign', async () => {
    const order: string[] = [];
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    office.smtp.behaviour = { beforeAnswer: () => held };
    const before = office.smtp.mails.length;
    const campaign = await Promise.all(
      Array.from({ length: 30 }, () =>
        request(office.test, {
          template: 'password_changed',
          recipient: { email: office.address() },
        }),
      ),
    );
    await publish(office.test, ...campaign);
    await eventually(async () => expect(office.smtp.mails).toHaveLength(before + 10));
    const email = office.address();
    const expiresAt = new Date(office.test.clock.now().getTime() + 900_000).toISOString();
    const code = await office.ask({ recipient: { email }, expiresAt });
    await office.becomes(code, 'queued');
    office.smtp.behaviour = {
      beforeAnswer: async () => {
        order.push(...office.smtp.mails.slice(-1).flatMap(({ to }) => to));
      },
    };
    release();
    await office.becomes(code, 'sent');
    for (const { messageId } of campaign) await office.becomes(messageId, 'sent');
    expect(order.indexOf(email)).toBeLessThan(10);
    expect(order).toHaveLength(21);
  });
});

describe('a server without encryption', () => {
  it('gets no mail unless that is allowed', async () => {
    const strict = await TestService.start(notifications, { env: { SMTP_URL: office.smtp.url } });
    try {
      const asked = await request(strict, { recipient: { email: office.address() } });
      const before = office.smtp.mails.length;
      await publish(strict, asked);
      await eventually(async () => {
        const { body } = await strict.call('GET', `messages/${asked.messageId}`, { as: 'admin' });
        expect(body).toMatchObject({ status: 'queued', attempts: 1 });
        expect(String(body.lastErrorCode)).toMatch(/^smtp_/);
      });
      expect(office.smtp.mails).toHaveLength(before);
    } finally {
      await strict.stop();
    }
  });
});

describe('the limits of an hour', () => {
  const held = async (env: Record<string, string>, code: string, recipients: readonly string[]) => {
    const own = await TestService.start(notifications, {
      now: '2024-04-02T08:20:00Z',
      env: {
        NOTIFICATIONS_POLL_MS: '50',
        SMTP_URL: office.smtp.url,
        SMTP_REQUIRE_TLS: 'false',
        ...env,
      },
    });
    try {
      const view = async (id: string) =>
        (await own.call('GET', `messages/${id}`, { as: 'admin' })).body;
      const becomes = (id: string, state: object) =>
        eventually(async () => {
          expect(await view(id)).toMatchObject(state);
        });
      const ids: string[] = [];
      for (const email of recipients) {
        const asked = await request(own, { recipient: { email } });
        await publish(own, asked);
        ids.push(asked.messageId);
        if (ids.length < recipients.length) await becomes(asked.messageId, { status: 'sent' });
      }
      const last = String(ids.at(-1));
      await becomes(last, { status: 'queued', attempts: 0, lastErrorCode: code });
      const [row] = await own.transactions.read<{ due: Date; subjects: string }>(
        `select due_at as due, (select string_agg(subject, ' ') from sending_counts) as subjects
         from messages where id = $1`,
        [last],
      );
      expect(row?.due.toISOString()).toBe('2024-04-02T09:00:00.000Z');
      expect(row?.subjects).not.toContain('@');

      // Nothing is lost: the next hour sends it.
      own.clock.moveTo(new Date('2024-04-02T09:00:00Z'));
      await becomes(last, { status: 'sent', attempts: 1 });
    } finally {
      await own.stop();
    }
  };

  it('hold back a further message to one recipient', async () => {
    const email = office.address();
    const others = [email.toUpperCase(), office.address(), email];
    await held({ NOTIFICATIONS_RECIPIENT_LIMIT: '2' }, 'recipient_limit', [email, ...others]);
    expect(office.smtp.mailsTo(email)).toHaveLength(2);
  });

  it('hold back a further message of one sender', async () => {
    const emails = [office.address(), office.address(), office.address()];
    await held({ NOTIFICATIONS_SENDER_LIMIT: '2' }, 'sender_limit', emails);
  });
});
