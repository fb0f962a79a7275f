import type { Readable } from 'node:stream';

import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { DataSource, DataSourceOptions } from 'typeorm';

type PostgresOptions = Extract<DataSourceOptions, { type: 'postgres' }>;

/**
 * A connection of its own, with the login of the service, beside the pool: streaming for
 * minutes over a pooled connection would starve requests. Each statement is its own transaction.
 */
export class Session {
  private constructor(private readonly client: pg.Client) {}

  /** @internal */
  static async open(dataSource: DataSource): Promise<Session> {
    const { url, applicationName, ...options } = dataSource.options as PostgresOptions;
    const client = new pg.Client({
      ...(options.extra as pg.ClientConfig),
      connectionString: url,
      application_name: applicationName,
    });
    // The statement under way rejects as well; without a listener the event would end the process.
    client.on('error', () => undefined);
    await client.connect();
    return new Session(client);
  }

  async query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const { rows } = await this.client.query<Row & pg.QueryResultRow>(sql, [...parameters]);
    return rows;
  }

  /** The bytes that a `COPY … TO STDOUT` gives; one statement at a time. */
  copyOut(statement: string): Readable {
    return this.client.query(copyTo(statement));
  }

  /**
   * Takes a lock that ends with this connection, at the latest when the process dies. Such locks belong
   * to the whole database, so the name is read within the service's schema.
   */
  async tryLock(name: string): Promise<boolean> {
    const [lock] = await this.query<{ taken: boolean }>(
      `select pg_try_advisory_lock(hashtextextended(current_schema() || ' ' || $1, 0)) as taken`,
      [name],
    );
    return lock?.taken === true;
  }

  async close(): Promise<void> {
    await this.client.end().catch(() => undefined);
  }
}
