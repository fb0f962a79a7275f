import { setImmediate as breathe } from 'node:timers/promises';

import type { Logger } from '@passerelle/observability';
import type { Session, Transactions, Tx } from '@passerelle/persistence';

import type { CheckpointsRepository } from './checkpoints.repository.js';
import type { Chunk } from './chunk.js';
import { ChunkMerger, recordChunk } from './chunk-merger.js';
import type { FinishedRun, ImportDefinition, ImportRun } from './definition.js';
import { contradictsCharset, isLatin9 } from './decoding.js';
import type { FileFault, Note } from './fault-codes.js';
import { FOREIGN_CODES } from './foreign-content.js';
import { LineKeys } from './line-keys.js';
import { LineSplitter, type TextContent } from './line-splitter.js';
import { FirstPass, LookAhead, type Pass, SecondPass } from './passes.js';
import { RecordReader } from './record-reader.js';
import type { ImportMetrics } from './import-metrics.js';
import type { ImportSettings } from './import-settings.js';
import type { ImportRecord, ImportsRepository } from './imports.repository.js';
import type { Slots } from './slots.js';
import { isPassing, withoutValues } from './run-failure.js';
import { ContentDamagedError, type Spool } from './spool.js';
import type { TurnsRepository } from './turns.repository.js';

type Definition = ImportDefinition;
/** Why a file is refused as a whole. */
interface Refusal {
  readonly faults: readonly FileFault[];
  /** The beginning that the file is refused for, if that is the reason. */
  readonly start: Chunk | null;
}

/** A refusal, or that the run was stopped; `null` when the file was read to its end. */
type Outcome = Refusal | 'stopped' | null;

/** Bytes parsed before other work of the process has its turn: some 5 ms. */
const BITE_BYTES = 131_072;
/** An error that comes back so often will come back for ever. */
const MAX_ERRORS = 6;

export interface RunnerParts {
  readonly transactions: Transactions;
  readonly imports: ImportsRepository;
  readonly checkpoints: CheckpointsRepository;
  readonly spool: Spool;
  /** Chunk transactions at once, of all imports together: the pool belongs to requests too. */
  readonly slots: Slots;
  readonly logger: Logger;
  readonly metrics: ImportMetrics;
  readonly definitionOf: (kind: string) => Definition;
  readonly turns: TurnsRepository;
  readonly settings: Pick<ImportSettings, 'faults' | 'earlyStop' | 'concurrency' | 'turnChunks'>;
}

/** What ends a run at the next chunk. */
interface RunLimits {
  readonly stopping: AbortSignal;
  /** Called after each chunk: whether the turn is over. */
  readonly isTurnOver: (session: Session) => Promise<boolean>;
}

/** Takes an import from its spool to its end; killed anywhere, the next run goes on from the checkpoints. */
export class ImportRunner {
  /** Turns that are under way in this process. */
  private underWay = 0;

  constructor(private readonly parts: RunnerParts) {}

  /**
   * Works on whatever import is next, until none waits whose party has no turn. A turn ends with its import, or
   * earlier when another party waits and every worker of this process is taken. The import then keeps its place, and
   * goes on from its checkpoints.
   */
  async runNext(stopping: AbortSignal): Promise<void> {
    const { transactions, turns } = this.parts;
    const session = await transactions.session();
    this.underWay++;
    try {
      while (!stopping.aborted) {
        const importId = await turns.take(session);
        if (importId === undefined) return;
        if (!(await this.runIn(session, importId, (done) => this.turn(stopping, done)))) return;
        await turns.release(session);
      }
    } finally {
      this.underWay--;
      await session.close();
    }
  }

  /** Does nothing for an import that has ended, or that another worker holds. */
  async run(importId: string, stopping: AbortSignal): Promise<void> {
    const session = await this.parts.transactions.session();
    const limits: RunLimits = { stopping, isTurnOver: () => Promise.resolve(false) };
    try {
      await this.runIn(session, importId, () => limits);
    } finally {
      await session.close();
    }
  }

  /** @returns false when another worker holds the import */
  private async runIn(
    session: Session,
    importId: string,
    limitsOf: (done: number) => RunLimits,
  ): Promise<boolean> {
    const { imports, spool } = this.parts;
    if (!(await session.tryLock(`import ${importId}`))) return false;
    const record = await imports.byId(importId);
    if (record?.status !== 'queued' && record?.status !== 'processing') return true;
    if (await this.process(session, record, limitsOf)) await spool.remove(importId);
    return true;
  }

  /**
   * The next attempt reads the file again up to the chunks that are done. So a turn merges at least as many chunks as
   * it found done, and all these readings together cost no more than the last one does.
   */
  private turn(stopping: AbortSignal, done: number): RunLimits {
    const { turns, settings } = this.parts;
    const least = Math.max(settings.turnChunks, done);
    let merged = 0;
    return {
      stopping,
      isTurnOver: async (session) =>
        ++merged >= least &&
        this.underWay >= settings.concurrency &&
        (await turns.isAnyWaiting(session)),
    };
  }

  /** @returns false when it was stopped on the way */
  private async process(
    session: Session,
    record: ImportRecord,
    limitsOf: (done: number) => RunLimits,
  ): Promise<boolean> {
    const { id: importId, kind, dryRun, context, createdBy, createdAt } = record;
    const definition = this.parts.definitionOf(kind);
    const run: ImportRun = { importId, context, dryRun, createdBy, createdAt };
    const stopWatch = this.parts.metrics.startTimer();
    try {
      await this.parts.imports.started(session, record.id);
      const prepared = await definition.prepare?.(run);
      const refusal = await this.lines(session, record, definition, run, prepared, limitsOf);
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
    limitsOf: (done: number) => RunLimits,
  ): Promise<Outcome> {
    const { imports, checkpoints, spool, transactions, slots, metrics, settings } = this.parts;
    const encoding = record.encoding ?? 'utf-8';
    if (encoding !== 'utf-8' && encoding !== 'windows-1252') {
      return refusalOf([{ code: FOREIGN_CODES[encoding], column: null }]);
    }
    const content = { encoding, charset: record.charset };
    const done = await checkpoints.done(session, record.id);
    if (done.size === record.chunks) return null;
    const { linesPerChunk, bytes } = record;
    const { faults, earlyStop } = settings;
    const limits = { linesPerChunk, faults, earlyStop };
    const runLimits = limitsOf(done.size);
    const staging = Object.keys(definition.staging);
    const places = (definition.key ?? []).map((name) => staging.indexOf(name));
    const keys = places.length === 0 ? null : new LineKeys(places, bytes, definition.counts);
    const merger = new ChunkMerger(
      definition,
      run,
      prepared,
      transactions,
      checkpoints,
      slots,
      faults,
      (chunk) => {
        metrics.countLines(record.kind, chunk);
      },
    );
    let notes: readonly Note[] = [];
    const make = async (pass: Pass): Promise<Outcome> => {
      const reader = new RecordReader(definition, record, prepared, pass);
      const splitter = new LineSplitter(content, reader);
      const pieces = spool.read(session, record.id);
      const outcome = await this.pass(session, pieces, splitter, reader, pass, merger, runLimits);
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
      const first = new FirstPass(limits, done, keys);
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
        const second = new SecondPass(number, limits, done, keys);
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
    session: Session,
    pieces: AsyncIterable<Buffer>,
    splitter: LineSplitter,
    reader: RecordReader<unknown>,
    pass: Pass,
    merger: ChunkMerger<unknown, unknown>,
    { stopping, isTurnOver }: RunLimits,
  ): Promise<Outcome> {
    for await (const piece of pieces) {
      for (let at = 0; at < piece.length; at += BITE_BYTES) {
        splitter.push(piece.subarray(at, at + BITE_BYTES));
        const refusal = refusalIn(reader, pass);
        if (refusal !== null) return refusal;
        for (const chunk of pass.takeReady()) {
          await merger.submit(chunk);
          if (await isTurnOver(session)) return 'stopped';
        }
        if (stopping.aborted) return 'stopped';
        await breathe();
      }
    }
    splitter.end();
    reader.end();
    pass.close();
    const refusal = refusalIn(reader, pass);
    if (refusal !== null) return refusal;
    for (const chunk of pass.takeReady()) await merger.submit(chunk);
    return null;
  }

  private async finish(
    definition: Definition,
    run: ImportRun & { readonly prepared: unknown },
    refusal: Refusal | null,
  ): Promise<void> {
    const { transactions, imports, checkpoints, settings } = this.parts;
    await transactions.run(async (tx) => {
      await tx.query('set local statement_timeout = 300000; set local lock_timeout = 0');
      if (refusal?.start != null) {
        const { start } = refusal;
        await recordChunk(tx, checkpoints, run.importId, start, start.faults, settings.faults);
      }
      const counts = await checkpoints.counts(tx, run.importId);
      const merged = run.dryRun ? 0 : counts.linesRead - counts.rejected;
      for (const table of definition.fills) await tx.filled(table, merged);
      const failure =
        refusal?.faults ?? (await this.complete(tx, definition, { ...run, ...counts }));
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
    const { imports, checkpoints, logger, transactions } = this.parts;
    logger.error('an import failed', error);
    // Read again it would be no better, and what was merged of it is to be taken back.
    const damaged = error instanceof ContentDamagedError;
    const passes = !damaged && isPassing(error);
    const errors = damaged ? 0 : await this.postpone(run.importId, passes);
    if (!damaged && (passes || errors < MAX_ERRORS)) throw withoutValues(error);
    const code = damaged ? 'content-damaged' : 'internal-error';
    await transactions.run(async (tx) => {
      await tx.query('set local statement_timeout = 300000; set local lock_timeout = 0');
      const counts = await checkpoints.counts(tx, run.importId);
      await definition.discard?.(tx, run);
      await imports.ended(tx, run.importId, counts, [{ code, column: null }]);
    });
    return true;
  }

  private async postpone(importId: string, passes: boolean): Promise<number> {
    const work = this.parts.imports.postpone(importId, !passes);
    // What has to pass may be the database's absence.
    return passes ? work.catch(() => 0) : work;
  }
}

function refusalOf(faults: readonly FileFault[]): Refusal {
  return { faults, start: null };
}

function refusalIn(reader: RecordReader<unknown>, { refused }: Pass): Refusal | null {
  if (reader.refusals !== null) return refusalOf(reader.refusals);
  if (refused === null) return null;
  const values = { lines: String(refused.lines), refused: String(refused.faults.rejected) };
  return { faults: [{ code: 'mostly-refused', column: null, values }], start: refused };
}

function encodingNotes({ encoding, charset }: TextContent, converted: boolean): Note[] {
  const whole = isLatin9(charset) ? 'converted-latin-9' : 'converted-encoding';
  const code = encoding === 'windows-1252' ? whole : 'converted-lines';
  return [
    ...(converted ? [{ code } as const] : []),
    ...(contradictsCharset(charset, { encoding, converted })
      ? [{ code: 'charset-contradicted' } as const]
      : []),
  ];
}
