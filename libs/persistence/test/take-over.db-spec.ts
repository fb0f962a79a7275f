import type { MigrationInterface, QueryRunner } from 'typeorm';

import { TestDatabase } from '@passerelle/test-database';

import { createDataSource } from '../src/data-source.js';
import { Installation } from '../src/installation.js';
import { migrate, prepareSchema } from '../src/migrate.js';
import { Transactions } from '../src/transactions.js';

class Notes1790000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table notes (id integer)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table notes');
  }
}

class More1790000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table notes add column more text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table notes drop column more');
  }
}

/** As the version before left it: a role without login owns the service's tables, the superuser those of the queue. */
const legacyOf = (schema: string): string => `
  create role passerelle_${schema} nologin;
  create schema ${schema} authorization passerelle_${schema};
  set role passerelle_${schema};
  set search_path = ${schema};
  create table migrations (id serial primary key, "timestamp" bigint not null, name varchar not null);
  insert into migrations ("timestamp", name) values (1790000000002, 'Notes1790000000002');
  create type shade as enum ('light', 'dark');
  create table notes (id bigint generated always as identity, shade shade default 'dark');
  insert into notes default values;
  create view all_notes as select * from notes;
  create sequence numbers;
  create function one() returns integer language sql as 'select 1';
  reset role;
  create schema bullmq;
  create table bullmq.job (id integer);
  create sequence bullmq.jid_1;`;

describe('a database of the version before', () => {
  let database: TestDatabase;
  let installation: Installation;
  let service: string;

  beforeAll(async () => {
    database = await TestDatabase.create();
    installation = new Installation(database.installation);
    service = database.installation.name.replace('test_', 'old-');
  });

  afterAll(() => database.drop());

  it('goes on with the logins of this one', async () => {
    const schema = service.replace('-', '_');
    await database.query(legacyOf(schema));
    const options = {
      url: installation.urlOf(service),
      service,
      poolSize: 2,
      entities: [],
      migrations: [Notes1790000000002, More1790000000003],
    };
    expect(await migrate(installation, options)).toEqual(['More1790000000003']);
    const queue = { service: 'bullmq', url: installation.urlOf('queue'), mayCreate: true };
    await prepareSchema(installation, queue, (client) =>
      client.query('alter table bullmq.job add column name text'),
    );

    const owners = await database.query(
      `select relname as name, relowner::regrole::text as owner from pg_class
       where relnamespace in ('${schema}'::regnamespace, 'bullmq'::regnamespace) and relkind in ('r', 'v', 'S')
       union all
       select proname, proowner::regrole::text from pg_proc where pronamespace = '${schema}'::regnamespace
       union all
       select typname, typowner::regrole::text from pg_type where typnamespace = '${schema}'::regnamespace
       union all
       select nspname, nspowner::regrole::text from pg_namespace where nspname in ('${schema}', 'bullmq')`,
    );
    expect(owners.filter(({ owner }) => owner !== installation.owner)).toEqual([]);
    expect(owners.length).toBeGreaterThan(10);
    expect(
      await database.query('select 1 from pg_roles where rolname = $1', [`passerelle_${schema}`]),
    ).toEqual([]);

    const source = await createDataSource(options).initialize();
    const transactions = new Transactions(source);
    await transactions.run(async (tx) => {
      await tx.query(`insert into notes (more) values ('new')`);
      await tx.query(`select nextval('numbers'), one()`);
    });
    expect(
      await transactions.read(
        'select id, shade, more from all_notes natural join notes order by id',
      ),
    ).toEqual([
      { id: 1, shade: 'dark', more: null },
      { id: 2, shade: 'dark', more: 'new' },
    ]);
    await source.destroy();
  });
});
