import { randomBytes } from 'node:crypto';

import { createTransport, type Transport } from '@passerelle/messaging';
import type { Logger } from '@passerelle/observability';

/** The Redis of the queues of this run; `null` if the queues are in PostgreSQL. */
export const testRedisUrl = (): string | null => process.env.PASSERELLE_TEST_REDIS_URL ?? null;

/** The queue of this run: Redis if PASSERELLE_TEST_REDIS_URL is set, otherwise PostgreSQL. */
export async function createTestTransport(
  databaseUrl: string,
  logger: Logger,
  prefix = `test-${randomBytes(6).toString('hex')}`,
): Promise<Transport> {
  return createTransport(
    {
      redisUrl: testRedisUrl(),
      databaseUrl,
      prefix,
      services: 4,
    },
    logger,
  );
}
