import pg from 'pg';
import { MigrationExecutor } from 'typeorm';

import { createOwnDataSource, type DatabaseOptions } from './data-source.js';
import { type Installation, schemaOf } from './installation.js';
import type { DataSource } from './query-runner.js';
import { type Grants, grantsOf, Roles } from './roles.js';

/** Any constant will do, so long as every migration of the system takes the same lock. */
const MIGRATION_LOCK = 7_242_024;

const UNDEFINED_TABLE = '42P01';

/**
 * Brings a service's schema to the latest version: roles, schema, then its pending migrations, which the owner of the
 * installation runs. One at a time for the whole database, so replicas may start together.
 *
 * @param options those of the service; their URL names its login
 * @returns the names of the migrations that ran
 */
export async function migrate(
  installation: Installation,
  options: DatabaseOptions,
): Promise<string[]> {
  const grants = grantsOf(options.service, options.url);
  return locked(installation, async (roles) => {
    await roles.ensure(grants);
    const ran = await runPending(installation, options);
    await roles.protectHistory(grants);
    return ran;
  });
}

/**
 * Prepares a schema that is no service's: the queue's. `work` runs as the owner of the installation.
 *
 * @param url names the login that works with the tables
 */
export async function prepareSchema(
  installation: Installation,
  { service, url, mayCreate }: { service: string; url: string; mayCreate: boolean },
  work: (client: pg.Client) => Promise<unknown>,
): Promise<void> {
  const grants: Grants = grantsOf(service, url, mayCreate);
  await locked(installation, async (roles, client) => {
    await roles.ensure(grants);
    await client.query(`set role ${client.escapeIdentifier(installation.owner)}`);
    await work(client);
  });
}

async function locked<T>(
  installation: Installation,
  work: (roles: Roles, client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: installation.url });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    return await work(new Roles(client, installation), client);
  } finally {
    await client.end();
  }
}

/** Building an index on a full table takes longer than any request may. */
async function runPending(installation: Installation, options: DatabaseOptions): Promise<string[]> {
  const dataSource = createOwnDataSource({ ...options, url: installation.url, poolSize: 1 });
  await dataSource.initialize();
  try {
    const runner = dataSource.createQueryRunner();
    for (const [name, value] of [
      ['role', installation.owner],
      ['search_path', schemaOf(options.service)],
      ['timezone', 'UTC'],
      ['statement_timeout', '0'],
    ]) {
      await runner.query('select set_config($1, $2, false)', [name, value]);
    }
    const executor = new MigrationExecutor(dataSource, runner);
    executor.transaction = 'each';
    const ran = await executor.executePendingMigrations();
    return ran.map((migration) => migration.name);
  } finally {
    await dataSource.destroy();
  }
}

/** True when the schema is behind the code: a production start refuses this instead of migrating. */
export async function hasPendingMigrations(dataSource: DataSource): Promise<boolean> {
  const executed = await executedMigrations(dataSource);
  return dataSource.migrations.some(
    ({ name, constructor }) => !executed.has(name ?? constructor.name),
  );
}

async function executedMigrations(dataSource: DataSource): Promise<ReadonlySet<string>> {
  try {
    const rows = await dataSource.query<{ name: string }[]>('select name from migrations');
    return new Set(rows.map(({ name }) => name));
  } catch (error) {
    if ((error as { code?: unknown }).code === UNDEFINED_TABLE) return new Set();
    throw error;
  }
}
