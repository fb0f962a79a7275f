import type { MigrationInterface, QueryRunner } from 'typeorm';

import { TestDatabase } from '@passerelle/test-database';

import { createDataSource } from './data-source.js';
import { Installation } from './installation.js';
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

class Later1790000000005 extends Slow1790000000003 {}

const service = 'migrated-spec';
const MIGRATIONS = [Slow1790000000003, Limits1790000000004];

const optionsFor = (installation: Installation, migrations = MIGRATIONS) => ({
  url: installation.urlOf(service),
  service,
  poolSize: 2,
  entities: [],
  migrations,
});

describe('migrate', () => {
  const databases: TestDatabase[] = [];
  let installation: Installation;

  beforeAll(async () => {
    databases.push(await TestDatabase.create(), await TestDatabase.create());
    installation = new Installation(databases[0]!.installation);
  });

  afterAll(async () => {
    for (const database of databases) await database.drop();
  });

  // Roles are shared by every database of a server, locks are not.
  it('runs each migration once, whoever starts together, in two databases of one server', async () => {
    const ran = await Promise.all(
      [0, 1, 2, 3].flatMap(() =>
        databases.map((database) => {
          const own = new Installation(database.installation);
          return migrate(own, optionsFor(own));
        }),
      ),
    );
    expect(ran.flat().sort()).toEqual([
      'Limits1790000000004',
      'Limits1790000000004',
      'Slow1790000000003',
      'Slow1790000000003',
    ]);
  });

  it('gives migrations all the time they need, and the service its limit', async () => {
    const source = await createDataSource(optionsFor(installation)).initialize();
    const [{ statement }] = await source.query<[{ statement: string }]>(
      'select statement from limits',
    );
    const [limit] = await source.query<[object]>('show statement_timeout');
    await source.destroy();
    expect([statement, limit]).toEqual(['0', { statement_timeout: '30s' }]);
  });

  it('says when the schema is behind', async () => {
    const source = await createDataSource(optionsFor(installation)).initialize();
    expect(await hasPendingMigrations(source)).toBe(false);
    await source.destroy();

    const newer = optionsFor(installation, [...MIGRATIONS, Later1790000000005]);
    const behind = await createDataSource(newer).initialize();
    expect(await hasPendingMigrations(behind)).toBe(true);
    await behind.destroy();
  });

  it('says when there is no schema at all', async () => {
    await databases[0]!.query('drop schema migrated_spec cascade');
    const source = await createDataSource(optionsFor(installation)).initialize();
    expect(await hasPendingMigrations(source)).toBe(true);
    await source.destroy();
  });
});
