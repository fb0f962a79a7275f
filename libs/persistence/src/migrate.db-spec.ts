import type { MigrationInterface, QueryRunner } from 'typeorm';

import { TestDatabase } from '@passerelle/test-database';

import { createDataSource, roleOf } from './data-source.js';
import { hasPendingMigrations, migrate } from './migrate.js';

class Slow1790000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table slow (id integer)');
    await runner.query('select pg_sleep(0.2)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table slow');
  }
}

class Limits1790000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create table limits as select current_setting('statement_timeout') as statement`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table limits');
  }
}

const service = `migrated-${String(process.pid)}`;

const open = ({ url }: TestDatabase) =>
  createDataSource({
    url,
    service,
    poolSize: 2,
    entities: [],
    migrations: [Slow1790000000003, Limits1790000000004],
  });

describe('migrate', () => {
  const databases: TestDatabase[] = [];

  beforeAll(async () => {
    databases.push(await TestDatabase.create(), await TestDatabase.create());
  });

  afterAll(async () => {
    for (const database of databases) await database.drop();
    await databases[0]?.onServer(`drop role if exists ${roleOf(service)}`);
  });

  // Roles are shared by every database of a server, locks are not.
  it('runs each migration once, whoever starts together, in two databases of one server', async () => {
    const sources = [0, 1, 2, 3].flatMap(() =>
      databases.map((database) => [database, open(database)] as const),
    );
    const ran = await Promise.all(
      sources.map(([database, source]) => migrate(database.url, service, source)),
    );
    expect(ran.flat().sort()).toEqual([
      'Limits1790000000004',
      'Limits1790000000004',
      'Slow1790000000003',
      'Slow1790000000003',
    ]);
    for (const [, source] of sources) {
      expect(await hasPendingMigrations(source)).toBe(false);
      await source.destroy();
    }
  });

  it('gives migrations all the time they need, and the service its limit', async () => {
    const source = open(databases[0]!);
    await source.initialize();
    const [{ statement }] = await source.query<[{ statement: string }]>(
      'select statement from limits',
    );
    const [limit] = await source.query<[object]>('show statement_timeout');
    await source.destroy();
    expect([statement, limit]).toEqual(['0', { statement_timeout: '30s' }]);
  });

  it('says when the schema is behind', async () => {
    const [database] = databases;
    await database!.query(`drop schema ${service.replaceAll('-', '_')} cascade`);
    await database!.query(
      `create schema ${service.replaceAll('-', '_')} authorization ${roleOf(service)}`,
    );
    const source = open(database!);
    await source.initialize();
    expect(await hasPendingMigrations(source)).toBe(true);
    await source.destroy();
  });
});
