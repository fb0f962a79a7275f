import { NotificationsStandIn, TestService } from '@passerelle/testing';

import { identity } from '../src/service.js';

const ADMIN = { sub: '0190a5d4-7c1e-7c3a-9b1d-2f6f0c1a7e41', roles: ['admin' as const] };

let notifications: NotificationsStandIn;
let test: TestService;

beforeAll(async () => {
  notifications = await NotificationsStandIn.start();
  test = await TestService.start(identity, {
    env: { NOTIFICATIONS_JWKS_URL: notifications.url },
  });
});

afterAll(async () => {
  await test.stop();
  await notifications.stop();
});

const admin = (method: string, path: string, body?: object) =>
  test.call(method, path, { as: ADMIN, ...(body === undefined ? {} : { body }) });

describe('the names and contacts of an account', () => {
  it('tells the former and the new contact that it has changed', async () => {
    const made = await admin('POST', 'accounts', {
      roles: ['mediator'],
      displayName: 'Ada Martin',
      email: 'ada.former@example.org',
    });
    const { id } = made.body as { id: string };
    const change = { email: 'ada.new@example.org', displayName: 'Ada Durand' };
    expect((await admin('PATCH', `accounts/${id}`, change)).status).toBe(200);
    await notifications.awaited(test, 'contact_changed', ':email:new');
    const notices = (await notifications.messages(test)).filter(
      ({ template }) => template === 'contact_changed',
    );
    expect(
      notices.map(({ channel, recipient, values }) => [channel, recipient.email, values.contact]),
    ).toEqual([
      ['email', 'ada.former@example.org', 'email'],
      ['email', 'ada.new@example.org', 'email'],
    ]);
    // Nothing of a contact has changed: nobody is told.
    await admin('PATCH', `accounts/${id}`, { displayName: 'Ada Martin', email: change.email });
    await admin('POST', `accounts/${id}/activation`);
    await notifications.awaited(test, 'account_opened', '');
    expect(
      (await notifications.messages(test)).filter(({ template }) => template === 'contact_changed'),
    ).toHaveLength(2);
  });

  it.each([
    ['displayName', 'Votre Caf https://caf.evil.example', 'name'],
    ['displayName', 'contact@evil.example', 'name'],
    ['displayName', 'Camille\r\nBcc: all@example.org', 'one-line'],
    ['displayName', 'Camille \u202eDurand', 'one-line'],
    ['birthName', 'Du\u200brand', 'one-line'],
    ['birthName', 'evil.com', 'name'],
  ])('takes no %s such as %j', async (member, value, code) => {
    const { status, body } = await admin('POST', 'accounts', {
      roles: ['mediator'],
      [member]: value,
    });
    expect(status).toBe(400);
    const { errors } = body as { errors: { pointer: string; code: string }[] };
    expect(errors.map(({ pointer }) => pointer)).toEqual([`/${member}`]);
    expect([code, 'name']).toContain(errors[0]?.code);
  });
});
