import { createHash } from 'node:crypto';

import { Logger } from '@passerelle/observability';
import {
  createServiceDataSource,
  migrateService,
  platformSettings,
  readSettings,
  type ServiceDefinition,
} from '@passerelle/service-kit';
import { TestDatabase } from '@passerelle/test-database';

import { createTestTransport } from './test-transport.js';

/**
 * A database with the migrated schemas of these services, and the schema of the queue if PostgreSQL is the queue.
 * The schemas are migrated once in a run; the result is copied for each later call.
 */
export function serviceDatabase(...definitions: ServiceDefinition[]): Promise<TestDatabase> {
  return TestDatabase.copyOf(fingerprintOf(definitions), async (url) => {
    const platform = readSettings(platformSettings, { DATABASE_URL: url });
    for (const definition of definitions) await migrateService(definition, platform);
    const transport = await createTestTransport(url, new Logger('template', 'silent'));
    await transport.close();
  });
}

/** Covers the names of the services and the code of their migrations. */
function fingerprintOf(definitions: readonly ServiceDefinition[]): string {
  const platform = readSettings(platformSettings, {});
  const hash = createHash('sha256');
  for (const definition of definitions) {
    const { migrations } = createServiceDataSource(definition, platform).options;
    const code = Object.values(migrations ?? []).map((migration) => String(migration));
    hash.update(JSON.stringify([definition.name, code]));
  }
  return hash.digest('hex').slice(0, 16);
}
