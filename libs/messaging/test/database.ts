import { randomBytes } from 'node:crypto';

import pg from 'pg';

/** A database of its own on the run's server, and statements as that server's superuser. */
export class Database {
  private constructor(
    readonly url: string,
    private readonly server: string,
    private readonly name: string,
  ) {}

  static async create(): Promise<Database> {
    // eslint-disable-next-line no-restricted-properties -- Jest's global setup has no other way to tell.
    const server = process.env.PASSERELLE_TEST_SERVER;
    if (server === undefined) throw new Error('no test server: run through Jest');
    const name = `passerelle_test_${randomBytes(6).toString('hex')}`;
    await statement(server, `create database ${name}`);
    const url = new URL(server);
    url.pathname = `/${name}`;
    return new Database(url.toString(), server, name);
  }

  run(sql: string, parameters: readonly unknown[] = []): Promise<unknown[]> {
    return statement(this.url, sql, parameters);
  }

  async allowConnections(allowed: boolean): Promise<void> {
    await statement(
      this.server,
      `alter database ${this.name} allow_connections ${String(allowed)}`,
    );
  }

  async drop(): Promise<void> {
    await statement(this.server, `drop database if exists ${this.name} with (force)`);
  }
}

async function statement(
  url: string,
  sql: string,
  parameters: readonly unknown[] = [],
): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql, [...parameters]);
    return rows;
  } finally {
    await client.end();
  }
}
