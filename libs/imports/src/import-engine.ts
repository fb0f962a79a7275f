import { Readable } from 'node:stream';

import { Inject, Injectable, type OnModuleDestroy, Optional, StreamableFile } from '@nestjs/common';

import { EventFeed, type Listener, requestErrors } from '@passerelle/http';
import { inQuotes, type Language } from '@passerelle/kernel';
import { OwnJobs } from '@passerelle/messaging';
import {
  currentContext,
  Logger,
  Metrics,
  newContext,
  runInContext,
} from '@passerelle/observability';
import { Transactions } from '@passerelle/persistence';

import { CheckpointsRepository } from './checkpoints.repository.js';
import type { ImportColumns } from './column.js';
import type { ImportDefinition } from './definition.js';
import { type ImportColumnsView, toImportColumnsView } from './import-columns.view.js';
import { ImportMetrics } from './import-metrics.js';
import { ImportRunner } from './import-runner.js';
import {
  DEFAULT_IMPORT_SETTINGS,
  IMPORT_SETTINGS,
  type ImportSettings,
} from './import-settings.js';
import { type ImportView, toImportView } from './import.view.js';
import { importErrors } from './imports.errors.js';
import { type ImportRecord, ImportsRepository } from './imports.repository.js';
import { type ImportRequest, Reception } from './reception.js';
import { assertUnambiguous } from './record-reader.js';
import { reportLines } from './report.js';
import { Slots } from './slots.js';
import { Spools } from './spools.js';
import { IMPORT_SPOOL, type ObjectStorage } from './spool-settings.js';
import { TurnsRepository } from './turns.repository.js';
import { UploadSlots } from './upload-slots.js';

/** Two chunks at once: one is merged while the next is copied. More would take connections from requests. */
const CHUNK_TRANSACTIONS = 2;

type Definition = ImportDefinition;

/** The imports of one service: received, worked off by jobs, shown. */
@Injectable()
export class ImportEngine implements OnModuleDestroy {
  /** Found by `Messaging`, which opens the queue `<service>.imports`. */
  readonly jobs: OwnJobs<{ readonly importId: string }>;
  private readonly byKind = new Map<string, Definition>();
  private readonly imports: ImportsRepository;
  private readonly spool: Spools;
  private readonly turns: TurnsRepository;
  private readonly reception: Reception;
  private readonly runner: ImportRunner;
  private readonly feed: EventFeed<ImportRecord>;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    transactions: Transactions,
    private readonly logger: Logger,
    metrics: Metrics,
    @Optional()
    @Inject(IMPORT_SETTINGS)
    private readonly settings: ImportSettings = DEFAULT_IMPORT_SETTINGS,
    @Optional()
    @Inject(IMPORT_SPOOL)
    storage: ObjectStorage | null = null,
  ) {
    this.imports = new ImportsRepository(transactions);
    this.spool = new Spools({ transactions, logger, storage, maxBytes: settings.maxBytes });
    const { imports, spool } = this;
    this.reception = new Reception({
      transactions,
      imports,
      spool,
      settings,
      uploads: new UploadSlots(settings.maxUploads, settings.uploads),
    });
    this.turns = new TurnsRepository(transactions);
    this.runner = new ImportRunner({
      transactions,
      turns: this.turns,
      settings,
      imports,
      checkpoints: new CheckpointsRepository(),
      spool,
      slots: new Slots(CHUNK_TRANSACTIONS),
      logger,
      metrics: new ImportMetrics(metrics),
      definitionOf: (kind) => this.definitionOf(kind),
    });
    this.feed = new EventFeed({
      event: 'progress',
      read: (id) => imports.byId(id),
      isLast: ({ status }) => status === 'completed' || status === 'failed',
    });
    this.jobs = new OwnJobs({
      name: 'imports',
      concurrency: settings.concurrency,
      // A job says that there is work. Which import comes first, the table decides.
      process: (_, stopping) => runInContext(newContext('fr'), () => this.runner.runNext(stopping)),
      opened: () => {
        this.keepReconciling();
      },
    });
  }

  /** Makes a kind of import known; called by the definition itself. */
  define<C extends ImportColumns, X, P>(definition: ImportDefinition<C, X, P>): void {
    const { kind } = definition.file;
    if (this.byKind.has(kind)) throw new Error(`two definitions of import ${kind}`);
    assertUnambiguous(definition.file);
    this.byKind.set(kind, definition);
  }

  /** For the documentation of the service. */
  get definitions(): readonly Definition[] {
    return [...this.byKind.values()];
  }

  /** @throws DomainError `imports/unknown-kind` */
  columns(kind: string): ImportColumnsView {
    const definition = this.byKind.get(kind);
    if (definition === undefined) {
      throw importErrors.unknownKind({ kinds: inQuotes([...this.byKind.keys()]) });
    }
    return toImportColumnsView(definition.file, languageOfRequest());
  }

  /** Takes the whole body in, then answers; the work goes on as a job. */
  async receive<X>(request: ImportRequest<X>): Promise<ImportView> {
    const { formats } = this.definitionOf(request.kind).file;
    const { id, replayed } = await this.reception.receive(request, formats);
    if (replayed) request.body.markReplayed();
    else this.enqueue(id);
    return this.view(await this.byId(id));
  }

  /** Takes one import to its end, whoever's turn it is. Nothing to do is no failure. */
  async work(
    importId: string,
    stopping: AbortSignal = new AbortController().signal,
  ): Promise<void> {
    await this.runner.run(importId, stopping);
  }

  /** @throws DomainError `request/unknown-id` */
  async byId(id: string): Promise<ImportRecord> {
    const record = await this.imports.byId(id);
    if (record === undefined) throw requestErrors.unknownId();
    return record;
  }

  view(record: ImportRecord, language: Language = languageOfRequest()): ImportView {
    return toImportView(record, this.codesOf(record.kind), language);
  }

  /**
   * Server-sent events of its progress, until it ends.
   *
   * @throws DomainError `request/too-many-streams`
   */
  events(id: string, listener: Omit<Listener<ImportRecord>, 'dataOf'>): StreamableFile {
    const language = languageOfRequest();
    const dataOf = (record: ImportRecord): string => JSON.stringify(this.view(record, language));
    return new StreamableFile(this.feed.listen(id, { ...listener, dataOf }), {
      type: 'text/event-stream; charset=utf-8',
    });
  }

  /**
   * Each refused or doubtful line, as CSV in the language of the request.
   *
   * @throws DomainError `imports/report-removed`
   */
  report({ id, reportRemoved }: ImportRecord): StreamableFile {
    if (reportRemoved) {
      throw importErrors.reportRemoved({ days: this.settings.reportRetentionDays });
    }
    const language = languageOfRequest();
    return new StreamableFile(Readable.from(this.reportOf(id, language), { objectMode: false }), {
      type: 'text/csv; charset=utf-8',
      disposition: `attachment; filename="import-${id}.csv"`,
    });
  }

  /** Removes reports, and later their imports, once their retention is over. */
  async forgetOld(): Promise<void> {
    await this.imports.forgetReports(this.settings.reportRetentionDays);
    await this.imports.forget(this.settings.retentionDays);
  }

  /**
   * The table decides what is to be done, the queue only when: whatever has no job gets one, and what a
   * dead process left is cleared. Safe at any time.
   */
  async reconcile(): Promise<void> {
    const orphans = await this.imports.removeOrphans();
    if (orphans > 0) this.logger.warn('uploads of a dead process were removed', { orphans });
    for (const id of await this.turns.heads()) await this.jobs.add(id, { importId: id });
    for (const id of await this.imports.endedWithContent()) await this.spool.remove(id);
    await this.spool.removeOrphans();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
    this.feed.close();
    this.spool.close();
  }

  private async *reportOf(id: string, language: Language): AsyncGenerator<string> {
    const record = await this.byId(id);
    const columns = this.byKind.get(record.kind)?.file.columns ?? {};
    const codes = this.codesOf(record.kind);
    yield* reportLines(this.imports, record, { codes, columns }, language);
  }

  /** Not awaited: a queue that is away holds up no answer, the reconciler comes after it. */
  private enqueue(id: string): void {
    this.jobs.add(id, { importId: id }).catch((error: unknown) => {
      this.logger.error('an import got no job yet', error);
    });
  }

  private keepReconciling(): void {
    let underWay = false;
    const once = (): void => {
      if (underWay) return;
      underWay = true;
      this.reconcile()
        .catch((error: unknown) => {
          this.logger.error('reconciling imports failed', error);
        })
        .finally(() => {
          underWay = false;
        });
    };
    once();
    this.timer = setInterval(once, this.settings.reconcileMs);
  }

  private definitionOf(kind: string): Definition {
    const definition = this.byKind.get(kind);
    if (definition === undefined) throw new Error(`no definition of import ${kind}`);
    return definition;
  }

  private codesOf(kind: string): Definition['codes'] {
    return this.byKind.get(kind)?.codes ?? {};
  }
}

function languageOfRequest(): Language {
  return currentContext()?.language ?? 'fr';
}
