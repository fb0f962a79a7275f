import { nirKey } from '@passerelle/kernel';
import { TestService } from '@passerelle/testing';

import { identity } from '../src/service.js';
import { ThrottlingService } from '../src/throttling/throttling.service.js';
import { processorTimeOf, timeDifference } from './answer-times.js';
import {
  everyTable,
  LIGHT_CAPTCHA,
  PASSWORD,
  refresh,
  signIn,
  solvedCaptcha,
  type Tokens,
  token,
} from './journey.js';

const ENV = {
  PASSERELLE_DEMO: 'true',
  ...LIGHT_CAPTCHA,
  IDENTITY_ADDRESS_CAPTCHA_AFTER: '100000',
  // Callers choose their address, as behind a proxy.
  IDENTITY_TRUSTED_PROXIES: '1',
};

let test: TestService;

beforeAll(async () => {
  test = await TestService.start(identity, {
    env: { ...ENV, IDENTITY_ADDRESS_DELAY_AFTER: '100000' },
  });
});

afterAll(async () => {
  await test.stop();
});

const later = (seconds: number): void => {
  test.clock.moveTo(new Date(test.clock.now().getTime() + seconds * 1_000));
};

const codesOf = (answers: readonly { body: unknown }[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { body } of answers) {
    const { code = 'none' } = body as { code?: string };
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
};

describe('guessing the password of one account', () => {
  it.each([['mediator'], ['nobody-at-all']])(
    'verifies three of 200 simultaneous tries on %s, then needs a captcha',
    async (username) => {
      const answers = await Promise.all(
        Array.from({ length: 200 }, (_, n) => signIn(test, username, `Wrong-guess-${String(n)}`)),
      );
      const counts = codesOf(answers);
      expect(counts['identity/invalid-credentials']).toBe(3);
      expect(
        (counts['identity/captcha-required'] ?? 0) + (counts['identity/too-many-sign-ins'] ?? 0),
      ).toBe(197);
      // The right password alone is not enough either: the sign-in needs the captcha.
      const right = await signIn(test, username);
      expect(right).toMatchObject({ status: 429, body: { code: 'identity/captcha-required' } });
      expect(right.headers['retry-after']).toBeDefined();
    },
  );

  it('counts exactly when 200 tries of several replicas reach the table at once', async () => {
    const throttling = test.service.app.get(ThrottlingService);
    const trial = { account: 'from many replicas', address: '203.0.113.7' };
    const outcomes = await Promise.allSettled(
      Array.from({ length: 200 }, () => throttling.begin(trial, undefined)),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  });

  it('accepts a captcha once, also when many send it at the same moment', async () => {
    const throttling = test.service.app.get(ThrottlingService);
    const trial = { account: 'from many replicas', address: '203.0.113.7' };
    const captcha = await solvedCaptcha(test);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, () => throttling.begin(trial, captcha)),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('makes each further try wait, also with a captcha, and forgets the failures after a success', async () => {
    const captcha = await solvedCaptcha(test);
    const fourth = await signIn(test, 'mediator', 'wrong', { captcha });
    expect(fourth.body).toMatchObject({ code: 'identity/invalid-credentials' });
    const again = await signIn(test, 'mediator', 'wrong', { captcha });
    expect(again.body).toMatchObject({ code: 'identity/captcha-required' });
    const fifth = await signIn(test, 'mediator', 'wrong', { captcha: await solvedCaptcha(test) });
    expect(fifth.body).toMatchObject({ code: 'identity/invalid-credentials' });
    const held = await signIn(test, 'mediator', PASSWORD, { captcha: await solvedCaptcha(test) });
    expect(held).toMatchObject({
      status: 429,
      headers: { 'retry-after': '60' },
      body: { code: 'identity/too-many-tries', error: 'temporarily_unavailable' },
    });
    later(61);
    const right = await signIn(test, 'mediator', PASSWORD, { captcha: await solvedCaptcha(test) });
    expect(right.status).toBe(200);
    const wrong = await signIn(test, 'mediator', 'wrong');
    expect(wrong.body).toMatchObject({ code: 'identity/invalid-credentials' });
  });

  it('answers an unknown name exactly as a known one, at every stage', async () => {
    for (const stage of [1, 2, 3, 4]) {
      const known = await signIn(test, 'auditor', 'wrong');
      const unknown = await signIn(test, 'auditor-x', 'wrong');
      const { instance: _, ...one } = known.body;
      const { instance: __, ...other } = unknown.body;
      expect({ stage, status: known.status, ...one }).toEqual({
        stage,
        status: unknown.status,
        ...other,
      });
      expect(Object.keys(known.headers)).toEqual(Object.keys(unknown.headers));
    }
  });

  it.each([
    ['made up'],
    [Buffer.from('{"challenge":{},"solution":{}}').toString('base64')],
    ['e30='],
  ])('refuses %s as a captcha', async (captcha) => {
    const answer = await signIn(test, 'auditor', PASSWORD, { captcha });
    expect(answer.body).toMatchObject({ code: 'identity/captcha-required' });
  });

  it('refuses a challenge with another cost, because the cost is signed', async () => {
    const { body } = await test.call('GET', 'captchas');
    const challenge = structuredClone(body) as { parameters: Record<string, unknown> };
    challenge.parameters.keyPrefix = '00';
    delete challenge.parameters.keySignature;
    const solution = { counter: 0, derivedKey: '00'.repeat(32) };
    const captcha = Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
    const answer = await signIn(test, 'auditor', PASSWORD, { captcha });
    expect(answer.body).toMatchObject({ code: 'identity/captcha-required' });
  });

  it('does not count correct sign-ins at the same moment against one another', async () => {
    const answers = await Promise.all(Array.from({ length: 4 }, () => signIn(test, 'landlord')));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });
});

describe('a NIR', () => {
  const KNOWN = '2950199999001';
  const UNKNOWN = '2840744109001';
  const spellings = (nir: string): string[] => [
    nir,
    `${nir.slice(0, 1)} ${nir.slice(1)}`,
    `${nir}${nirKey(nir)}`,
    `${nir}${nirKey(nir) === '01' ? '02' : '01'}`,
    `${nir.slice(0, 7)}\u00a0${nir.slice(7)}`,
    [...nir].map((digit) => String.fromCodePoint(0xff10 + Number(digit))).join(''),
  ];

  it('that somebody has, and another that nobody has, are counted alike in every spelling', async () => {
    const created = await test.call('POST', 'accounts', {
      as: 'admin',
      body: { roles: ['beneficiary'], nir: KNOWN, birthName: 'Martin', email: 'm@example.org' },
    });
    expect(created.status).toBe(201);
    const answersTo = async (nir: string): Promise<unknown[]> => {
      const answers: unknown[] = [];
      for (const username of spellings(nir)) {
        answers.push((await signIn(test, username, 'wrong')).body.code);
      }
      return answers;
    };
    const answers = await answersTo(KNOWN);
    expect(answers.slice(2, 4)).toEqual([
      'identity/invalid-credentials',
      'identity/captcha-required',
    ]);
    expect(await answersTo(UNKNOWN)).toEqual(answers);
  });
});

describe('failures of others', () => {
  const from = (address: string, password: string, more: object = {}) =>
    test.call('POST', '/identity/oauth/token', {
      body: { grant_type: 'password', username: 'scale_publisher', password, ...more },
      headers: { 'x-forwarded-for': address },
    });
  const guess = async (address: string) =>
    (await from(address, 'wrong', { captcha: await solvedCaptcha(test) })).body.code;

  it('ask the holder for a captcha, and keep the holder out neither here nor elsewhere', async () => {
    expect((await from('198.51.100.1', PASSWORD)).status).toBe(200);
    const codes: unknown[] = [];
    for (let n = 0; n < 25; n++) codes.push(await guess(`203.0.113.${String(Math.floor(n / 3))}`));
    expect(new Set(codes)).toEqual(new Set(['identity/invalid-credentials']));
    // The tries of the day are used up: one address has a few more, and no others.
    const more = [];
    for (let n = 0; n < 4; n++) more.push(await guess('203.0.113.99'));
    expect(more.at(-2)).toBe('identity/invalid-credentials');
    expect(more.at(-1)).toBe('identity/too-many-tries');
    for (const address of ['198.51.100.1', '198.51.100.2']) {
      expect((await from(address, PASSWORD)).body.code).toBe('identity/captcha-required');
      const captcha = await solvedCaptcha(test);
      expect((await from(address, PASSWORD, { captcha })).status).toBe(200);
    }
  });

  it('are at most a hundred a day, and then a known address still signs in', async () => {
    const throttling = test.service.app.get(ThrottlingService);
    const trial = { account: 'guessed all day', address: '198.51.100.7' };
    await throttling.begin(trial, undefined);
    await throttling.succeeded(trial);
    let guesses = 0;
    for (let n = 0; n < 45; n++) {
      const stranger = { account: trial.account, address: `192.0.2.${String(n)}` };
      for (let tries = 0; tries < 3; tries++) {
        const captcha = await solvedCaptcha(test);
        const tried = await throttling.begin(stranger, captcha).then(
          () => 1,
          () => 0,
        );
        guesses += tried;
      }
    }
    expect(guesses).toBe(100);
    await expect(throttling.begin(trial, await solvedCaptcha(test))).resolves.toBeUndefined();
  });
});

describe('a refresh token', () => {
  it.each(['renewed', 'opened'] as const)(
    'of a session %s while the password changes ends with the change',
    async (how) => {
      const { refresh_token: first } = (await signIn(test, 'guardian')).body as unknown as Tokens;
      let answer: ReturnType<typeof refresh> | undefined;
      await test.transactions.run(async (tx) => {
        await tx.query(`select 1 from accounts where username = 'guardian' for update`);
        answer = how === 'renewed' ? refresh(test, first) : signIn(test, 'guardian');
        answer.catch(() => undefined);
        await new Promise((resolve) => setTimeout(resolve, 500));
        await tx.query(`update accounts set password_hash = 'another' where username = 'guardian'`);
        await tx.query(
          `update sessions set ended_at = now(), end_reason = 'password_changed'
           where account_id = (select id from accounts where username = 'guardian')`,
        );
      });
      expect((await answer!).status).toBe(400);
      await test.transactions.run((tx) =>
        tx.query(
          `update accounts set password_hash = (select password_hash from accounts where username = 'admin')
           where username = 'guardian'`,
        ),
      );
    },
  );

  it('is revoked with its family, and an unknown token is no error (RFC 7009)', async () => {
    const { refresh_token: first } = (await signIn(test, 'guardian')).body as unknown as Tokens;
    const second = (await refresh(test, first)).body as unknown as Tokens;
    const revoke = (value: string) =>
      test.call('POST', '/identity/oauth/revocation', {
        body: `token=${value}&token_type_hint=refresh_token`,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
    expect((await revoke(second.refresh_token)).status).toBe(200);
    expect((await refresh(test, second.refresh_token)).status).toBe(400);
    expect((await revoke('nobody-has-this')).status).toBe(200);
    expect(await revoke(second.access_token)).toMatchObject({
      status: 400,
      body: { error: 'unsupported_token_type' },
    });
  });
});

describe('the stronger password', () => {
  const changedAt = (username: string, at: string) =>
    test.transactions.run((tx) =>
      tx.query('update accounts set password_changed_at = $2 where username = $1', [username, at]),
    );

  it.each([
    ['2024-02-21T22:59:59Z', '2020-01-01T00:00:00Z', 'ok'],
    ['2024-02-21T23:00:00Z', '2020-01-01T00:00:00Z', 'change_recommended'],
    ['2024-03-07T22:59:59Z', '2024-03-01T00:00:00Z', 'change_recommended'],
    ['2024-03-07T23:00:00Z', '2024-02-14T22:59:59Z', 'change_required'],
    ['2024-03-07T23:00:00Z', '2024-02-14T23:00:00Z', 'ok'],
  ])('at %s with a password of %s: %s', async (at, changed, status) => {
    const before = test.clock.now();
    test.clock.moveTo(new Date(at));
    await changedAt('agenda_editor', changed);
    const answer = await signIn(test, 'agenda_editor');
    if (status === 'change_required') {
      expect(answer).toMatchObject({
        status: 403,
        body: {
          code: 'identity/password-change-required',
          resetUrl: '/identity/v1/password-resets',
        },
      });
    } else {
      expect(answer).toMatchObject({ status: 200, body: { password_status: status } });
    }
    test.clock.moveTo(before);
  });

  it('has public requirements', async () => {
    const { body } = await test.call('GET', 'password-policy');
    expect(body).toMatchObject({
      minLength: 10,
      classes: ['digit', 'upper', 'lower'],
      rollout: {
        nudgeFrom: '2024-02-22',
        enforceFrom: '2024-03-08',
        lastChangeBefore: '2024-02-15',
      },
    });
  });
});

describe('the stored data of sign-ins', () => {
  it('hold no network address, no name that was tried and no password', async () => {
    const kept = `${await everyTable(test)}\n${test.logLines.join('\n')}`;
    expect(kept).not.toContain('127.0.0.1');
    expect(kept).not.toContain('nobody-at-all');
    expect(kept).not.toContain('Wrong-guess');
    expect(kept).not.toContain(PASSWORD);
  });

  it.each([
    [
      'a giant body',
      { grant_type: 'password', username: 'x', password: 'x'.repeat(1_100_000) },
      413,
    ],
    ['a giant password', { grant_type: 'password', username: 'x', password: 'x'.repeat(501) }, 400],
    ['a name that is no text', { grant_type: 'password', username: 1, password: 'x' }, 400],
    ['unknown members', { grant_type: 'password', username: 'x', password: 'x', admin: true }, 400],
  ])('refuses %s', async (_, body, status) => {
    if (status === 413) {
      const answer = await fetch(`${test.origin}/identity/oauth/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      expect(answer.status).toBe(status);
    } else {
      expect((await token(test, body)).status).toBe(status);
    }
  });
});

/** A coarse limit, which a busy machine does not exceed and a difference of one hash (15 ms) does. */
describe('the time of an answer', () => {
  it('does not reveal whether an account exists', async () => {
    const refusal = async (username: string): Promise<number> => {
      await test.transactions.run((tx) => tx.query('delete from throttles'));
      return processorTimeOf(() => signIn(test, username, 'wrong'));
    };
    const difference = await timeDifference(
      16,
      0.3,
      () => refusal('campaign_manager'),
      (run) => refusal(`nobody-${String(run)}`),
    );
    expect(difference).toBeLessThan(0.3);
  });
});
