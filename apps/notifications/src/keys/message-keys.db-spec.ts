import { randomBytes } from 'node:crypto';

import { FixedClock } from '@passerelle/kernel';
import { TestService } from '@passerelle/testing';

import type { NotificationsSettings } from '../notifications.settings.js';
import { notifications } from '../service.js';
import { MessageKeysRepository } from './message-keys.repository.js';
import { MessageKeysService } from './message-keys.service.js';

const [FIRST, SECOND] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')];

let test: TestService;

beforeAll(async () => {
  test = await TestService.start(notifications, { env: { NOTIFICATIONS_MASTER_KEY: FIRST } });
});

afterAll(async () => {
  await test.stop();
});

/** As another process with these master keys would start. */
async function started(masterKey: string, formerMasterKeys: readonly string[] = []) {
  const settings = { masterKey, formerMasterKeys, keyDays: 90 } as NotificationsSettings;
  const clock = new FixedClock(test.clock.now());
  const repository = test.service.app.get(MessageKeysRepository);
  const service = new MessageKeysService(repository, test.transactions, clock, settings);
  await service.onModuleInit();
  return service;
}

describe('the keys of messages', () => {
  it('are the same for every process', async () => {
    const [one, other] = await Promise.all([started(FIRST), started(FIRST)]);
    expect(await one.jwks()).toEqual(await other.jwks());
    expect(await one.jwks()).toHaveLength(1);
  });

  it('do not open under another master key: such a process does not start', async () => {
    await expect(started(SECOND)).rejects.toThrow('NOTIFICATIONS_MASTER_KEY');
  });

  it('come under a new master key at a start that knows the former one', async () => {
    const before = await started(FIRST);
    const [jwk] = await before.jwks();
    const after = await started(SECOND, [FIRST]);
    const pem = (service: MessageKeysService) =>
      service.privateKey(jwk!.kid!).then((key) => key!.export({ format: 'pem', type: 'pkcs8' }));
    expect(await pem(after)).toBe(await pem(before));
    await started(SECOND);
    await expect(started(FIRST)).rejects.toThrow('NOTIFICATIONS_MASTER_KEY');
  });
});
