import { randomBytes } from 'node:crypto';

import { Redis } from 'ioredis';

export const newPrefix = (): string => `event-bench-${randomBytes(4).toString('hex')}`;

/** Removes every key of a run from Redis. */
export async function forget(url: string, prefix: string): Promise<void> {
  const redis = new Redis(url);
  let cursor = '0';
  do {
    const [next, keys] = await redis.scan(cursor, 'MATCH', `${prefix}:*`, 'COUNT', 1_000);
    cursor = next;
    if (keys.length > 0) await redis.unlink(...keys);
  } while (cursor !== '0');
  await redis.quit();
}

/** Processor time of the Redis server since its start; other users of a shared server count too. */
export async function redisSeconds(url: string): Promise<number> {
  const redis = new Redis(url);
  const info = await redis.info('cpu');
  await redis.quit();
  const read = (name: string): number =>
    Number(new RegExp(`^${name}:([\\d.]+)`, 'm').exec(info)?.[1] ?? 0);
  return read('used_cpu_user') + read('used_cpu_sys');
}
