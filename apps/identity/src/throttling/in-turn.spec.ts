import { InTurn } from './in-turn.js';

const refuse = (): Error => new Error('too many');
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

describe('InTurn', () => {
  it('runs works with one key one after the other, and works with other keys at once', async () => {
    const inTurn = new InTurn(10);
    const running = { a: 0, b: 0 };
    const seen: string[] = [];
    const work = (key: 'a' | 'b') => async (): Promise<void> => {
      running[key]++;
      seen.push(`${running.a} ${running.b}`);
      await pause();
      running[key]--;
    };
    await Promise.all(
      (['a', 'b', 'a', 'b'] as const).map((key) => inTurn.run(key, work(key), refuse)),
    );
    expect(seen).toContain('1 1');
    expect(seen.join(' ')).not.toContain('2');
  });

  it('goes on after a failure, and refuses a work when too many wait', async () => {
    const inTurn = new InTurn(1);
    const failing = inTurn.run('a', () => Promise.reject(new Error('failed')), refuse);
    const second = inTurn.run('a', () => Promise.resolve('done'), refuse);
    await expect(inTurn.run('a', pause, refuse)).rejects.toThrow('too many');
    await expect(failing).rejects.toThrow('failed');
    await expect(second).resolves.toBe('done');
    await expect(inTurn.run('a', () => Promise.resolve('free'), refuse)).resolves.toBe('free');
  });

  it('runs a new work after the works that still wait', async () => {
    const inTurn = new InTurn(10);
    const ended: string[] = [];
    const work = (name: string) => async (): Promise<void> => {
      await pause();
      ended.push(name);
    };
    const first = inTurn.run('a', work('first'), refuse);
    const second = inTurn.run('a', work('second'), refuse);
    await first;
    await inTurn.run('a', () => Promise.resolve(ended.push('third')), refuse);
    await second;
    expect(ended).toEqual(['first', 'second', 'third']);
  });

  it('forgets a key once no work with the key is left', async () => {
    const inTurn = new InTurn(10);
    await Promise.all([inTurn.run('a', pause, refuse), inTurn.run('b', pause, refuse)]);
    expect(Reflect.get(inTurn, 'tails')).toEqual(new Map());
  });
});
