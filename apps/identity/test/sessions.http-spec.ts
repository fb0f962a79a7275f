import { decodeJwt } from 'jose';

import { NotificationsStandIn, type TokenClaims, TestService } from '@passerelle/testing';

import { identity } from '../src/service.js';
import { SessionsService } from '../src/sessions/sessions.service.js';
import { accountIdOf, everyTable, refresh, signIn, type Tokens } from './journey.js';

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

const later = (seconds: number): void => {
  test.clock.moveTo(new Date(test.clock.now().getTime() + seconds * 1_000));
};

const opened = async (username: string): Promise<Tokens> =>
  (await signIn(test, username)).body as unknown as Tokens;

const renewed = async (token: string): Promise<Tokens> =>
  (await refresh(test, token)).body as unknown as Tokens;

const reasonsOf = async (username: string): Promise<(string | null)[]> => {
  const rows = await test.transactions.read<{ reason: string | null }>(
    'select end_reason as reason from sessions where account_id = $1 order by opened_at, id',
    [await accountIdOf(test, username)],
  );
  return rows.map(({ reason }) => reason);
};

describe('an access token', () => {
  it('names the session, and how and when the person signed in', async () => {
    const signedInAt = Math.floor(test.clock.now().getTime() / 1_000);
    const first = await opened('scale_editor');
    const claims = decodeJwt(first.access_token);
    expect(claims).toMatchObject({
      sid: expect.any(String) as string,
      auth_time: signedInAt,
      amr: ['pwd'],
      acr: 'urn:passerelle:acr:password',
    });
    later(300);
    const { sid, auth_time: authTime } = decodeJwt(
      (await renewed(first.refresh_token)).access_token,
    );
    expect({ sid, authTime }).toEqual({ sid: claims.sid, authTime: signedInAt });
  });

  it('of a batch client names no session', async () => {
    const { body } = await test.call('POST', '/identity/oauth/token', {
      body: {
        grant_type: 'client_credentials',
        client_id: 'batch',
        client_secret: 'Passerelle-2024',
      },
    });
    expect(decodeJwt((body as unknown as Tokens).access_token)).toMatchObject({
      sid: null,
      auth_time: null,
      amr: [],
      acr: null,
    });
  });
});

describe('a refresh token', () => {
  it.each([2, 5, 20])('that %i tabs use at once has one successor', async (tabs) => {
    const { refresh_token: first } = await opened('guardian');
    const answers = await Promise.all(Array.from({ length: tabs }, () => refresh(test, first)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const successors = answers.map(({ body }) => (body as unknown as Tokens).refresh_token);
    expect(new Set(successors).size).toBe(1);
    expect(successors[0]).not.toBe(first);
    expect(await everyTable(test)).not.toContain(successors[0]);
    later(19);
    expect((await renewed(first)).refresh_token).toBe(successors[0]);
    expect((await refresh(test, successors[0]!)).status).toBe(200);
    expect(await reasonsOf('guardian')).not.toContain('token_reused');
  });

  it('that comes back after the grace ends the session, with one message', async () => {
    const { refresh_token: first } = await opened('landlord');
    const { refresh_token: second } = await renewed(first);
    later(21);
    expect((await refresh(test, first)).body).toMatchObject({ error: 'invalid_grant' });
    expect((await refresh(test, second)).body).toMatchObject({ error: 'invalid_grant' });
    expect((await refresh(test, first)).status).toBe(400);
    expect(await reasonsOf('landlord')).toEqual(['token_reused']);
    await notifications.awaited(test, 'sessions_closed');
    const sent = (await notifications.messages(test)).map(({ template }) => template);
    expect(sent).toEqual(['sessions_closed']);
  });

  it('of a copier and of the owner serve until the second of them renews again', async () => {
    const { refresh_token: first } = await opened('campaign_manager');
    const [owner, copier] = [await renewed(first), await renewed(first)];
    later(300);
    expect((await refresh(test, copier.refresh_token)).status).toBe(200);
    later(300);
    expect((await refresh(test, owner.refresh_token)).status).toBe(400);
    expect(await reasonsOf('campaign_manager')).toEqual(['token_reused']);
  });
});

describe('a person', () => {
  const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; rv:124.0) Gecko/20100101 Firefox/124.0';
  interface Listed {
    readonly id: string;
    readonly current: boolean;
    readonly device: string | null;
  }

  const as = async (username: string, { access_token: token }: Tokens) => ({
    sub: await accountIdOf(test, username),
    roles: ['auditor' as const],
    sid: String(decodeJwt(token).sid),
  });
  const listed = async (claims: TokenClaims): Promise<readonly Listed[]> =>
    (await test.call<{ sessions: Listed[] }>('GET', 'me/sessions', { as: claims })).body.sessions;

  it('sees their own open sessions, and ends one of them or all others', async () => {
    const body = { grant_type: 'password', username: 'auditor', password: 'Passerelle-2024' };
    const headers = { 'user-agent': FIREFOX };
    const first = (await test.call('POST', '/identity/oauth/token', { body, headers }))
      .body as unknown as Tokens;
    const [second, third, last] = [
      await opened('auditor'),
      await opened('auditor'),
      await opened('auditor'),
    ];
    const me = await as('auditor', last);
    const sessions = await listed(me);
    expect(sessions).toHaveLength(4);
    expect(sessions.filter(({ current }) => current)).toMatchObject([{ id: me.sid }]);
    const own = await as('auditor', first);
    expect(sessions.find(({ id }) => id === own.sid)).toMatchObject({ device: 'Firefox, Windows' });

    const end = (id: string, claims: TokenClaims = me) =>
      test.call('DELETE', `me/sessions/${id}`, { as: claims });
    expect((await end(own.sid)).status).toBe(204);
    expect((await end(own.sid)).body).toMatchObject({ code: 'request/unknown-id' });
    expect((await refresh(test, first.refresh_token)).status).toBe(400);
    const stranger = await as('admin', await opened('admin'));
    expect((await end(me.sid, stranger)).status).toBe(404);
    expect((await refresh(test, second.refresh_token)).status).toBe(200);

    expect((await test.call('DELETE', 'me/sessions', { as: me })).status).toBe(204);
    expect(await listed(me)).toMatchObject([{ id: me.sid, current: true }]);
    expect((await refresh(test, third.refresh_token)).status).toBe(400);
    expect((await refresh(test, last.refresh_token)).status).toBe(200);
    expect((await test.call('DELETE', 'me/sessions', { as: me })).status).toBe(204);
    const events = await test.call('GET', 'audit-events?kind=session_ended', { as: 'auditor' });
    expect((events.body as { items: object[] }).items).toMatchObject([
      { details: { sessions: 2 } },
      { details: { session: own.sid } },
    ]);
  });
});

describe('a session', () => {
  it('ends a day after the sign-in, however often it is renewed', async () => {
    let { refresh_token: token } = await opened('mediator');
    for (let hour = 1; hour < 24; hour++) {
      later(3_600);
      ({ refresh_token: token } = await renewed(token));
    }
    later(3_300);
    const last = (await refresh(test, token)).body as unknown as Tokens & { expires_in: number };
    expect(last.expires_in).toBe(300);
    later(301);
    expect((await refresh(test, last.refresh_token)).status).toBe(400);
    expect(await reasonsOf('mediator')).toEqual([null]);
  });

  it('is forgotten a day after its end', async () => {
    await opened('mediator_2');
    later(86_400 * 2 + 1);
    await test.service.app.get(SessionsService).forgetEnded();
    expect(await test.transactions.read('select 1 from sessions')).toEqual([]);
    expect(await test.transactions.read('select 1 from refresh_tokens')).toEqual([]);
  });
});
