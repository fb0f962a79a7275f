import { createHash } from 'node:crypto';

import {
  createServiceDataSource,
  readProcessSettings,
  type ServiceDefinition,
} from '@passerelle/service-kit';
import { TestDatabase } from '@passerelle/test-database';

/**
 * A database with the migrated schemas of these services, and the schema of the queue.
 * The schemas are migrated once in a run; the result is copied for each later call.
 */
export function serviceDatabase(...definitions: ServiceDefinition[]): Promise<TestDatabase> {
  return TestDatabase.copyOf(fingerprintOf(definitions), (database) =>
    migrateServices(database, ...definitions),
  );
}

/** Brings the schemas of these services, and that of the queue, up to date. */
export async function migrateServices(
  { environment }: TestDatabase,
  ...definitions: ServiceDefinition[]
): Promise<void> {
  const { database } = readProcessSettings(definitions, environment, { migrating: true });
  for (const definition of definitions) await database.migrate(definition);
  await database.migrateQueue();
}

const NO_DATABASE = { url: 'postgres://localhost', poolSize: 1 };

/** Covers the names of the services and the code of their migrations. */
function fingerprintOf(definitions: readonly ServiceDefinition[]): string {
  const hash = createHash('sha256');
  for (const definition of definitions) {
    const { migrations } = createServiceDataSource(definition, NO_DATABASE).options;
    const code = Object.values(migrations ?? []).map((migration) => String(migration));
    hash.update(JSON.stringify([definition.name, code]));
  }
  return hash.digest('hex').slice(0, 16);
}
