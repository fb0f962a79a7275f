import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

import type { IncomingBody } from '@passerelle/http';
import { Logger, Metrics } from '@passerelle/observability';
import {
  createDataSource,
  type DataSource,
  Installation,
  migrate,
  type MigrationInterface,
  type QueryRunner,
  schemaOf,
  Transactions,
} from '@passerelle/persistence';
import { TestDatabase } from '@passerelle/test-database';

import { ImportEngine } from '../src/import-engine.js';
import { DEFAULT_IMPORT_SETTINGS, type ImportSettings } from '../src/import-settings.js';
import type { ImportView } from '../src/import.view.js';
import { importMigrations } from '../src/migration.js';
import { RentLines, RENTS_TABLE } from './rent-lines.js';
import type { Sender } from '../src/sender.js';
import type { ObjectStorage } from '../src/spool-settings.js';

class Rents1790000000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(RENTS_TABLE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table rents');
  }
}

export const SERVICE = 'imports-spec';
export const SENDER: Sender = {
  subject: '0190b4e4-0000-7000-8000-000000000001',
  organisation: null,
};

export function bodyOf(
  content: Readable | Iterable<Buffer> | string,
  given: Partial<IncomingBody> = {},
): IncomingBody {
  const stream =
    content instanceof Readable
      ? content
      : Readable.from(typeof content === 'string' ? [Buffer.from(content)] : content);
  return {
    mediaType: 'text/csv',
    charset: null,
    encoding: 'identity',
    idempotencyKey: null,
    stream,
    markReplayed: () => undefined,
    ...given,
  };
}

export interface Outcome {
  readonly view: ImportView;
  /** `line code` or `line field code`, in order. */
  readonly faults: readonly string[];
  readonly report: string;
}

/** A service with nothing but its imports. */
export class ImportOffice {
  readonly logLines: string[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly transactions: Transactions,
    private readonly source: DataSource,
  ) {}

  static async open(): Promise<ImportOffice> {
    const database = await TestDatabase.create();
    const installation = new Installation(database.installation);
    const options = {
      url: installation.urlOf(SERVICE),
      service: SERVICE,
      poolSize: 6,
      entities: [],
      migrations: [...importMigrations, Rents1790000000007],
    };
    await migrate(installation, options);
    const source = await createDataSource(options).initialize();
    return new ImportOffice(database, new Transactions(source), source);
  }

  engine(
    settings: Partial<ImportSettings> = {},
    definition = new RentLines(),
    storage: ObjectStorage | null = null,
  ): ImportEngine {
    const logger = new Logger(SERVICE, 'info', (line) => this.logLines.push(line));
    const all = { ...DEFAULT_IMPORT_SETTINGS, linesPerChunk: 1_000, ...settings };
    const metrics = new Metrics(SERVICE, false);
    const engine = new ImportEngine(this.transactions, logger, metrics, all, storage);
    engine.define(definition);
    return engine;
  }

  /** Received and worked off at once. */
  async import(
    engine: ImportEngine,
    body: IncomingBody,
    given: { dryRun?: boolean; year?: number; sender?: Sender } = {},
  ): Promise<Outcome> {
    const { id } = await this.receive(engine, body, given);
    await engine.work(id);
    return this.outcome(engine, id);
  }

  receive(
    engine: ImportEngine,
    body: IncomingBody,
    { dryRun = false, year = 2023, sender = SENDER } = {},
  ): Promise<ImportView> {
    return engine.receive({ kind: 'rents', body, context: { year }, sender, dryRun });
  }

  async outcome(engine: ImportEngine, id: string): Promise<Outcome> {
    const rows = await this.transactions.read<{ line: number; field: string | null; code: string }>(
      'select line, field, code from import_faults where import_id = $1 order by line, field nulls first, code',
      [id],
    );
    const record = await engine.byId(id);
    return {
      view: engine.view(record),
      faults: rows.map((row) =>
        [row.line, row.field, row.code].filter((part) => part !== null).join(' '),
      ),
      report: await text(engine.report(record).getStream()),
    };
  }

  /** Everything that the imports brought about, the ids of imports left out. */
  async rents(): Promise<string> {
    const [row] = await this.transactions.read<{ digest: string }>(
      `select count(*) || ' ' || coalesce(md5(string_agg(concat_ws('|', year, file_number, dwelling_ref, landlord_siret,
         last_name, rent_cents, shared, to_confirm, line, version), ',' order by year, file_number, dwelling_ref)), '')
         as digest from rents`,
    );
    return row!.digest;
  }

  async count(table: string): Promise<number> {
    const [row] = await this.transactions.read<{ count: number }>(`select count(*) from ${table}`);
    return row!.count;
  }

  /** What the login of the service may not do. */
  async asOwner(statement: string): Promise<void> {
    await this.database.query(`set search_path = ${schemaOf(SERVICE)}; ${statement}`);
  }

  /** The address at which the service logs in. */
  get url(): string {
    return new Installation(this.database.installation).urlOf(SERVICE);
  }

  async clear(): Promise<void> {
    await this.asOwner('truncate rents, imports, import_objects cascade');
  }

  async close(): Promise<void> {
    await this.source.destroy();
    await this.database.drop();
  }
}
