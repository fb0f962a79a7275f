import pg from 'pg';
import { type DataSource, MigrationExecutor } from 'typeorm';

import { roleOf, schemaOf } from './data-source.js';

/** Any constant will do, so long as every migration of the system takes the same lock. */
const MIGRATION_LOCK = 7_242_024;

const DUPLICATE_OBJECT = '42710';
const UNIQUE_VIOLATION = '23505';

/**
 * Brings a service's schema to the latest version: role, schema, then its pending migrations.
 * One at a time for the whole database, so replicas may start together.
 *
 * @returns the names of the migrations that ran
 */
export async function migrate(
  url: string,
  service: string,
  dataSource: DataSource,
): Promise<string[]> {
  const lock = new pg.Client({ connectionString: url });
  await lock.connect();
  try {
    await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await ensureSchema(lock, service);
    if (!dataSource.isInitialized) await dataSource.initialize();
    return await runPending(dataSource);
  } finally {
    await lock.end();
  }
}

/** Building an index on a full table takes longer than any request may. */
async function runPending(dataSource: DataSource): Promise<string[]> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.query('set statement_timeout = 0');
    const executor = new MigrationExecutor(dataSource, runner);
    executor.transaction = 'each';
    const ran = await executor.executePendingMigrations();
    await runner.query('reset statement_timeout');
    return ran.map((migration) => migration.name);
  } finally {
    await runner.release();
  }
}

/** True when the schema is behind the code: a production start refuses this instead of migrating. */
export async function hasPendingMigrations(dataSource: DataSource): Promise<boolean> {
  return dataSource.showMigrations();
}

async function ensureSchema(client: pg.Client, service: string): Promise<void> {
  const role = client.escapeIdentifier(roleOf(service));
  const schema = client.escapeIdentifier(schemaOf(service));
  const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [
    roleOf(service),
  ]);
  if (rowCount === 0) {
    await client.query(`create role ${role} nologin`).catch(unlessItExists);
    await client.query(`grant ${role} to current_user`).catch(unlessItExists);
  }
  await client.query(`create schema if not exists ${schema} authorization ${role}`);
}

/**
 * Roles belong to the whole server, the lock above to one database of it: another installation on
 * the same server may make the role between the question and the answer.
 */
function unlessItExists(error: unknown): void {
  const { code } = error as { code?: unknown };
  if (code !== DUPLICATE_OBJECT && code !== UNIQUE_VIOLATION) throw error;
}
