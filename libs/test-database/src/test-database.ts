import { randomBytes } from 'node:crypto';

import pg from 'pg';

type Row = Record<string, unknown>;

/** A connection past the roles of the services, for what a test has to see or to disturb. */
export class Superuser {
  private constructor(private readonly client: pg.Client) {}

  static async connect(url: string): Promise<Superuser> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    return new Superuser(client);
  }

  async query(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const { rows } = await this.client.query<Row>(sql, [...parameters]);
    return rows;
  }

  async close(): Promise<void> {
    await this.client.end();
  }
}

/** An empty database of its own on the server of the run. Roles belong to the server, and all share them. */
export class TestDatabase {
  private constructor(
    readonly url: string,
    private readonly server: string,
    private readonly name: string,
  ) {}

  static async create(): Promise<TestDatabase> {
    // eslint-disable-next-line no-restricted-properties -- Jest's global setup has no other way to tell.
    const server = process.env.PASSERELLE_TEST_SERVER;
    if (server === undefined) throw new Error('no test server: run through Jest');
    const name = `passerelle_test_${randomBytes(6).toString('hex')}`;
    const url = new URL(server);
    url.pathname = `/${name}`;
    const database = new TestDatabase(url.toString(), server, name);
    await database.onServer(`create database ${name}`);
    return database;
  }

  query(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return statement(this.url, sql, parameters);
  }

  /** What cannot be said from within the database concerned. */
  onServer(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return statement(this.server, sql, parameters);
  }

  /** As an operator does who takes a database away for a while; those there are stay. */
  async allowConnections(allowed: boolean): Promise<void> {
    await this.onServer(`alter database ${this.name} allow_connections ${String(allowed)}`);
  }

  async endConnections(): Promise<void> {
    await this.onServer(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1',
      [this.name],
    );
  }

  async drop(): Promise<void> {
    await this.onServer(`drop database if exists ${this.name} with (force)`);
  }
}

async function statement(url: string, sql: string, parameters: readonly unknown[]): Promise<Row[]> {
  const superuser = await Superuser.connect(url);
  try {
    return await superuser.query(sql, parameters);
  } finally {
    await superuser.close();
  }
}
