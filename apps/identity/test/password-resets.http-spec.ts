import { eventually, NotificationsStandIn, TestService } from '@passerelle/testing';

import { MessageSendingService } from '../src/messages/message-sending.service.js';
import { identity } from '../src/service.js';
import { timeDifference, timeOf } from './answer-times.js';
import {
  accountIdOf,
  everyTable,
  LIGHT_CAPTCHA,
  NEW_PASSWORD,
  PASSWORD,
  refresh,
  signIn,
  solvedCaptcha,
  type Tokens,
} from './journey.js';

const NIR = '2951099126111';
const ENV = {
  PASSERELLE_DEMO: 'true',
  ...LIGHT_CAPTCHA,
  IDENTITY_RESETS_PER_DAY: '100',
  IDENTITY_RESETS_PER_ADDRESS: '10000',
};

let notifications: NotificationsStandIn;
let test: TestService;

beforeAll(async () => {
  notifications = await NotificationsStandIn.start();
  test = await TestService.start(identity, {
    env: { ...ENV, NOTIFICATIONS_JWKS_URL: notifications.url },
  });
});

afterAll(async () => {
  await test.stop();
  await notifications.stop();
});

const ask = async (more: object = {}) =>
  test.call('POST', 'password-resets', {
    body: {
      nir: NIR,
      birthName: 'Durand',
      captcha: await solvedCaptcha(test),
      channel: 'sms',
      ...more,
    },
  });

const askFor = async (more: object = {}): Promise<string> =>
  ((await ask(more)).body as { resetId: string }).resetId;

const complete = (resetId: string, code: string, newPassword = NEW_PASSWORD) =>
  test.call('POST', `password-resets/${resetId}/completion`, { body: { code, newPassword } });

const codeOf = async (resetId: string): Promise<string> =>
  String((await notifications.awaited(test, 'password_reset_code', resetId)).values.code);

const otherThan = (code: string, by = 1): string =>
  String((Number(code) + by) % 1_000_000).padStart(6, '0');

const later = (seconds: number): void => {
  test.clock.moveTo(new Date(test.clock.now().getTime() + seconds * 1_000));
};

const restorePassword = () =>
  test.transactions.run((tx) =>
    tx.query(
      `update accounts set password_hash = (select password_hash from accounts where username = 'admin')
       where username = 'beneficiary'`,
    ),
  );

describe('a forgotten password', () => {
  it.each([
    ['sms', { phone: '+33600000001', email: null, addressLines: null }, 'email', 900],
    ['email', { email: 'camille.durand@example.org', phone: null, addressLines: null }, 'sms', 900],
    [
      'letter',
      { addressLines: ['1 rue de l’Exemple', '44000 NANTES'], email: null, phone: null },
      'email',
      1_296_000,
    ],
  ] as const)(
    'by %s: a code, a new password, the end of the sessions, and a message by another channel',
    async (channel, recipient, newsChannel, validSeconds) => {
      await restorePassword();
      const session = (await signIn(test, NIR)).body as unknown as Tokens;
      const answer = await ask({ channel, nir: '2 95 10 99 126 111 93', birthName: 'DURAND ' });
      expect(answer.status).toBe(202);
      const { resetId, expiresAt } = answer.body as { resetId: string; expiresAt: string };
      expect(new Date(expiresAt).getTime() - test.clock.now().getTime()).toBe(validSeconds * 1_000);

      const message = await notifications.awaited(test, 'password_reset_code', resetId);
      expect(message).toMatchObject({ channel, recipient, language: 'fr', expiresAt });
      const code = String(message.values.code);
      expect((await complete(resetId, otherThan(code))).status).toBe(422);
      expect((await complete(resetId, code)).status).toBe(204);
      expect((await complete(resetId, code)).status).toBe(422);

      expect((await refresh(test, session.refresh_token)).status).toBe(400);
      expect((await signIn(test, 'beneficiary')).status).toBe(400);
      expect((await signIn(test, NIR, NEW_PASSWORD)).status).toBe(200);
      const news = await notifications.awaited(test, 'password_changed');
      expect(news.channel).toBe(newsChannel);
      await test.asOwner('truncate outbox, outbox_batches');
    },
  );

  it.each([
    ['an unknown number', { nir: '1850744109876' }],
    ['another name', { birthName: 'Martin' }],
    ['a known person', {}],
  ])('has the same answer for %s', async (_, more) => {
    const answer = await ask(more);
    expect(answer.status).toBe(202);
    expect(Object.keys(answer.body)).toEqual(['resetId', 'expiresAt']);
    const { resetId } = answer.body as { resetId: string };
    const refusals = [];
    for (let n = 0; n < 7; n++) refusals.push(await complete(resetId, '000000'));
    for (const { status, body } of refusals) {
      expect({ status, code: body.code }).toEqual({ status: 422, code: 'identity/code-refused' });
    }
  });

  it.each([
    ['7850744109876', 'nir-provisional'],
    ['8850744109876', 'nir-provisional'],
    ['295109912611194', 'nir-key'],
    ['295109912611', 'nir-form'],
  ])('refuses %s with the reason %s, before any account is read', async (nir, code) => {
    const answer = await ask({ nir });
    expect(answer).toMatchObject({ status: 422, body: { code: 'identity/nir-refused' } });
    expect(answer.body.errors).toEqual([expect.objectContaining({ pointer: '/nir', code })]);
  });

  it('needs a captcha that is solved and was not used before', async () => {
    const captcha = await solvedCaptcha(test);
    expect((await ask({ captcha })).status).toBe(202);
    for (const refused of [captcha, 'made up']) {
      const answer = await ask({ captcha: refused });
      expect(answer).toMatchObject({ status: 422, body: { code: 'identity/captcha-refused' } });
    }
  });

  it('takes about the same time for a known and for an unknown person', async () => {
    const answer = async (more: object): Promise<number> => {
      const captcha = await solvedCaptcha(test);
      return timeOf(() => ask({ ...more, captcha }));
    };
    const difference = await timeDifference(
      6,
      0.3,
      () => answer({}),
      () => answer({ nir: '1850744109876' }),
    );
    expect(difference).toBeLessThan(0.3);
  });

  it('refuses a weak or common password without counting a try', async () => {
    const resetId = await askFor();
    const code = await codeOf(resetId);
    for (const weak of ['short', 'Azertyuiop1', 'motdepasse', 'azerty', 'x', 'y']) {
      const answer = await complete(resetId, code, weak);
      expect(answer).toMatchObject({ status: 422, body: { code: 'identity/password-too-weak' } });
    }
    expect((await complete(resetId, code)).status).toBe(204);
  });

  it('sends the person a message when the chosen channel has no address', async () => {
    const id = await accountIdOf(test, 'beneficiary');
    const change = await test.call('PATCH', `accounts/${id}`, {
      as: 'admin',
      body: { phone: null },
    });
    expect(change.status).toBe(200);
    const resetId = await askFor({ channel: 'sms' });
    const message = await notifications.awaited(test, 'password_reset_channel_missing', resetId);
    expect(message).toMatchObject({ channel: 'email', values: { askedChannel: 'sms' } });
    await test.call('PATCH', `accounts/${id}`, { as: 'admin', body: { phone: '+33600000001' } });
  });
});

describe('guessing a code', () => {
  it('allows five tries when 64 come at once', async () => {
    const resetId = await askFor();
    const code = await codeOf(resetId);
    const answers = await Promise.all(
      Array.from({ length: 64 }, (_, n) => complete(resetId, otherThan(code, n + 1))),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([422]));
    const [row] = await test.transactions.read<{ tries: number }>(
      'select tries from password_resets where id = $1',
      [resetId],
    );
    expect(row?.tries).toBe(5);
    expect((await complete(resetId, code)).status).toBe(422);
    // One event at most for the tries that were compared, and one for those that were not: the others are counted.
    const [noted] = await test.transactions.read<{ count: number }>(
      `select count(*) as count from audit_events
       where kind = 'password_reset_failed' and details->>'resetId' = $1`,
      [resetId],
    );
    expect(noted?.count).toBeLessThanOrEqual(2);
  });

  it('accepts the right code once when 64 send it at once', async () => {
    const resetId = await askFor();
    const code = await codeOf(resetId);
    const answers = await Promise.all(Array.from({ length: 64 }, () => complete(resetId, code)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 204)).toHaveLength(1);
    expect(statuses.filter((status) => status !== 204 && status !== 422 && status !== 429)).toEqual(
      [],
    );
  });

  it.each([
    ['sms', 899, 204],
    ['sms', 901, 422],
    ['letter', 15 * 86_400 - 1, 204],
    ['letter', 15 * 86_400 + 1, 422],
  ] as const)('by %s, %i seconds later: %i', async (channel, seconds, status) => {
    const resetId = await askFor({ channel });
    const code = await codeOf(resetId);
    later(seconds);
    expect((await complete(resetId, code)).status).toBe(status);
  });

  it('refuses the code of another reset of the same person once a code was used', async () => {
    const [first, second] = [await askFor(), await askFor({ channel: 'email' })];
    const [firstCode, secondCode] = [await codeOf(first), await codeOf(second)];
    expect((await complete(second, secondCode)).status).toBe(204);
    expect((await complete(first, firstCode)).status).toBe(422);
  });
});

describe('limits on asking', () => {
  it('sends a person five codes a day, and gives the sixth request the same answer', async () => {
    const limited = await TestService.start(identity, {
      env: { ...ENV, IDENTITY_RESETS_PER_DAY: '5', NOTIFICATIONS_JWKS_URL: notifications.url },
    });
    try {
      const spellings = ['durand', 'Durand', 'DURAND ', 'Durand', 'durand', 'du-rand', 'durand'];
      // Who knows the NIR alone uses up nothing of its holder.
      for (const birthName of [...Array<string>(6).fill('Martin'), ...spellings]) {
        const captcha = await solvedCaptcha(limited);
        const answer = await limited.call('POST', 'password-resets', {
          body: { nir: NIR, birthName, channel: 'email', captcha },
        });
        expect(answer.status).toBe(202);
      }
      const [row] = await limited.transactions.read<{ sent: number }>(
        'select count(*) filter (where account_id is not null) as sent from password_resets',
      );
      expect(row?.sent).toBe(5);
    } finally {
      await limited.stop();
    }
  });
});

describe('while notifications is away', () => {
  it('keeps the message encrypted, and sends the message later with its full validity', async () => {
    const away = await NotificationsStandIn.start();
    away.available = false;
    const alone = await TestService.start(identity, {
      env: { ...ENV, NOTIFICATIONS_JWKS_URL: away.url },
    });
    try {
      const body = {
        nir: NIR,
        birthName: 'durand',
        channel: 'sms',
        captcha: await solvedCaptcha(alone),
      };
      const answer = await alone.call('POST', 'password-resets', { body });
      expect(answer.status).toBe(202);
      const { resetId } = answer.body as { resetId: string };
      await eventually(async () => {
        expect(alone.logLines.join('')).toContain('messages wait for the key of notifications');
      });
      expect(await away.messages(alone)).toEqual([]);
      const [waiting] = await alone.transactions.read<{ count: number; sealed: string }>(
        'select count(*) as count, min(sealed) as sealed from pending_messages',
      );
      expect(waiting?.count).toBe(1);
      expect(waiting?.sealed).toMatch(/^[0-9a-f]{12}\./);

      alone.clock.moveTo(new Date(alone.clock.now().getTime() + 3_600_000));
      away.available = true;
      // The schedule's rounds, without its pauses: the key is asked for again a second after a failure.
      const sending = alone.service.app.get(MessageSendingService);
      await eventually(async () => {
        await sending.send();
        expect(await away.messages(alone)).toHaveLength(1);
      });
      const message = await away.awaited(alone, 'password_reset_code', resetId);
      const until = new Date(String(message.values.validUntil));
      expect(until.getTime()).toBe(alone.clock.now().getTime() + 900_000);
      expect(message.expiresAt).toBe(until.toISOString());
      const done = await alone.call('POST', `password-resets/${resetId}/completion`, {
        body: { code: message.values.code, newPassword: NEW_PASSWORD },
      });
      expect(done.status).toBe(204);
      await eventually(async () => {
        expect(await alone.transactions.read('select 1 from pending_messages')).toEqual([]);
      });
    } finally {
      await alone.stop();
      await away.stop();
    }
  });
});

describe('a password change', () => {
  const change = async (currentPassword: string, newPassword: string, more = {}) =>
    test.call('POST', 'password-changes', {
      as: { sub: await accountIdOf(test, 'landlord'), roles: ['landlord'] },
      body: { currentPassword, newPassword },
      headers: { 'idempotency-key': 'once' },
      ...more,
    });

  it('needs the current password and a different new password, and ends the other sessions', async () => {
    const session = (await signIn(test, 'landlord')).body as unknown as Tokens;
    expect((await change('wrong', NEW_PASSWORD)).body.code).toBe('identity/wrong-current-password');
    expect((await change(PASSWORD, 'Azerty12345')).body.code).toBe('identity/password-too-weak');
    expect((await change(PASSWORD, 'Landlord7verm')).body.code).toBe('identity/password-too-weak');
    expect((await change(PASSWORD, NEW_PASSWORD)).status).toBe(204);
    expect((await change(NEW_PASSWORD, NEW_PASSWORD)).body.code).toBe(
      'identity/password-unchanged',
    );
    expect((await refresh(test, session.refresh_token)).status).toBe(400);
    expect((await signIn(test, 'landlord', NEW_PASSWORD)).status).toBe(200);
    await notifications.awaited(test, 'password_changed');
  });

  it('keeps no fingerprint of passwords, and counts guesses whatever the idempotency key', async () => {
    for (let n = 0; n < 3; n++) await change('wrong', 'Another7tambour');
    expect((await change('wrong', 'Another7tambour')).status).toBe(429);
    expect(await test.transactions.read('select 1 from idempotency_keys')).toEqual([]);
  });
});

describe('the stored data of password resets', () => {
  it('hold no NIR, name, address or code in clear, in any table, log or event', async () => {
    const resetId = await askFor();
    const code = await codeOf(resetId);
    const kept = `${await everyTable(test)}\n${test.logLines.join('\n')}`;
    for (const secret of [NIR, '1850744109876', '2 95 10', 'Durand', 'camille', '+33600000001']) {
      expect(kept.toLowerCase()).not.toContain(secret.toLowerCase());
    }
    expect(kept).not.toMatch(new RegExp(`"${code}"`));
    expect(kept).not.toContain(PASSWORD);
    expect(kept).not.toContain(NEW_PASSWORD);
    // The search finds a sealed value, so the search itself works.
    expect(kept).toContain(resetId);
  });

  it('are forgotten a day after the code expired', async () => {
    const { PasswordResetsService } =
      await import('../src/password-resets/password-resets.service.js');
    later(16 * 86_400 + 86_400);
    await test.service.app.get(PasswordResetsService).forgetExpired();
    expect(await test.transactions.read('select 1 from password_resets')).toEqual([]);
  });
});
