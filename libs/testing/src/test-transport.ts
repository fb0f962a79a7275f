import { randomBytes } from 'node:crypto';

import { createTransport, type Transport } from '@passerelle/messaging';
import type { Logger } from '@passerelle/observability';

/** Where the queues of this run live; `null` is PostgreSQL. */
export const testRedisUrl = (): string | null => process.env.PASSERELLE_TEST_REDIS_URL ?? null;

/** The queue that the run is for: Redis where PASSERELLE_TEST_REDIS_URL names one, else PostgreSQL. */
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
