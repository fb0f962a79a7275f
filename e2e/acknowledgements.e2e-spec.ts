import { setTimeout as pause } from 'node:timers/promises';

import { identity } from '@passerelle/identity/service';
import { FixedClock } from '@passerelle/kernel';
import { mediation } from '@passerelle/mediation/service';
import { notifications } from '@passerelle/notifications/service';
import { eventually } from '@passerelle/testing';

import { Installation } from './installation.js';

interface Message {
  readonly id: string;
  readonly template: string;
  readonly channel: string;
  readonly dedupKey: string;
}

const referral = (changes: object = {}): object => ({
  origin: 'beneficiary',
  channel: 'online',
  receivedOn: '2024-02-01',
  fileNumber: '0000001',
  subject: { benefit: 'rsa', reason: 'unpaid_benefit', description: 'RSA non versé.' },
  priorClaim: { madeOn: '2024-01-20' },
  courtSeized: false,
  appealDeadline: '2024-03-15',
  ...changes,
});

describe('the acknowledgement of a request for mediation', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await Installation.start([mediation, identity, notifications], {
      clock: new FixedClock(new Date('2024-02-01T08:00:00Z')),
    });
  });

  afterAll(async () => {
    await installation.stop();
  });

  const refer = async (username: string, changes: object = {}): Promise<string> => {
    const { id } = await installation.call<{ id: string }>(
      username,
      'post',
      '/mediation/v1/referrals',
      referral(changes),
    );
    return id;
  };
  const delivered = (id: string, delivery: string) =>
    eventually(async () => {
      const path = `/mediation/v1/referrals/${id}/acknowledgement`;
      expect(await installation.call('mediator', 'get', path)).toMatchObject({ delivery });
    });
  const messagesFor = async (id: string): Promise<Message[]> => {
    const page = await installation.call<{ items: Message[] }>(
      'admin',
      'get',
      '/notifications/v1/messages?template=referral_acknowledged&limit=100',
    );
    return page.items.filter(({ dedupKey }) => dedupKey === `referral-acknowledged:${id}`);
  };
  const textOf = async ({ id }: Message): Promise<string> => {
    const path = `/notifications/v1/messages/${id}`;
    const view = await installation.call<{ content: { text: string } | null }>(
      'admin',
      'get',
      path,
    );
    return view.content?.text ?? '';
  };

  it.each([
    ['the person sent it', 'beneficiary'],
    ['the mediation team recorded it', 'mediator'],
  ])('is sent to the person of the file, with its five elements: %s', async (_name, username) => {
    const id = await refer(username);
    await delivered(id, 'email');
    const message = await eventually(async () => {
      const [found] = await messagesFor(id);
      if (found === undefined) throw new Error('no message yet');
      return found;
    });
    expect(message.channel).toBe('email');
    const text = await textOf(message);
    expect(text).toContain('Bonjour Camille Durand,');
    expect(text).toContain('a été reçue le 1er février 2024');
    expect(text).toContain('Téléphone : [numéro à renseigner]');
    expect(text).toContain('Aucune pièce ne manque');
    expect(text).toContain('son silence ne vaut ni accord ni rejet');
    expect(text).toContain('devant le président du conseil départemental');
  });

  it('is to be printed where no account of the file is known, and says so', async () => {
    const id = await refer('mediator', { fileNumber: '0000042' });
    await delivered(id, 'to_print');
    expect(await messagesFor(id)).toEqual([]);
  });

  it('waits while notifications was never reached, and leaves once', async () => {
    await installation.stopService('notifications');
    await installation.stopService('mediation');
    await installation.startService('mediation');
    const id = await refer('mediator');
    await delivered(id, 'pending');
    await installation.startService('notifications');
    // After a failure a key set asks again a second later; without the next registration the schedule would.
    await pause(1_500);
    const [first, second] = [await refer('mediator'), id];
    for (const each of [first, second]) await delivered(each, 'email');
    // Identity seals the message after its answer to mediation.
    await eventually(async () => {
      expect(await messagesFor(id)).toHaveLength(1);
    });
    await installation.settled('identity');
    expect(await messagesFor(id)).toHaveLength(1);
  });
});
