import pg from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';

import { TestDatabase } from '@passerelle/test-database';

import { createDataSource } from './data-source.js';
import { Installation, loginOf, urlAs } from './installation.js';
import { checkLogin } from './login-check.js';
import { migrate } from './migrate.js';
import { Transactions } from './transactions.js';

class Secrets1790000000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table secrets (id bigint generated always as identity, text text)');
    await runner.query(`insert into secrets (text) values ('known to the service alone')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table secrets');
  }
}

const OWN = 'own-spec';
const OTHER = 'other-spec';

const optionsFor = (installation: Installation, service: string) => ({
  url: installation.urlOf(service),
  service,
  poolSize: 2,
  entities: [],
  migrations: [Secrets1790000000006],
});

async function installed(database: TestDatabase, name?: string): Promise<Installation> {
  const installation = new Installation({ ...database.installation, ...(name && { name }) });
  for (const service of [OWN, OTHER])
    await migrate(installation, optionsFor(installation, service));
  return installation;
}

async function refusal(url: string, sql: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    await client.query(sql);
    return 'nothing was refused';
  } catch (error) {
    return (error as Error).message;
  } finally {
    await client.end().catch(() => undefined);
  }
}

describe('the login of a service', () => {
  let database: TestDatabase;
  let installation: Installation;
  let url: string;

  beforeAll(async () => {
    database = await TestDatabase.create();
    installation = await installed(database);
    url = installation.urlOf(OWN);
  });

  afterAll(() => database.drop());

  it('reads and writes the tables of its schema, and has them analysed', async () => {
    const source = await createDataSource(optionsFor(installation, OWN)).initialize();
    const transactions = new Transactions(source);
    await transactions.run(async (tx) => {
      await tx.query(`insert into secrets (text) select 'one' from generate_series(1, 1000)`);
      await tx.query(`update secrets set text = 'two' where id = 2`);
      await tx.query('delete from secrets where id = 3');
      await tx.query('create temporary table staged (id integer) on commit drop');
      await tx.filled('secrets', 1_000);
    });
    const [table] = await transactions.read(
      `select reltuples::int as rows from pg_class where oid = 'secrets'::regclass`,
    );
    await source.destroy();
    expect(table).toEqual({ rows: 1_000 });
  });

  it.each([
    [`select set_config('role', 'none', false); select * from other_spec.secrets`, 'denied'],
    [`select set_config('role', 'OWNER', false)`, 'permission denied to set role'],
    ['set role OWNER', 'permission denied to set role'],
    ['set role pg_read_all_data', 'permission denied to set role'],
    ['set session authorization SUPERUSER', 'permission denied to set session authorization'],
    ['select * from other_spec.secrets', 'permission denied for schema other_spec'],
    [`copy (select 1) to program 'true'`, 'to COPY to or from an external program'],
    [`create temporary table t (x text); copy t from program 'id'`, 'external program'],
    ['create table public.theft (id integer)', 'permission denied for schema public'],
    ['create table own_spec.theft (id integer)', 'permission denied for schema own_spec'],
    ['create schema theft', 'permission denied for database'],
    ['create role thief', 'permission denied to create role'],
    [`select pg_read_file('PG_VERSION')`, 'permission denied for function pg_read_file'],
    ['truncate secrets', 'permission denied for table secrets'],
    ['alter table secrets disable trigger all', 'must be owner of table secrets'],
    ['drop table secrets', 'must be owner of table secrets'],
    [`delete from migrations`, 'permission denied for table migrations'],
    ['select * from pg_authid', 'permission denied for table pg_authid'],
    [`select analyze_table('secrets; drop table secrets')`, 'does not exist'],
    ['alter role OWNER superuser', 'denied'],
    ['grant OWNER to current_user', 'denied'],
  ])('may not: %s', async (sql, reason) => {
    const statement = sql
      .replace('OWNER', installation.owner)
      .replace('SUPERUSER', loginOf(database.url).role);
    expect(await refusal(url, statement)).toMatch(reason === 'denied' ? /denied|must/ : reason);
  });

  it('has its settings from the server, whatever the client asks for', async () => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query(
      `select name, setting from pg_settings where source = 'user' order by name`,
    );
    await client.end();
    expect(rows.map(({ name, setting }) => `${name as string}=${setting as string}`)).toEqual([
      'TimeZone=UTC',
      'idle_in_transaction_session_timeout=60000',
      'jit=off',
      'lock_timeout=25000',
      'search_path=own_spec',
      'statement_timeout=30000',
    ]);
  });

  it('is left as it is by a second migration', async () => {
    // The transactions that wrote the roles, their settings, the rights on database and schema.
    const written = (): Promise<unknown> =>
      database.query(
        `select (select string_agg(xmin::text, ' ' order by oid) from pg_authid where starts_with(rolname, $1)) as roles,
                (select string_agg(s.xmin::text, ' ' order by setrole) from pg_db_role_setting s
                 join pg_roles r on r.oid = setrole where starts_with(rolname, $1)) as settings,
                (select xmin from pg_database where datname = current_database()) as rights,
                (select xmin from pg_namespace where nspname = 'own_spec') as schema`,
        [`passerelle_${database.installation.name}_`],
      );
    const before = await written();
    await migrate(installation, optionsFor(installation, OWN));
    expect(await written()).toEqual(before);
  });

  it('gets a new password by the next migration', async () => {
    const named = {
      ...optionsFor(installation, OWN),
      url: urlAs(url, { role: loginOf(url).role, password: 'new' }),
    };
    const isRefused = (await refusal(named.url, 'select 1')) !== 'nothing was refused';
    await migrate(installation, named);
    expect(await refusal(named.url, 'select 1')).toBe('nothing was refused');
    await migrate(installation, optionsFor(installation, OWN));
    expect(await refusal(url, 'select 1')).toBe('nothing was refused');
    // A server that trusts everybody asks for none.
    expect(typeof isRefused).toBe('boolean');
  });

  it('does not reach the database of another installation on the server, nor is reached', async () => {
    const elsewhere = await TestDatabase.create();
    try {
      const name = `${database.installation.name}_b`;
      const second = await installed(elsewhere, name);
      const there = urlAs(elsewhere.url, loginOf(url));
      const here = urlAs(database.url, loginOf(second.urlOf(OWN)));
      for (const crossed of [there, here]) {
        expect(await refusal(crossed, 'select 1')).toMatch(/permission denied for database/);
      }
      expect(await refusal(second.urlOf(OWN), 'select * from secrets')).toBe('nothing was refused');
    } finally {
      await elsewhere.drop();
    }
  });

  describe('is refused at a start', () => {
    const start = async (address: string): Promise<string> => {
      const options = { ...optionsFor(installation, OWN), url: address };
      const source = createDataSource(options);
      return source.initialize().then(
        async () => {
          await source.destroy();
          return 'started';
        },
        (error: unknown) => (error as Error).message,
      );
    };

    it('when it is a superuser', async () => {
      expect(await start(database.url)).toMatch(
        /is a superuser.*main\.js migrate.*OWN_SPEC_DATABASE_URL/s,
      );
    });

    it('when it is the login of another service', async () => {
      expect(await start(installation.urlOf(OTHER))).toMatch(/search_path is "other_spec"/);
    });

    it.each([
      [
        'may become another role',
        'grant OWNER to LOGIN',
        'revoke OWNER from LOGIN',
        /may become .*owner/,
      ],
      [
        'may create roles',
        'alter role LOGIN createrole',
        'alter role LOGIN nocreaterole',
        /may create roles/,
      ],
      [
        'may make tables',
        'grant create on schema own_spec to LOGIN',
        'revoke create on schema own_spec from LOGIN',
        /may create tables/,
      ],
      [
        'has lost its settings',
        'alter role LOGIN reset search_path',
        'alter role LOGIN set search_path = own_spec',
        /search_path is .*user/,
      ],
      ['may not connect', 'alter role LOGIN nologin', 'alter role LOGIN login', /main\.js migrate/],
    ])('when it %s', async (_, spoil, mend, reason) => {
      const { role } = loginOf(url);
      const run = (sql: string): Promise<unknown> =>
        database.query(sql.replace('OWNER', installation.owner).replace('LOGIN', role));
      await run(spoil);
      const message = await start(url);
      await run(mend);
      expect(message).toMatch(reason);
      expect(message).not.toContain('\n');
      expect(await start(url)).toBe('started');
    });

    it('when nobody made it', async () => {
      const unknown = urlAs(url, { role: 'passerelle_nobody', password: 'x' });
      await expect(checkLogin({ url: unknown, service: OWN, schema: 'own_spec' })).rejects.toThrow(
        /the database login of own-spec is refused.*main\.js migrate/s,
      );
    });
  });
});
