import pg from 'pg';
import type { EntitySchema, MigrationInterface } from 'typeorm';

import { Connection } from './connection.js';
import { DataSource } from './query-runner.js';

type Constructor<T = object> = new () => T;

/** Where one service's tables live: a schema and a role of its own in a shared database. */
export interface DatabaseOptions {
  /** `postgres://user:password@host:port/database` */
  readonly url: string;
  /** The service's name, which is its schema's; `-` becomes `_`. */
  readonly service: string;
  /** Connections at most; small installations run every service on one server. */
  readonly poolSize: number;
  readonly entities: readonly (Constructor | EntitySchema)[];
  readonly migrations: readonly Constructor<MigrationInterface>[];
}

export function schemaOf(service: string): string {
  return service.replaceAll('-', '_');
}

export function roleOf(service: string): string {
  return `passerelle_${schemaOf(service)}`;
}

const { DATE, INT8 } = pg.types.builtins;

/**
 * Days stay text: as a JavaScript Date they would move with the server's time zone.
 * Counts and cents are numbers: they stay far below 2^53. Set per connection, never process-wide.
 */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => {
    if (oid === DATE) return (text: string) => text;
    if (oid === INT8) return Number;
    return pg.types.getTypeParser(oid, format) as (text: string) => unknown;
  },
};

/**
 * A service's data source. Every connection takes the service's role at once, which owns nothing
 * but the service's schema: another service's tables are out of reach whatever the code asks for.
 */
export function createDataSource(options: DatabaseOptions): DataSource {
  const schema = schemaOf(options.service);
  return new DataSource({
    type: 'postgres',
    url: options.url,
    schema,
    applicationName: `passerelle-${options.service}`,
    entities: [...options.entities],
    migrations: [...options.migrations],
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'each',
    synchronize: false,
    installExtensions: false,
    poolSize: options.poolSize,
    extra: {
      Client: Connection,
      types,
      // Compiling a statement takes a second; what a request or a chunk asks for takes milliseconds.
      options: `-c role=${roleOf(options.service)} -c search_path=${schema} -c timezone=UTC -c jit=off`,
      connectionTimeoutMillis: 5_000,
      idle_in_transaction_session_timeout: 60_000,
      statement_timeout: 30_000,
      keepAlive: true,
      // An idle service gives its connections back but keeps one warm.
      min: 1,
      idleTimeoutMillis: 30_000,
    },
  });
}
