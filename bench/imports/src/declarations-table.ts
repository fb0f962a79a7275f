import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

import type { BenchDatabase } from '@passerelle/bench-measures';

import { COPY_COLUMNS } from './declarations.js';

/** The service whose schema the tables are in. */
export const SERVICE = 'import-bench';

/** The table that imports and COPY fill in turn. */
export class DeclarationsTable {
  private constructor(private readonly client: pg.Client) {}

  static async in(database: BenchDatabase): Promise<DeclarationsTable> {
    return new DeclarationsTable(await database.connect('-c search_path=import_bench'));
  }

  async empty(): Promise<void> {
    await this.client.query('truncate declarations, imports cascade');
    await this.client.query('checkpoint');
  }

  /** So that no round pays for what the one before wrote. */
  async checkpoint(): Promise<void> {
    await this.client.query('checkpoint');
  }

  /** The limit (1.00): the same file into the same table over one connection, as psql's \\copy does it. */
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
}
