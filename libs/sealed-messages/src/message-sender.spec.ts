import { setTimeout as pause } from 'node:timers/promises';

import type { Seal } from './message-sealer.js';
import { MessageSender } from './message-sender.js';

const seal: Seal = () => Promise.resolve('sealed');
const LATER_MS = 150;

describe('MessageSender', () => {
  let logged: string[];
  let sender: MessageSender;

  beforeEach(() => {
    logged = [];
    const logger = { error: (message: string) => logged.push(message) };
    sender = new MessageSender({ current: () => Promise.resolve(seal) }, logger);
  });

  it('takes batches until none is left, all with one seal', async () => {
    const seals: unknown[] = [];
    await sender.send(async (given) => seals.push(given) < 3);
    expect(seals).toEqual([seal, seal, seal]);
  });

  it('asks for batches without a key too: some messages need none', async () => {
    const keyless = { current: () => Promise.resolve(undefined) };
    const seals: unknown[] = [];
    await new MessageSender(keyless, { error: () => undefined }).send(async (given) => {
      seals.push(given);
      return false;
    });
    expect(seals).toEqual([undefined]);
  });

  it('sends once for many wake-ups, later, and again for a later one', async () => {
    let rounds = 0;
    const send = async (): Promise<void> => {
      rounds++;
    };
    for (let i = 0; i < 5; i++) sender.wake(send);
    expect(rounds).toBe(0);
    await pause(LATER_MS);
    expect(rounds).toBe(1);
    sender.wake(send);
    await pause(LATER_MS);
    expect(rounds).toBe(2);
  });

  it('rejects for who asked, and logs a failed round that nobody waits for', async () => {
    const fail = (): Promise<boolean> => Promise.reject(new Error('away'));
    await expect(sender.send(fail)).rejects.toThrow('away');
    expect(logged).toEqual([]);
    sender.wake(() => sender.send(fail));
    await pause(LATER_MS);
    expect(logged).toEqual(['messages were not sent']);
  });

  it('waits for the rounds under way when it stops, and starts none', async () => {
    let done = 0;
    const slowly = async (): Promise<boolean> => {
      await pause(20);
      done++;
      return false;
    };
    const rounds = [sender.send(slowly), sender.send(slowly)];
    sender.wake(() => sender.send(slowly));
    await sender.stop();
    expect(done).toBe(2);
    await Promise.all(rounds);
    await pause(LATER_MS);
    expect(done).toBe(2);
  });
});
