import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

import { COPY_COLUMNS } from './declarations.js';

export const REAL_SERVER = 'postgres://root@127.0.0.1:5432/postgres';
/** The service whose schema the tables are in. */
export const SERVICE = 'import-bench';

/** A database that is gone when the run is over. */
export class BenchDatabase {
  private constructor(
    readonly admin: pg.Client,
    readonly name: string,
    readonly url: string,
    private readonly client: pg.Client,
  ) {}

  static async create(server: string): Promise<BenchDatabase> {
    const admin = new pg.Client(server);
    await admin.connect();
    const name = `import_bench_${String(process.pid)}`;
    await admin.query(`create database ${name}`);
    const address = new URL(server);
    address.pathname = `/${name}`;
    const url = address.toString();
    const client = new pg.Client({
      connectionString: url,
      options: '-c search_path=import_bench',
    });
    await client.connect();
    return new BenchDatabase(admin, name, url, client);
  }

  async empty(): Promise<void> {
    await this.client.query('truncate declarations, imports cascade');
    await this.client.query('checkpoint');
  }

  /** So that no round pays for what the one before wrote. */
  async checkpoint(): Promise<void> {
    await this.client.query('checkpoint');
  }

  /** The limit (1.00): the same file into the same table over one connection, as psql's \copy does it. */
  async copy(csv: string): Promise<void> {
    await pipeline(
      createReadStream(csv, { highWaterMark: 262_144 }),
      this.client.query(
        copyFrom(
          `copy declarations (${COPY_COLUMNS}) from stdin (format csv, delimiter ';', header)`,
        ),
      ),
    );
  }

  async drop(): Promise<void> {
    await this.client.end();
    await this.admin.query(`drop database ${this.name} with (force)`);
    await this.admin.end();
  }
}
