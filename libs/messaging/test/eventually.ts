import { setTimeout as pause } from 'node:timers/promises';

/** Reads until what is read is as expected; throws the last difference after the time limit. */
export async function eventually<T>(
  read: () => Promise<T>,
  expected: unknown,
  limitMs = 60_000,
): Promise<void> {
  const until = Date.now() + limitMs;
  for (;;) {
    const value = await read();
    try {
      expect(value).toEqual(expected);
      return;
    } catch (error) {
      if (Date.now() > until) throw error;
      await pause(25);
    }
  }
}
