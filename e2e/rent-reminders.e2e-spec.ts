import { rentMessageRequestedV1 } from '@passerelle/contracts';
import { identity } from '@passerelle/identity/service';
import { FixedClock } from '@passerelle/kernel';
import { notifications } from '@passerelle/notifications/service';
import { rentCampaigns } from '@passerelle/rent-campaigns/service';
import { eventually } from '@passerelle/testing';

import { Installation } from './installation.js';

const SIRET = '00000001800010';
const EMAIL = 'zebuline.quiquampoix@bailleur.example';

interface Messages {
  readonly items: readonly {
    readonly id: string;
    readonly template: string;
    readonly channel: string;
    readonly status: string;
  }[];
}
interface Reminders {
  readonly items: readonly { readonly id: string; readonly delivery: string }[];
}

/** From a missing tenant to a message to the landlord. Notifications is stopped for a time. */
describe('the reminder of a landlord', () => {
  const clock = new FixedClock(new Date('2023-09-06T08:00:00Z'));
  let installation: Installation;

  beforeAll(async () => {
    installation = await Installation.start([identity, notifications, rentCampaigns], { clock });
  });

  afterAll(() => installation.stop());

  const manager = <B = Record<string, unknown>>(
    method: 'get' | 'post' | 'put',
    path: string,
    body?: object | string,
  ): Promise<B> =>
    installation.call<B>('campaign_manager', method, `/rent-campaigns/v1/${path}`, body);
  const messages = async (): Promise<Messages['items']> => {
    const path = '/notifications/v1/messages?template=rent_reminder';
    return (await installation.call<Messages>('admin', 'get', path)).items;
  };
  const reminders = async (): Promise<Reminders['items']> =>
    (await manager<Reminders>('get', 'campaigns/2023/reminders')).items;
  /** Waits until this number of reminders is requested from notifications. */
  const requested = (count: number): Promise<Reminders['items']> =>
    eventually(async () => {
      const handedOver = (await reminders()).filter(({ delivery }) => delivery === 'requested');
      if (handedOver.length !== count) throw new Error(`${handedOver.length} of ${count}`);
      return handedOver;
    });

  it('is a message kept for the administrator, once, whatever happens in between', async () => {
    await manager('post', 'campaigns', {
      referenceYear: 2023,
      opensOn: '2023-08-01',
      suspensionOn: '2024-01-15',
      closesOn: '2024-03-31',
      correctionEndsOn: '2024-06-30',
    });
    await manager('put', 'campaigns/2023/roster', roster(1, 2));
    await eventually(async () => {
      const { hasRoster } = await manager<{ hasRoster: boolean }>('get', 'campaigns/2023');
      if (!hasRoster) throw new Error('the roster is under way');
    });

    expect(await manager('post', 'campaigns/2023/reminders')).toEqual({
      reminded: 0,
      withoutContact: 1,
    });
    await manager('put', `landlords/${SIRET}/contact`, { email: EMAIL });
    const [first] = await requested(1);
    await installation.settled('rent-campaigns');
    expect(await messages()).toMatchObject([
      { id: first!.id, template: 'rent_reminder', channel: 'email', status: 'kept' },
    ]);
    const detail = await installation.call<{ content: { text: string } }>(
      'admin',
      'get',
      `/notifications/v1/messages/${first!.id}`,
    );
    expect(detail.content.text).toContain('2 de vos locataires');
    expect(detail.content.text).toContain('15 janvier 2024');
    expect(detail.content.text).not.toMatch(/Martin|0000001/);

    // In the next month notifications is stopped, and the sender restarts while the event is in its outbox.
    clock.moveTo(new Date('2023-10-06T08:00:00Z'));
    await installation.stopService('notifications');
    await Promise.all([
      manager('post', 'campaigns/2023/reminders'),
      manager('post', 'campaigns/2023/reminders'),
    ]);
    const [second] = await requested(2);
    const envelopes = await installation.outbox('rent-campaigns');
    expect(envelopes.map(({ type }) => type)).toEqual([rentMessageRequestedV1.type]);
    expect(JSON.stringify(envelopes)).not.toMatch(/quiquampoix|Martin/);
    await installation.stopService('rent-campaigns');
    await installation.startService('rent-campaigns');
    await installation.startService('notifications');
    await installation.settled('rent-campaigns');
    // A queue can deliver an event again: here as the same event, and as an event with another id.
    for (const envelope of envelopes) await installation.republish('rent-campaigns', envelope);
    await installation.settled('rent-campaigns');
    expect((await messages()).map(({ id }) => id)).toEqual([second!.id, first!.id]);
  });
});

function roster(...tenants: number[]): string {
  return tenants
    .map((number) => ({
      fileNumber: String(number).padStart(7, '0'),
      lastName: 'Martin',
      landlordSiret: SIRET,
      landlordKind: 'agency',
      dwellingRef: `A${String(number)}`,
    }))
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('');
}
