import { identity } from '@passerelle/identity/service';
import { mediation } from '@passerelle/mediation/service';
import { eventually } from '@passerelle/testing';

import { Installation } from './installation.js';

const PASSWORD = 'Passerelle-2024';
const ORDINARY = '/mediation/v1/referrals';

/** The claims of a token that its holder has just got. */
function claimsOf(token: string): { readonly sub: string; readonly sid: string } {
  const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8');
  return JSON.parse(payload) as { sub: string; sid: string };
}

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/** An access that has ended in identity ends in every service, although no service asks identity at a request. */
describe('the access tokens of an ended access', () => {
  let installation: Installation;
  let admin: string;

  beforeAll(async () => {
    installation = await Installation.start([identity, mediation], {
      env: { IDENTITY_REVOCATION_SECONDS: '1' },
    });
    admin = await signedIn('admin');
  });

  afterAll(() => installation.stop());

  async function call(token: string, method: string, path: string): Promise<Answer> {
    const service = path.split('/', 2)[1] ?? '';
    const response = await fetch(`${installation.origin(service)}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
    });
    const text = await response.text();
    return {
      status: response.status,
      body: text === '' ? {} : (JSON.parse(text) as Answer['body']),
    };
  }

  async function tokens(form: Record<string, string>): Promise<string> {
    const response = await fetch(`${installation.origin('identity')}/identity/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams(form),
    });
    return ((await response.json()) as { access_token: string }).access_token;
  }

  const signedIn = (username: string): Promise<string> =>
    tokens({ grant_type: 'password', username, password: PASSWORD });

  const accountId = (token: string): string => claimsOf(token).sub;

  const refused = (token: string, path = ORDINARY): Promise<void> =>
    eventually(async () => {
      const { status } = await call(token, 'GET', path);
      if (status !== 401) throw new Error(`still ${String(status)}`);
    });

  it('end in another service after the person has ended the session, and other sessions go on', async () => {
    const [lost, kept] = [await signedIn('mediator'), await signedIn('mediator')];
    expect((await call(lost, 'GET', ORDINARY)).status).toBe(200);
    const ended = await call(kept, 'DELETE', `/identity/v1/me/sessions/${claimsOf(lost).sid}`);
    expect(ended.status).toBe(204);
    await refused(lost);
    await refused(lost, '/identity/v1/me');
    expect((await call(kept, 'GET', ORDINARY)).status).toBe(200);
  });

  it('end after the account was closed, also in a service that was down meanwhile', async () => {
    const [running, started] = [await signedIn('beneficiary'), await signedIn('mediator_2')];
    expect((await call(running, 'GET', ORDINARY)).status).toBe(200);
    expect((await call(started, 'GET', ORDINARY)).status).toBe(200);
    const close = (token: string) =>
      call(admin, 'POST', `/identity/v1/accounts/${accountId(token)}/closure`);
    expect((await close(running)).status).toBe(200);
    await refused(running);
    await installation.stopService('mediation');
    expect((await close(started)).status).toBe(200);
    // A reader of identity's list a moment before keeps the answer for two seconds.
    await refused(started, '/identity/v1/me');
    await installation.startService('mediation');
    expect((await call(started, 'GET', ORDINARY)).status).toBe(401);
  });

  it('end after a batch client was closed', async () => {
    const batch = await tokens({
      grant_type: 'client_credentials',
      client_id: 'batch',
      client_secret: PASSWORD,
    });
    expect((await call(batch, 'GET', ORDINARY)).status).toBe(403);
    expect(
      (await call(admin, 'POST', `/identity/v1/clients/${accountId(batch)}/closure`)).status,
    ).toBe(200);
    await refused(batch);
  });

  it('stay refused while identity is away, and good tokens go on', async () => {
    const [lost, kept] = [await signedIn('mediator'), await signedIn('mediator')];
    const path = `/identity/v1/me/sessions/${claimsOf(lost).sid}`;
    expect((await call(kept, 'DELETE', path)).status).toBe(204);
    await refused(lost);
    await installation.stopService('identity');
    for (let count = 0; count < 5; count++) {
      expect((await call(lost, 'GET', ORDINARY)).status).toBe(401);
      expect((await call(kept, 'GET', ORDINARY)).status).toBe(200);
    }
  });
});
