import { randomBytes } from 'node:crypto';

import { rentMessageRequestedV1 } from '@passerelle/contracts';
import { eventually, NotificationsStandIn, TestService } from '@passerelle/testing';

import { ReminderSendingService } from '../src/reminders/reminder-sending.service.js';
import { RemindersSchedule } from '../src/reminders/reminders.schedule.js';
import { rentCampaigns } from '../src/service.js';
import {
  as,
  declare,
  expectedTenant,
  emptyTables,
  LANDLORD,
  openCampaign,
  OTHER_LANDLORD,
  putRoster,
  rentLine,
} from './campaign.js';
import { watchPublished } from './published.js';

const EMAIL = 'zebuline.quiquampoix@bailleur.example';
const KEYS = [randomBytes(32), randomBytes(32)].map((key) => key.toString('base64'));

let notifications: NotificationsStandIn;
let test: TestService;

const settings = (masterKey = KEYS[0]!, former = '') => ({
  NOTIFICATIONS_JWKS_URL: notifications.url,
  RENT_CAMPAIGNS_MASTER_KEY: masterKey,
  ...(former === '' ? {} : { RENT_CAMPAIGNS_FORMER_MASTER_KEYS: former }),
});

beforeAll(async () => {
  notifications = await NotificationsStandIn.start();
  test = await TestService.start(rentCampaigns, { env: settings() });
});

afterAll(async () => {
  await test.stop();
  await notifications.stop();
});

beforeEach(async () => {
  await emptyTables(test);
  on('2023-09-06');
  await openCampaign(test);
  await putRoster(test, [
    expectedTenant(1),
    expectedTenant(2),
    expectedTenant(3, { landlordSiret: OTHER_LANDLORD }),
  ]);
});

const contactPath = (siret = LANDLORD) => `landlords/${siret}/contact`;
const putContact = (body: object, who: object = as.manager, siret = LANDLORD, headers = {}) =>
  test.call('PUT', contactPath(siret), { as: who, body, headers });
const remind = async () =>
  (await test.call('POST', 'campaigns/2023/reminders', { as: as.manager })).body;
const send = () => test.service.app.get(ReminderSendingService).send();
const daily = () => test.service.app.get(RemindersSchedule).remind();
const reminders = async (query = '') =>
  (await test.call('GET', `campaigns/2023/reminders${query}`, { as: as.manager })).body
    .items as Record<string, unknown>[];
const deliveries = async (): Promise<Record<string, unknown>> =>
  Object.fromEntries(
    (await reminders()).map(({ landlordSiret, delivery }) => [String(landlordSiret), delivery]),
  );
/** Sends until all is as expected: another run may hold the rows for a moment. */
const handedOver = (expected: Record<string, unknown>): Promise<void> =>
  eventually(async () => {
    await send();
    expect(await deliveries()).toEqual(expected);
  }, 60_000);
/** Starts a process that cannot fetch the key of notifications. */
const withoutKey = async (): Promise<void> => {
  notifications.available = false;
  await test.restart(settings());
};
const on = (day: string) => {
  test.clock.moveTo(new Date(`${day}T08:00:00Z`));
};

describe('the contact of a landlord', () => {
  it('is given by the landlord or by staff, on the version that the sender has seen', async () => {
    const first = await putContact({ email: EMAIL }, as.landlord);
    expect(first.body).toMatchObject({
      siret: LANDLORD,
      version: 1,
      email: EMAIL,
      addressLines: null,
      language: 'fr',
      source: 'given',
    });
    expect(first.headers.etag).toBe('"1"');
    const change = { name: 'Agence', addressLines: ['1 rue de l’Exemple', '44000 Nantes'] };
    expect((await putContact(change, as.manager, LANDLORD, { 'if-match': '"7"' })).status).toBe(
      412,
    );
    expect((await putContact(change, as.manager, LANDLORD, { 'if-match': '"1"' })).status).toBe(
      200,
    );
    const nowhere = await putContact({ addressLines: ['chez maman'] }, as.manager);
    expect(nowhere).toMatchObject({
      status: 422,
      body: { code: 'request/address-without-locality' },
    });
    const shown = await test.call('GET', contactPath(), { as: as.landlord });
    expect(shown.body).toMatchObject({ ...change, version: 2, email: null });
    expect((await test.call('DELETE', contactPath(), { as: as.manager })).status).toBe(204);
    expect((await test.call('GET', contactPath(), { as: as.manager })).status).toBe(404);
  });

  it('is hidden from other landlords, and needs an address', async () => {
    await putContact({ email: EMAIL });
    for (const siret of [LANDLORD, '00000001800011', 'x']) {
      const { status } = await test.call('GET', contactPath(siret), { as: as.otherLandlord });
      expect(status).toBe(404);
    }
    expect((await putContact({ name: 'Agence' })).body).toMatchObject({
      code: 'rent-campaigns/contact-without-address',
    });
    expect((await putContact({ email: 'bailleur.example' })).status).toBe(400);
  });

  it('comes with a roster, which never replaces a given contact', async () => {
    await putContact({ email: EMAIL });
    const roster = [
      expectedTenant(1, { landlordEmail: 'other@bailleur.example' }),
      expectedTenant(2, { landlordSiret: OTHER_LANDLORD, landlordEmail: 'a@bailleur.example' }),
      expectedTenant(3, { landlordSiret: OTHER_LANDLORD, landlordEmail: 'b@bailleur.example' }),
      expectedTenant(4, { landlordEmail: 'no address' }),
    ];
    // A wrong address does not exclude the tenant from the roster.
    expect(await putRoster(test, roster)).toMatchObject({ accepted: 3, toConfirm: 1, rejected: 0 });
    const emailOf = async (siret: string) => {
      const { body } = await test.call('GET', contactPath(siret), { as: as.manager });
      return [body.email, body.source];
    };
    expect(await emailOf(LANDLORD)).toEqual([EMAIL, 'given']);
    expect(await emailOf(OTHER_LANDLORD)).toEqual(['b@bailleur.example', 'roster']);
  });

  it('is stored sealed, opens after a change of the master key, and is reported as unreadable without the key', async () => {
    await putContact({ email: EMAIL, name: 'Zébuline Quiquampoix' });
    const rows = await test.transactions.read('select * from landlord_contacts');
    expect(JSON.stringify(rows)).not.toMatch(/quiquampoix/i);
    await test.restart(settings(KEYS[1], KEYS[0]));
    expect((await test.call('GET', contactPath(), { as: as.manager })).body).toMatchObject({
      email: EMAIL,
    });
    await test.restart(settings(KEYS[1]));
    expect((await test.call('GET', contactPath(), { as: as.manager })).body).toMatchObject({
      code: 'rent-campaigns/contact-unreadable',
    });
    await test.restart(settings());
    expect(test.logLines.join('\n')).not.toMatch(/quiquampoix/i);
  });
});

describe('a reminder', () => {
  it('reaches notifications sealed, with the number of missing tenants and no name', async () => {
    await putContact({ email: EMAIL, name: 'Agence' });
    expect(await remind()).toEqual({ reminded: 1, withoutContact: 1 });
    const message = await notifications.awaited(test, 'rent_reminder');
    const sent = (await reminders('?delivery=requested'))[0]!;
    expect(sent).toMatchObject({ landlordSiret: LANDLORD, month: 9, missing: 2 });
    expect(message).toEqual({
      messageId: sent.id,
      template: 'rent_reminder',
      channel: 'email',
      dedupKey: `rent-reminder:${String(sent.id)}`,
      expiresAt: '2023-09-30T22:00:00.000Z',
      recipient: { name: 'Agence', email: EMAIL, phone: null, addressLines: null },
      values: {
        referenceYear: 2023,
        tenants: 2,
        suspensionOn: '2024-01-15',
        closesOn: '2024-03-31',
      },
      language: 'fr',
    });
    const [row] = await test.transactions.read<{ envelope: { data: { sealed: string } } }>(
      'select envelope from undelivered_events',
    );
    const { sealed, ...open } = row!.envelope.data;
    expect(Buffer.from(sealed, 'base64').toString('latin1')).not.toContain('quiquampoix');
    expect(JSON.stringify({ ...row!.envelope, data: open })).not.toMatch(
      /quiquampoix|agence|martin|0000001|00000001800010/i,
    );
    const line = await test.call('GET', 'campaigns/2023/declarations?fileNumber=0000001', {
      as: as.manager,
    });
    expect(line.body.items).toMatchObject([{ status: 'reminded', remindersSent: 1 }]);
  });

  it('of a landlord without contact is listed for staff, and is sent when a contact is given', async () => {
    expect(await remind()).toEqual({ reminded: 0, withoutContact: 2 });
    await send();
    expect(await deliveries()).toEqual({
      [LANDLORD]: 'no_contact',
      [OTHER_LANDLORD]: 'no_contact',
    });
    expect(await reminders('?delivery=no_contact&limit=1')).toHaveLength(1);
    await putContact({ addressLines: ['1 rue de l’Exemple', '44000 Nantes'] });
    const letter = await notifications.awaited(test, 'rent_reminder');
    expect(letter).toMatchObject({ channel: 'letter', recipient: { email: null } });
    on('2023-10-04');
    await daily();
    expect(await deliveries()).toEqual({ [LANDLORD]: 'requested', [OTHER_LANDLORD]: 'no_contact' });
    // The address comes too late for the reminder of September.
    await putContact({ email: EMAIL }, as.manager, OTHER_LANDLORD);
    await send();
    expect(await notifications.messages(test)).toHaveLength(1);
  });

  it('waits for the key of notifications, and counts the missing tenants again then', async () => {
    await withoutKey();
    await putContact({ email: EMAIL });
    await putContact({ email: 'b@bailleur.example' }, as.manager, OTHER_LANDLORD);
    await remind();
    await send();
    expect(await deliveries()).toEqual({ [LANDLORD]: 'waiting', [OTHER_LANDLORD]: 'waiting' });
    await declare(test, rentLine(1));
    await declare(test, rentLine(3, { landlordSiret: OTHER_LANDLORD }), as.manager);
    notifications.available = true;
    await handedOver({ [LANDLORD]: 'requested', [OTHER_LANDLORD]: 'declared' });
    expect(await notifications.messages(test)).toMatchObject([{ values: { tenants: 1 } }]);
    expect((await reminders('?delivery=requested'))[0]).toMatchObject({ missing: 1 });
  });

  it('survives the end of a process, and is sent once by several processes', async () => {
    await withoutKey();
    await putContact({ email: EMAIL });
    await putContact({ email: 'b@bailleur.example' }, as.manager, OTHER_LANDLORD);
    await Promise.all([remind(), remind(), daily()]);
    // The process ends after the record and before the message.
    await test.restart(settings());
    const published = watchPublished(test);
    notifications.available = true;
    await Promise.all([send(), send(), send(), daily()]);
    await handedOver({ [LANDLORD]: 'requested', [OTHER_LANDLORD]: 'requested' });
    const asked = published.filter(({ type }) => type === rentMessageRequestedV1.type);
    expect(asked).toHaveLength(2);
    expect(await notifications.messages(test)).toHaveLength(2);
    on('2023-10-05');
    await daily();
    await eventually(async () => {
      await send();
      expect(await notifications.messages(test)).toHaveLength(4);
    }, 60_000);
  });

  it('is sent with its record or not at all', async () => {
    await putContact({ email: EMAIL });
    await test.asOwner(
      `alter table outbox add constraint refused check (consumer <> 'notifications')`,
    );
    await remind();
    await eventually(async () => {
      await expect(send()).rejects.toThrow('refused');
    }, 60_000);
    expect(await deliveries()).toMatchObject({ [LANDLORD]: 'waiting' });
    await test.asOwner('alter table outbox drop constraint refused');
    await handedOver({ [LANDLORD]: 'requested', [OTHER_LANDLORD]: 'no_contact' });
    expect(await notifications.messages(test)).toHaveLength(1);
  });
});
