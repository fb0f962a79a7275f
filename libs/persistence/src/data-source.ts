import pg from 'pg';
import type { DataSourceOptions, EntitySchema, MigrationInterface } from 'typeorm';

import { Connection } from './connection.js';
import { schemaOf } from './installation.js';
import { checkLogin } from './login-check.js';
import { DataSource } from './query-runner.js';

type Constructor<T = object> = new () => T;

/** Where one service's tables live: a schema and a login of its own in a shared database. */
export interface DatabaseOptions {
  /** `postgres://user:password@host:port/database`, as the service's own login. */
  readonly url: string;
  /** The service's name, which is its schema's; `-` becomes `_`. */
  readonly service: string;
  /** Connections at most; small installations run every service on one server. */
  readonly poolSize: number;
  readonly entities: readonly (Constructor | EntitySchema)[];
  readonly migrations: readonly Constructor<MigrationInterface>[];
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
 * A service's data source. Its login may read and write the tables of its own schema and nothing else: another
 * service's tables are out of reach whatever the code asks for. A login that may do more is refused at once.
 */
export function createDataSource(options: DatabaseOptions): DataSource {
  return new ServiceDataSource(options);
}

/** @internal A data source of whoever migrates. */
export function createOwnDataSource(options: DatabaseOptions): DataSource {
  return new DataSource(optionsOf(options));
}

class ServiceDataSource extends DataSource {
  constructor(private readonly given: DatabaseOptions) {
    super(optionsOf(given));
  }

  override async initialize(): Promise<this> {
    const { url, service } = this.given;
    await checkLogin({ url, service, schema: schemaOf(service) });
    return super.initialize();
  }
}

/** Search path, time zone and limits stand on the role: a pooler would drop what is asked for here. */
function optionsOf(options: DatabaseOptions): DataSourceOptions {
  return {
    type: 'postgres',
    url: options.url,
    schema: schemaOf(options.service),
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
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      // An idle service gives its connections back but keeps one warm.
      min: 1,
      idleTimeoutMillis: 30_000,
    },
  };
}
