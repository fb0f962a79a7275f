import { decodeJwt } from 'jose';

import { TestService } from '@passerelle/testing';

import { identity } from '../src/service.js';
import { LIGHT_CAPTCHA, refresh, signIn } from './journey.js';
import {
  claimsOf,
  codeAt,
  enrolTotp,
  mfaToken,
  secondStep,
  type TokenAnswer,
} from './second-factor-journey.js';

const ENV = {
  PASSERELLE_DEMO: 'true',
  ...LIGHT_CAPTCHA,
  IDENTITY_SECOND_FACTOR_NUDGE_FROM: '2024-04-10',
  IDENTITY_SECOND_FACTOR_ENFORCE_FROM: '2024-04-20',
};

let test: TestService;

beforeAll(async () => {
  test = await TestService.start(identity, { env: ENV });
});

afterAll(async () => {
  await test.stop();
});

const tokensOf = async (username: string): Promise<TokenAnswer> =>
  (await signIn(test, username)).body as unknown as TokenAnswer;

describe('the days of the second factor', () => {
  it.each([
    ['2024-04-09T21:59:59Z', 'guardian', 'ok'],
    ['2024-04-09T22:00:00Z', 'guardian', 'enrolment_recommended'],
    ['2024-04-09T22:00:00Z', 'beneficiary', 'ok'],
    ['2024-04-19T21:59:59Z', 'guardian', 'enrolment_recommended'],
    ['2024-04-19T22:00:00Z', 'guardian', 'enrolment_required'],
    ['2024-04-19T22:00:00Z', 'beneficiary', 'ok'],
  ])('at %s say to a %s: %s', async (at, username, status) => {
    test.clock.moveTo(new Date(at));
    const tokens = await tokensOf(username);
    expect(tokens.second_factor_status).toBe(status);
    expect(tokens.refresh_token === undefined).toBe(status === 'enrolment_required');
  });

  it('leave an account without a factor a token that can do nothing but enrol', async () => {
    test.clock.moveTo(new Date('2024-04-15T08:00:00Z'));
    const early = await tokensOf('admin');
    test.clock.moveTo(new Date('2024-04-15T19:00:00Z'));
    const { refresh_token: session = '' } = (await refresh(test, early.refresh_token!))
      .body as unknown as TokenAnswer;
    expect(session).not.toBe('');
    test.clock.moveTo(new Date('2024-04-19T22:00:00Z'));
    const tokens = await tokensOf('admin');
    expect(tokens.scope).toBe('second-factor:enrol');
    expect(decodeJwt(tokens.access_token)).toMatchObject({
      roles: [],
      scope: 'second-factor:enrol',
      file_number: null,
      organisation: null,
      services: [],
      amr: ['pwd'],
    });
    const claims = claimsOf(tokens);
    for (const path of ['me', 'accounts', 'audit-events', 'organisations']) {
      expect((await test.call('GET', path, { as: claims })).status).toBe(403);
    }
    const recovery = await test.call('POST', 'me/recovery-codes', { as: claims });
    expect(recovery.status).toBe(403);
    const { body } = await test.call('GET', 'me/second-factors', { as: claims });
    expect(body).toMatchObject({ status: 'enrolment_required', factors: [] });
    const { secret } = await enrolTotp(test, claims);
    const opened = await secondStep(test, await mfaToken(test, 'admin'), {
      otp: codeAt(secret, test.clock.now()),
    });
    expect(opened).toMatchObject({ status: 200, body: { second_factor_status: 'ok' } });
    const strong = claimsOf(opened.body as unknown as TokenAnswer);
    expect((await test.call('GET', 'accounts', { as: strong })).status).toBe(200);
    const list = await test.call<{ factors: { id: string }[] }>('GET', 'me/second-factors', {
      as: strong,
    });
    const last = await test.call('DELETE', `me/second-factors/${list.body.factors[0]!.id}`, {
      as: strong,
    });
    expect(last).toMatchObject({ status: 409, body: { code: 'identity/last-factor' } });
  });

  it('end with the next renewal the sessions that were opened with a password alone', async () => {
    test.clock.moveTo(new Date('2024-04-19T21:59:00Z'));
    const before = await tokensOf('landlord');
    test.clock.moveTo(new Date('2024-04-19T22:01:00Z'));
    const renewed = (await refresh(test, before.refresh_token!)).body as unknown as TokenAnswer;
    expect(renewed).toMatchObject({ second_factor_status: 'enrolment_required' });
    expect(renewed.refresh_token).toBeUndefined();
    expect(decodeJwt(renewed.access_token)).toMatchObject({ roles: [] });
  });
});

describe('operations that ask for the second factor', () => {
  const weak = { roles: ['admin' as const], amr: ['pwd' as const] };

  it('refuse a sign-in with a password alone, and say what is needed (RFC 9470)', async () => {
    const refused = await test.call('GET', 'accounts', { as: weak });
    expect(refused).toMatchObject({
      status: 401,
      body: { code: 'auth/insufficient-user-authentication' },
    });
    expect(refused.headers['www-authenticate']).toMatch(
      /^Bearer error="insufficient_user_authentication".*acr_values="urn:passerelle:acr:two-factors"$/,
    );
    // The role comes first: nobody learns by a second factor what their role refuses.
    expect((await test.call('GET', 'audit-events', { as: weak })).status).toBe(403);
  });

  it('go without where the installation has switched it off, as does the enrolment', async () => {
    await test.restart({ ...ENV, PASSERELLE_SECOND_FACTOR: 'off' });
    expect((await test.call('GET', 'accounts', { as: weak })).status).toBe(200);
    expect((await tokensOf('guardian')).second_factor_status).toBe('ok');
    // A person who has enrolled is asked all the same.
    expect((await signIn(test, 'admin')).body).toMatchObject({ error: 'mfa_required' });
  });
});
