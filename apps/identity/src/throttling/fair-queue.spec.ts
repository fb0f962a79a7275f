import { FairQueue } from './fair-queue.js';

const refuse = (): Error => new Error('too many');
const LIMITS = { slots: 1, waitingPerKey: 3, waiting: 5 };

/** A queue whose works end when the test says so. */
function observed(limits = LIMITS) {
  const queue = new FairQueue(limits);
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const send = (name: string): Promise<string> =>
    queue.run(
      name[0] ?? '',
      () => {
        begun.push(name);
        return new Promise((resolve) => ends.push(() => resolve(name)));
      },
      refuse,
    );
  const endOne = async (): Promise<void> => {
    ends.shift()?.();
    await new Promise(setImmediate);
  };
  return { send, begun, endOne };
}

describe('FairQueue', () => {
  it('lets keys take turns, however many works one key has', async () => {
    const { send, begun, endOne } = observed();
    const works = ['a1', 'a2', 'a3', 'a4', 'b1', 'c1'].map(send);
    for (let n = 0; n < 6; n++) await endOne();
    expect(begun).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'a4']);
    expect(await Promise.all(works)).toHaveLength(6);
  });

  it('refuses the works beyond the limit of a key, and beyond the limit of all', async () => {
    const { send, begun, endOne } = observed();
    const works = ['a1', 'a2', 'a3', 'a4', 'b1', 'b2'].map(send);
    await expect(send('a5')).rejects.toThrow('too many');
    await expect(send('c1')).rejects.toThrow('too many');
    for (let n = 0; n < 6; n++) await endOne();
    await Promise.all(works);
    void send('c2');
    expect(begun.at(-1)).toBe('c2');
  });

  it('runs as many works at once as there are slots, and goes on after a failure', async () => {
    const queue = new FairQueue({ ...LIMITS, slots: 2 });
    let running = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, ++running);
      await new Promise(setImmediate);
      running--;
      throw new Error('failed');
    };
    const outcomes = await Promise.allSettled(
      ['a', 'a', 'a', 'b'].map((key) => queue.run(key, work, refuse)),
    );
    expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
    expect(most).toBe(2);
    await expect(queue.run('a', () => Promise.resolve('free'), refuse)).resolves.toBe('free');
  });
});
