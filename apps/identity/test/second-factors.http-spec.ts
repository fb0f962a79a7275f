import { decodeJwt } from 'jose';

import { TestService, type TokenClaims } from '@passerelle/testing';

import { MasterKeyRotationService } from '../src/master-key/master-key-rotation.service.js';
import { identity } from '../src/service.js';
import { Authenticator, type CeremonyOptions } from './authenticator.js';
import {
  accountIdOf,
  everyTable,
  LIGHT_CAPTCHA,
  refresh,
  signIn,
  solvedCaptcha,
} from './journey.js';
import {
  claimsByPassword,
  claimsOf,
  codeAt,
  type Enrolled,
  enrolTotp,
  mfaToken,
  nextStep,
  type Required,
  secondStep,
  type TokenAnswer,
} from './second-factor-journey.js';

const OLD_KEY = Buffer.alloc(32, 'passerelle').toString('base64');
const NEW_KEY = Buffer.alloc(32, 9).toString('base64');
const ENV = {
  PASSERELLE_DEMO: 'true',
  ...LIGHT_CAPTCHA,
  IDENTITY_ADDRESS_CAPTCHA_AFTER: '100000',
  IDENTITY_ADDRESS_DELAY_AFTER: '100000',
};

let test: TestService;

beforeAll(async () => {
  test = await TestService.start(identity, { env: ENV });
});

afterAll(async () => {
  await test.stop();
});

const auditOf = (username: string) =>
  test.transactions.read<{ kind: string; details: object }>(
    `select kind, details from audit_events
     where subject_id = (select id from accounts where username = $1) order by id`,
    [username],
  );

const notices = async (): Promise<number> => {
  const rows = await test.transactions.read<{ count: number }>(
    `select count(*)::int as count from pending_messages where template = 'second_factor_changed'`,
  );
  return rows[0]!.count;
};

describe('an application that makes codes', () => {
  let secret: string;
  let recoveryCodes: string[];

  it('protects nothing before its first code', async () => {
    const claims = await claimsByPassword(test, 'mediator');
    const begun = await test.call<{ id: string; secret: string; otpauthUri: string }>(
      'POST',
      'me/second-factors/totp',
      { as: claims, body: { label: 'Téléphone' } },
    );
    expect(begun.status).toBe(201);
    expect(begun.headers['cache-control']).toBe('no-store');
    expect(begun.body.otpauthUri).toContain(`Passerelle:mediator?issuer=Passerelle&secret=`);
    const confirm = (code: string) =>
      test.call('POST', `me/second-factors/${begun.body.id}/confirmation`, {
        as: claims,
        body: { code },
      });
    const wrong = codeAt(begun.body.secret, new Date(0));
    expect((await confirm(wrong)).body).toMatchObject({ code: 'identity/enrolment-refused' });
    expect((await signIn(test, 'mediator')).status).toBe(200);
    const { body } = await test.call('GET', 'me/second-factors', { as: claims });
    expect(body).toEqual({ status: 'ok', factors: [], recoveryCodesLeft: 0 });
  });

  it('is confirmed by a code, gives ten recovery codes once, ends the sessions and tells the person', async () => {
    const claims = await claimsByPassword(test, 'mediator');
    const { body: before } = await signIn(test, 'mediator');
    const sent = await notices();
    ({ secret, recoveryCodes } = await enrolTotp(test, claims));
    expect(new Set(recoveryCodes).size).toBe(10);
    const { refresh_token: former = '' } = before as unknown as TokenAnswer;
    expect((await refresh(test, former)).body).toMatchObject({ error: 'invalid_grant' });
    expect(await notices()).toBe(sent + 1);
    const { body } = await test.call('GET', 'me/second-factors', { as: claims });
    expect(body).toMatchObject({
      factors: [{ kind: 'totp', label: 'Téléphone de Zébuline' }],
      recoveryCodesLeft: 10,
    });
  });

  it('is asked for after the right password only, and opens a session that says so', async () => {
    expect((await signIn(test, 'mediator', 'wrong')).body).toMatchObject({
      code: 'identity/invalid-credentials',
    });
    const asked = await signIn(test, 'mediator');
    expect(asked).toMatchObject({
      status: 403,
      body: {
        error: 'mfa_required',
        code: 'identity/second-factor-required',
        expires_in: 300,
        second_factors: ['totp', 'recovery_code'],
      },
    });
    const { mfa_token: mfa } = asked.body as unknown as Required;
    const code = codeAt(secret, test.clock.now());
    const opened = await secondStep(test, mfa, { otp: code });
    expect(opened.status).toBe(200);
    const tokens = opened.body as unknown as TokenAnswer;
    const says = { amr: ['pwd', 'otp', 'mfa'], acr: 'urn:passerelle:acr:two-factors' };
    expect(decodeJwt(tokens.access_token)).toMatchObject(says);
    const renewed = (await refresh(test, tokens.refresh_token!)).body as unknown as TokenAnswer;
    expect(decodeJwt(renewed.access_token)).toMatchObject(says);
    expect((await secondStep(test, mfa, { otp: code })).body).toMatchObject({
      error: 'invalid_grant',
      code: 'identity/pending-sign-in-refused',
    });
  });

  it('refuses a code a second time, and an earlier code, in the answer of a wrong code', async () => {
    const used = codeAt(secret, test.clock.now());
    const earlier = codeAt(secret, new Date(test.clock.now().getTime() - 30_000));
    const refusals: unknown[] = [];
    for (const otp of [used, earlier, '000000']) {
      const { status, body } = await secondStep(test, await mfaToken(test, 'mediator'), { otp });
      refusals.push({ status, ...body, instance: '' });
    }
    expect(refusals[0]).toMatchObject({ status: 400, code: 'identity/second-factor-refused' });
    expect(refusals[1]).toEqual(refusals[0]);
    expect(refusals[2]).toEqual(refusals[0]);
    expect(await auditOf('mediator')).toContainEqual({ kind: 'second_factor_failed', details: {} });
  });

  it('goes on counting failed codes after a right password, and asks for a captcha', async () => {
    nextStep(test);
    const otp = codeAt(secret, test.clock.now());
    const held = await secondStep(test, await mfaToken(test, 'mediator'), { otp });
    expect(held).toMatchObject({ status: 429, body: { code: 'identity/captcha-required' } });
    const captcha = await solvedCaptcha(test);
    const opened = await secondStep(test, await mfaToken(test, 'mediator'), { otp, captcha });
    expect(opened.status).toBe(200);
  });

  it('opens one session for one code, whatever arrives at the same moment', async () => {
    nextStep(test);
    const otp = codeAt(secret, test.clock.now());
    const pending = await Promise.all([1, 2, 3].map(() => mfaToken(test, 'mediator')));
    const answers = await Promise.all(pending.map((mfa) => secondStep(test, mfa, { otp })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400]);
  });

  it('has five tries for one password, and none after a change of the account or five minutes', async () => {
    await test.transactions.run((tx) => tx.query('delete from throttles'));
    const mfa = await mfaToken(test, 'mediator');
    for (let tries = 0; tries < 5; tries++) {
      await test.transactions.run((tx) => tx.query('delete from throttles'));
      expect((await secondStep(test, mfa, { otp: '000000' })).body).toMatchObject({
        code: 'identity/second-factor-refused',
      });
    }
    await test.transactions.run((tx) => tx.query('delete from throttles'));
    nextStep(test);
    const expired = { body: { code: 'identity/pending-sign-in-refused' } };
    const now = () => ({ otp: codeAt(secret, test.clock.now()) });
    expect(await secondStep(test, mfa, now())).toMatchObject(expired);
    const changed = await mfaToken(test, 'mediator');
    await test.transactions.run((tx) =>
      tx.query(`update accounts set version = version + 1 where username = 'mediator'`),
    );
    expect(await secondStep(test, changed, now())).toMatchObject(expired);
    const late = await mfaToken(test, 'mediator');
    test.clock.moveTo(new Date(test.clock.now().getTime() + 300_000));
    expect(await secondStep(test, late, now())).toMatchObject(expired);
    expect(await secondStep(test, 'made up', now())).toMatchObject(expired);
  });

  it('is replaced by a recovery code, once, and the person is told', async () => {
    await test.transactions.run((tx) => tx.query('delete from throttles'));
    const before = await notices();
    const typed = recoveryCodes[0]!.toLowerCase().replaceAll('-', ' ');
    const use = async () =>
      secondStep(test, await mfaToken(test, 'mediator'), { recovery_code: typed });
    const opened = await use();
    expect(opened.status).toBe(200);
    expect(decodeJwt((opened.body as unknown as TokenAnswer).access_token)).toMatchObject({
      amr: ['pwd', 'otp', 'mfa'],
    });
    expect(await notices()).toBe(before + 1);
    expect((await use()).body).toMatchObject({ code: 'identity/second-factor-refused' });
    const events = await auditOf('mediator');
    expect(events).toContainEqual({
      kind: 'sign_in_succeeded',
      details: { method: 'recovery_code' },
    });
    nextStep(test);
    const again = await secondStep(test, await mfaToken(test, 'mediator'), {
      otp: codeAt(secret, test.clock.now()),
    });
    const claims = claimsOf(again.body as unknown as TokenAnswer);
    const renewed = await test.call<{ recoveryCodes: string[] }>('POST', 'me/recovery-codes', {
      as: claims,
    });
    expect(renewed.status).toBe(201);
    const former = await secondStep(test, await mfaToken(test, 'mediator'), {
      recovery_code: recoveryCodes[1]!,
    });
    expect(former.body).toMatchObject({ code: 'identity/second-factor-refused' });
    const fresh = await secondStep(test, await mfaToken(test, 'mediator'), {
      recovery_code: renewed.body.recoveryCodes[0]!,
    });
    expect(fresh.status).toBe(200);
  });

  it('changes after a recent sign-in with the second factor only (RFC 9470)', async () => {
    await test.transactions.run((tx) => tx.query('delete from throttles'));
    nextStep(test);
    const opened = await secondStep(test, await mfaToken(test, 'mediator'), {
      otp: codeAt(secret, test.clock.now()),
    });
    const strong = claimsOf(opened.body as unknown as TokenAnswer);
    const begin = (as: TokenClaims) =>
      test.call('POST', 'me/second-factors/totp', { as, body: { label: 'Autre' } });
    const weak = await begin({
      ...strong,
      amr: ['pwd'],
      acr: 'urn:passerelle:acr:password',
    });
    expect(weak).toMatchObject({
      status: 401,
      body: { code: 'auth/insufficient-user-authentication' },
    });
    expect(weak.headers['www-authenticate']).toBe(
      'Bearer error="insufficient_user_authentication", error_description="A stronger or more recent sign-in is required", acr_values="urn:passerelle:acr:two-factors", max_age="900"',
    );
    expect((await begin(strong)).status).toBe(201);
    expect((await begin({ ...strong, auth_time: strong.auth_time! - 901 })).status).toBe(401);
  });

  it('is renamed and removed, with its recovery codes', async () => {
    nextStep(test);
    const opened = await secondStep(test, await mfaToken(test, 'mediator'), {
      otp: codeAt(secret, test.clock.now()),
    });
    const claims = claimsOf(opened.body as unknown as TokenAnswer);
    const { body } = await test.call<{ factors: { id: string }[] }>('GET', 'me/second-factors', {
      as: claims,
    });
    const { id } = body.factors[0]!;
    const renamed = await test.call('PATCH', `me/second-factors/${id}`, {
      as: claims,
      body: { label: 'Clé du bureau' },
    });
    expect(renamed.body).toMatchObject({ label: 'Clé du bureau' });
    const other = await test.call('DELETE', `me/second-factors/${id}`, {
      as: { ...claims, sub: await accountIdOf(test, 'auditor') },
    });
    expect(other.status).toBe(404);
    expect((await test.call('DELETE', `me/second-factors/${id}`, { as: claims })).status).toBe(204);
    expect((await signIn(test, 'mediator')).status).toBe(200);
    const rows = await test.transactions.read('select 1 from recovery_codes');
    expect(rows).toEqual([]);
  });
});

describe('a passkey', () => {
  let key: Authenticator;

  const register = async (claims: TokenClaims, made: Authenticator, options?: CeremonyOptions) => {
    const { body } = await test.call<{ challenge: string }>('POST', 'me/passkey-options', {
      as: claims,
    });
    return test.call<Enrolled>('POST', 'me/second-factors/passkeys', {
      as: claims,
      body: { label: 'Clé', attestation: made.create(body.challenge, options) },
    });
  };

  const challengeFor = async (mfa: string): Promise<string> => {
    const { body } = await test.call<{ challenge: string }>('POST', 'passkey-challenges', {
      body: { mfaToken: mfa },
    });
    return body.challenge;
  };

  const signInWith = async (
    made: Authenticator,
    options?: CeremonyOptions,
    username = 'auditor',
  ) => {
    await test.transactions.run((tx) => tx.query('delete from throttles'));
    const mfa = await mfaToken(test, username);
    return secondStep(test, mfa, { assertion: made.get(await challengeFor(mfa), options) });
  };

  beforeAll(() => {
    key = new Authenticator(new URL(test.issuer.issuer).origin);
  });

  it('is enrolled by its answer to a challenge, on pages of this address, once', async () => {
    const claims = await claimsByPassword(test, 'auditor');
    const elsewhere = await register(claims, key, { origin: 'https://caf.example.net' });
    expect(elsewhere.body).toMatchObject({ code: 'identity/enrolment-refused' });
    const { body } = await test.call<{ challenge: string }>('POST', 'me/passkey-options', {
      as: claims,
    });
    const send = (attestation: string) =>
      test.call('POST', 'me/second-factors/passkeys', {
        as: claims,
        body: { label: 'Clé', attestation },
      });
    expect((await send('e30=')).body).toMatchObject({ code: 'identity/enrolment-refused' });
    // The first try has used the challenge.
    expect((await send(key.create(body.challenge))).body).toMatchObject({
      code: 'identity/enrolment-refused',
    });
    const enrolled = await register(claims, key);
    expect(enrolled).toMatchObject({ status: 201, body: { factor: { kind: 'passkey' } } });
    expect(enrolled.body.recoveryCodes).toHaveLength(10);
  });

  it('opens a session that says so', async () => {
    const asked = await signIn(test, 'auditor');
    expect(asked.body).toMatchObject({ second_factors: ['passkey', 'recovery_code'] });
    const opened = await signInWith(key);
    expect(opened.status).toBe(200);
    expect(decodeJwt((opened.body as unknown as TokenAnswer).access_token)).toMatchObject({
      amr: ['pwd', 'hwk', 'mfa'],
      acr: 'urn:passerelle:acr:two-factors',
    });
  });

  it('is refused with a count that does not grow, as a copy, and on other pages', async () => {
    const refused = { status: 400, body: { code: 'identity/second-factor-refused' } };
    expect(await signInWith(key, { signCount: 1 })).toMatchObject(refused);
    expect(
      await signInWith(key, { signCount: 5, origin: 'https://caf.example.net' }),
    ).toMatchObject(refused);
    const another = new Authenticator(new URL(test.issuer.issuer).origin);
    expect(await signInWith(another)).toMatchObject(refused);
    expect((await signInWith(key, { signCount: 5 })).status).toBe(200);
  });

  it('and its copy open one session with one count, also at the same moment', async () => {
    await test.transactions.run((tx) => tx.query('delete from throttles'));
    const pending = [await mfaToken(test, 'auditor'), await mfaToken(test, 'auditor')];
    const assertions = await Promise.all(
      pending.map(async (mfa) => key.get(await challengeFor(mfa), { signCount: 6 })),
    );
    const answers = await Promise.all(
      pending.map((mfa, n) => secondStep(test, mfa, { assertion: assertions[n] })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
  });

  it('answers a challenge once, and only a challenge of its own sign-in', async () => {
    await test.transactions.run((tx) => tx.query('delete from throttles'));
    const [one, other] = [await mfaToken(test, 'auditor'), await mfaToken(test, 'auditor')];
    const assertion = key.get(await challengeFor(one), { signCount: 7 });
    expect((await secondStep(test, other, { assertion })).status).toBe(400);
    expect((await secondStep(test, one, { otp: '000000' })).status).toBe(400);
    // The try with a code has taken the challenge.
    expect((await secondStep(test, one, { assertion })).status).toBe(400);
  });
});

describe('the stored data of second factors', () => {
  it('hold no secret, no recovery code, no label and no token', async () => {
    const claims = await claimsByPassword(test, 'guardian');
    const { secret, recoveryCodes } = await enrolTotp(test, claims);
    const mfa = await mfaToken(test, 'guardian');
    const kept = `${await everyTable(test)}\n${test.logLines.join('\n')}`;
    for (const value of [secret, mfa, 'Zébuline', ...recoveryCodes]) {
      expect(kept).not.toContain(value);
      expect(kept).not.toContain(value.replaceAll('-', ''));
    }
  });

  it('stay readable under a new master key', async () => {
    const claims = await claimsByPassword(test, 'scale_editor');
    const { secret, recoveryCodes } = await enrolTotp(test, claims);
    await test.restart({
      ...ENV,
      IDENTITY_MASTER_KEY: NEW_KEY,
      IDENTITY_FORMER_MASTER_KEYS: OLD_KEY,
    });
    const report = await test.service.app.get(MasterKeyRotationService).run();
    expect(report).toMatchObject({ complete: true });
    expect(report.secondFactors).toBeGreaterThan(0);
    await test.restart({ ...ENV, IDENTITY_MASTER_KEY: NEW_KEY });
    const otp = codeAt(secret, test.clock.now());
    const byCode = await secondStep(test, await mfaToken(test, 'scale_editor'), { otp });
    expect(byCode.status).toBe(200);
    const byRecoveryCode = await secondStep(test, await mfaToken(test, 'scale_editor'), {
      recovery_code: recoveryCodes[0]!,
    });
    expect(byRecoveryCode.status).toBe(200);
  });
});
