import { randomBytes } from 'node:crypto';

import { createTransport, migrateQueue, QUEUE, type Transport } from '@passerelle/messaging';
import type { Logger } from '@passerelle/observability';
import { Installation } from '@passerelle/persistence';
import type { TestDatabase } from '@passerelle/test-database';

/** The Redis of the queues of this run; `null` if the queues are in PostgreSQL. */
export const testRedisUrl = (): string | null => process.env.PASSERELLE_TEST_REDIS_URL ?? null;

/** The queue of this run: Redis if PASSERELLE_TEST_REDIS_URL is set, otherwise PostgreSQL. */
export async function createTestTransport(
  database: TestDatabase,
  logger: Logger,
  prefix = `test-${randomBytes(6).toString('hex')}`,
): Promise<Transport> {
  const installation = new Installation(database.installation);
  const databaseUrl = installation.urlOf(QUEUE);
  const redisUrl = testRedisUrl();
  if (redisUrl === null) await migrateQueue(installation, databaseUrl);
  return createTransport(
    {
      redisUrl,
      databaseUrl,
      prefix,
      services: 4,
    },
    logger,
  );
}
