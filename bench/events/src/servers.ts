import { randomBytes } from 'node:crypto';

import { Redis } from 'ioredis';
import pg from 'pg';

export const REAL_SERVER = 'postgres://root@127.0.0.1:5432/postgres';
export const REAL_REDIS = 'redis://127.0.0.1:6379';

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
    const name = `event_bench_${randomBytes(4).toString('hex')}`;
    await admin.query(`create database ${name}`);
    const address = new URL(server);
    address.pathname = `/${name}`;
    const client = new pg.Client(address.toString());
    await client.connect();
    return new BenchDatabase(admin, name, address.toString(), client);
  }

  async query<Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<Row[]> {
    const { rows } = await this.client.query<Row>(sql, values);
    return rows;
  }

  async drop(): Promise<void> {
    await this.client.end();
    await this.admin.query(`drop database ${this.name} with (force)`);
    await this.admin.end();
  }
}

export const newPrefix = (): string => `event-bench-${randomBytes(4).toString('hex')}`;

/** Removes every key of a run from Redis. */
export async function forget(url: string, prefix: string): Promise<void> {
  const redis = new Redis(url);
  let cursor = '0';
  do {
    const [next, keys] = await redis.scan(cursor, 'MATCH', `${prefix}:*`, 'COUNT', 1_000);
    cursor = next;
    if (keys.length > 0) await redis.unlink(...keys);
  } while (cursor !== '0');
  await redis.quit();
}

/** Processor time of the Redis server since its start; other users of a shared server count too. */
export async function redisSeconds(url: string): Promise<number> {
  const redis = new Redis(url);
  const info = await redis.info('cpu');
  await redis.quit();
  const read = (name: string): number =>
    Number(new RegExp(`^${name}:([\\d.]+)`, 'm').exec(info)?.[1] ?? 0);
  return read('used_cpu_user') + read('used_cpu_sys');
}
