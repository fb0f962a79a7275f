import type { Transactions, Tx } from '@passerelle/persistence';

import type { CheckpointsRepository } from './checkpoints.repository.js';
import { type Chunk, faultRows } from './chunk.js';
import type { ImportColumns } from './column.js';
import type { ImportDefinition, ImportRun, StagedFault } from './definition.js';
import type { FaultLimits } from './import-settings.js';
import { LineFaults } from './line-faults.js';
import type { Slots } from './slots.js';

const TABLE = 'staged_lines';
/** Lost in a row by one chunk. */
const MAX_RACES = 3;
const FAULT_COLUMNS = 'import_id, line, field, code, doubt';

/** Gives the chunks of one import their effect: one transaction each. */
export class ChunkMerger<X, P> {
  private readonly underWay = new Set<Promise<void>>();
  private failure: { readonly cause: unknown } | undefined;

  constructor(
    private readonly definition: ImportDefinition<ImportColumns, X, P>,
    private readonly run: ImportRun<X>,
    private readonly prepared: P,
    private readonly transactions: Transactions,
    private readonly checkpoints: CheckpointsRepository,
    private readonly slots: Slots,
    private readonly limits: FaultLimits,
    private readonly merged: (chunk: Chunk) => void,
  ) {}

  /** Resolves as soon as the chunk is on its way: two are at once, whoever reads must wait for a slot. */
  async submit(chunk: Chunk): Promise<void> {
    const release = await this.slots.take();
    if (this.failure !== undefined) {
      release();
      throw this.failure.cause;
    }
    const before = this.inOrder ? Promise.all(this.underWay) : Promise.resolve();
    const work = this.transactions
      .run((tx) => this.merge(tx, chunk, before))
      .then(() => {
        this.merged(chunk);
      })
      .finally(release);
    this.underWay.add(work);
    work
      .catch((cause: unknown) => {
        this.failure ??= { cause };
      })
      .finally(() => this.underWay.delete(work))
      .catch(() => undefined);
  }

  /** Waits for what is under way. */
  async settle(): Promise<void> {
    await Promise.allSettled(this.underWay);
    if (this.failure !== undefined) throw this.failure.cause;
  }

  /** With a key no two lines of the file are about the same thing, so their order tells nothing. */
  private get inOrder(): boolean {
    const { order, key = [] } = this.definition;
    return order === 'file' || (order === undefined && key.length === 0);
  }

  private async merge(tx: Tx, chunk: Chunk, before: Promise<unknown>): Promise<void> {
    await this.stage(tx, chunk);
    await before;
    const found = this.run.dryRun ? await this.rehearse(tx) : await this.effect(tx);
    // A new list, because a deadlock makes this run again for the same chunk.
    const faults = new LineFaults(this.limits);
    faults.addAll(chunk.faults);
    for (const { doubt = false, ...fault } of found) faults.add({ ...fault, doubt });
    if (!(await recordChunk(tx, this.checkpoints, this.run.importId, chunk, faults, this.limits))) {
      throw new Error('another worker has done this chunk');
    }
  }

  private async stage(tx: Tx, chunk: Chunk): Promise<void> {
    const { staging } = this.definition;
    const columns = Object.entries(staging).map(([name, type]) => `, ${name} ${type}`);
    // The checkpoint goes with the rows: when the server dies, both are lost, and the chunk is done again.
    // So only the last transaction of an import has to wait for the disk.
    await tx.query(`
      set local synchronous_commit = off;
      set local statement_timeout = 300000;
      set local lock_timeout = 0;
      set local idle_in_transaction_session_timeout = 300000;
      create temporary table ${TABLE} (
        line integer, doubtful boolean${columns.join('')}
      ) on commit drop`);
    await tx.copyIn(`copy ${TABLE} from stdin with (freeze)`, chunk.rows.data());
  }

  /** Again when another import took a key that this one was about to insert: now its row is seen. */
  private async effect(tx: Tx): Promise<readonly StagedFault[]> {
    let faults: readonly StagedFault[] = [];
    const merge = async (): Promise<void> => {
      faults = await this.definition.merge(tx, {
        ...this.run,
        prepared: this.prepared,
        table: TABLE,
      });
    };
    for (let race = 0; race < MAX_RACES; race++) if (await tx.unlessTaken(merge)) return faults;
    await merge();
    return faults;
  }

  /** The same statements, taken back. */
  private rehearse(tx: Tx): Promise<readonly StagedFault[]> {
    return tx.rehearse(() => this.effect(tx));
  }
}

/**
 * Keeps what a chunk came to.
 *
 * @returns false when another worker has done the chunk already
 */
export async function recordChunk(
  tx: Tx,
  checkpoints: CheckpointsRepository,
  importId: string,
  { number, lines, bytes }: Chunk,
  faults: LineFaults,
  { perImport }: FaultLimits,
): Promise<boolean> {
  const summary = faults.summary();
  const done = { number, lines, bytes };
  const count = await checkpoints.add(tx, importId, done, summary, perImport);
  if (count === undefined) return false;
  if (count > 0) {
    await tx.copyIn(
      `copy import_faults (${FAULT_COLUMNS}) from stdin`,
      faultRows(importId, summary.kept.slice(0, count)).data(),
    );
  }
  return true;
}
