import { setImmediate as breathe } from 'node:timers/promises';

import type { Logger } from '@passerelle/observability';
import { isUnavailable, type Session, type Transactions, type Tx } from '@passerelle/persistence';

import { ChunkMerger } from './chunk-merger.js';
import type { FinishedRun, ImportDefinition, ImportRun } from './definition.js';
import { contradictsCharset } from './decoding.js';
import type { FileFault, Note } from './fault-codes.js';
import { FOREIGN_CODES } from './foreign-content.js';
import { LineKeys } from './line-keys.js';
import { LineSplitter, type TextContent } from './line-splitter.js';
import { FirstPass, LookAhead, type Pass, SecondPass } from './passes.js';
import { RecordReader } from './record-reader.js';
import type { ImportMetrics } from './import-metrics.js';
import type { ImportRecord, ImportsRepository } from './imports.repository.js';
import type { Slots } from './slots.js';
import { ContentDamagedError, type Spool, StorageUnavailableError } from './spool.js';

type Definition = ImportDefinition;
/** Why a file is refused as a whole, or that the run was stopped; `null` when it was read to its end. */
type Outcome = readonly FileFault[] | 'stopped' | null;

/** Bytes parsed before other work of the process has its turn: some 5 ms. */
const BITE_BYTES = 131_072;
/** An error that comes back so often will come back for ever. */
const MAX_ERRORS = 6;

/** What follows another failure of the same transaction says nothing of its own. */
const FAILED_TRANSACTION = '25P02';

export interface RunnerParts {
  readonly transactions: Transactions;
  readonly imports: ImportsRepository;
  readonly spool: Spool;
  /** Chunk transactions at once, of all imports together: the pool belongs to requests too. */
  readonly slots: Slots;
  readonly logger: Logger;
  readonly metrics: ImportMetrics;
  readonly definitionOf: (kind: string) => Definition;
}

/** Takes an import from its spool to its end; killed anywhere, the next run goes on from the checkpoints. */
export class ImportRunner {
  constructor(private readonly parts: RunnerParts) {}

  /** Does nothing for an import that has ended, or that another worker holds. */
  async run(importId: string, stopping: AbortSignal): Promise<void> {
    const { transactions, imports, spool } = this.parts;
    const session = await transactions.session();
    try {
      if (!(await session.tryLock(`import ${importId}`))) return;
      const record = await imports.byId(importId);
      if (record?.status !== 'queued' && record?.status !== 'processing') return;
      if (!(await this.process(session, record, stopping))) return;
      await spool.remove(importId);
    } finally {
      await session.close();
    }
  }

  /** @returns false when it was stopped on the way */
  private async process(
    session: Session,
    record: ImportRecord,
    stopping: AbortSignal,
  ): Promise<boolean> {
    const { id: importId, kind, dryRun, context, createdBy, createdAt } = record;
    const definition = this.parts.definitionOf(kind);
    const run: ImportRun = { importId, context, dryRun, createdBy, createdAt };
    const stopWatch = this.parts.metrics.startTimer();
    try {
      await this.parts.imports.started(session, record.id);
      const prepared = await definition.prepare?.(run);
      const refusal = await this.lines(session, record, definition, run, prepared, stopping);
      if (refusal === 'stopped') return false;
      await this.finish(definition, { ...run, prepared }, refusal);
      stopWatch(kind);
      return true;
    } catch (error) {
      return await this.failed(definition, run, error);
    }
  }

  private async lines(
    session: Session,
    record: ImportRecord,
    definition: Definition,
    run: ImportRun,
    prepared: unknown,
    stopping: AbortSignal,
  ): Promise<Outcome> {
    const { imports, spool, transactions, slots, metrics } = this.parts;
    const encoding = record.encoding ?? 'utf-8';
    if (encoding !== 'utf-8' && encoding !== 'windows-1252') {
      return [{ code: FOREIGN_CODES[encoding], column: null }];
    }
    const content = { encoding, charset: record.charset };
    const done = await imports.doneChunks(session, record.id);
    if (done.size === record.chunks) return null;
    const { linesPerChunk, bytes } = record;
    const staging = Object.keys(definition.staging);
    const places = (definition.key ?? []).map((name) => staging.indexOf(name));
    const keys = places.length === 0 ? null : new LineKeys(places, bytes, definition.counts);
    const merger = new ChunkMerger(
      definition,
      run,
      prepared,
      transactions,
      imports,
      slots,
      (chunk) => {
        metrics.countLines(record.kind, chunk);
      },
    );
    let notes: readonly Note[] = [];
    const make = async (pass: Pass): Promise<Outcome> => {
      const reader = new RecordReader(definition, record, prepared, pass);
      const splitter = new LineSplitter(content, reader);
      const pieces = spool.read(session, record.id);
      const outcome = await this.pass(pieces, splitter, reader, pass, merger, stopping);
      notes = [...encodingNotes(content, splitter.converted), ...reader.notes];
      return outcome;
    };
    try {
      if (keys?.looksAhead === true) {
        const refusal = await make(
          new LookAhead((_, values) => {
            keys.look(values);
          }),
        );
        if (refusal !== null) {
          await imports.noted(session, record.id, notes);
          return refusal;
        }
      }
      const first = new FirstPass(linesPerChunk, done, keys);
      const refusal = await make(first);
      await imports.noted(session, record.id, notes);
      if (refusal !== null) return refusal;
      let number = first.nextNumber;
      for (let part = 0; keys !== null && part < keys.passes; part++) {
        keys.beginPass(part);
        if (keys.looksAhead) {
          const ahead = new LookAhead((line, values) => {
            keys.settle(line, values);
          });
          if ((await make(ahead)) === 'stopped') return 'stopped';
        }
        const second = new SecondPass(number, linesPerChunk, done, keys);
        if ((await make(second)) === 'stopped') return 'stopped';
        number = second.nextNumber;
      }
      await imports.readToTheEnd(session, record.id, number);
      return null;
    } finally {
      await merger.settle();
    }
  }

  /** One pass over the content: lines, records, chunks, each chunk on its way as soon as it is full. */
  private async pass(
    pieces: AsyncIterable<Buffer>,
    splitter: LineSplitter,
    reader: RecordReader<unknown>,
    pass: Pass,
    merger: ChunkMerger<unknown, unknown>,
    stopping: AbortSignal,
  ): Promise<Outcome> {
    for await (const piece of pieces) {
      for (let at = 0; at < piece.length; at += BITE_BYTES) {
        splitter.push(piece.subarray(at, at + BITE_BYTES));
        for (const chunk of pass.takeReady()) await merger.submit(chunk);
        if (stopping.aborted) return 'stopped';
        if (reader.refusals !== null) return reader.refusals;
        await breathe();
      }
    }
    splitter.end();
    reader.end();
    pass.close();
    for (const chunk of pass.takeReady()) await merger.submit(chunk);
    return reader.refusals;
  }

  private async finish(
    definition: Definition,
    run: ImportRun & { readonly prepared: unknown },
    refusal: readonly FileFault[] | null,
  ): Promise<void> {
    const { transactions, imports } = this.parts;
    await transactions.run(async (tx) => {
      await tx.query('set local statement_timeout = 300000; set local lock_timeout = 0');
      const counts = await imports.counts(tx, run.importId);
      const merged = run.dryRun ? 0 : counts.linesRead - counts.rejected;
      for (const table of definition.fills) await tx.filled(table, merged);
      const failure = refusal ?? (await this.complete(tx, definition, { ...run, ...counts }));
      if (failure !== null && refusal === null) await definition.discard?.(tx, run);
      await imports.ended(tx, run.importId, counts, failure);
    });
  }

  private async complete(
    tx: Tx,
    definition: Definition,
    run: FinishedRun,
  ): Promise<readonly FileFault[] | null> {
    if (definition.complete === undefined) return null;
    if (run.dryRun) await tx.query('savepoint rehearsal');
    const code = await definition.complete(tx, run);
    if (run.dryRun) await tx.query('rollback to savepoint rehearsal');
    return code === null ? null : [{ code, column: null }];
  }

  /**
   * What is passing (the database or the storage is away) is tried for ever; anything else a few times, then the import
   * ends as failed: the file or the code must change.
   *
   * @returns true when the import has ended by this
   */
  private async failed(definition: Definition, run: ImportRun, error: unknown): Promise<boolean> {
    const { imports, logger, transactions } = this.parts;
    logger.error('an import failed', error);
    // Read again it would be no better, and what was merged of it is to be taken back.
    const damaged = error instanceof ContentDamagedError;
    if (!damaged && (isPassing(error) || (await imports.countError(run.importId)) < MAX_ERRORS)) {
      throw withoutValues(error);
    }
    const code = damaged ? 'content-damaged' : 'internal-error';
    await transactions.run(async (tx) => {
      await tx.query('set local statement_timeout = 300000; set local lock_timeout = 0');
      const counts = await imports.counts(tx, run.importId);
      await definition.discard?.(tx, run);
      await imports.ended(tx, run.importId, counts, [{ code, column: null }]);
    });
    return true;
  }
}

function encodingNotes({ encoding, charset }: TextContent, converted: boolean): Note[] {
  const code = encoding === 'windows-1252' ? 'converted-encoding' : 'converted-lines';
  return [
    ...(converted ? [{ code } as const] : []),
    ...(contradictsCharset(charset, { encoding, converted })
      ? [{ code: 'charset-contradicted' } as const]
      : []),
  ];
}

/** The same work succeeds another time. */
function isPassing(error: unknown): boolean {
  if (error instanceof StorageUnavailableError || isUnavailable(error)) return true;
  return (error as { code?: unknown } | null)?.code === FAILED_TRANSACTION;
}

/** The queue keeps an error's message and stack: a database's error quotes the row. */
function withoutValues(error: unknown): Error {
  const { code } = (error ?? {}) as { code?: unknown };
  const name = error instanceof Error ? error.name : 'unknown error';
  const bare = new Error(`the import failed: ${name}${typeof code === 'string' ? ` ${code}` : ''}`);
  bare.stack = bare.message;
  return bare;
}
