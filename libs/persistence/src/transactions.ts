import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as pause } from 'node:timers/promises';

import {
  type EntityManager,
  QueryFailedError,
  QueryRunnerAlreadyReleasedError,
  QueryRunnerProviderAlreadyReleasedError,
} from 'typeorm';

import { isOutdatedPlan } from './connection.js';
import type { DataSource } from './query-runner.js';
import { Session } from './session.js';
import { Tx } from './tx.js';

/** The database went away in the middle of a transaction, which is rolled back. */
class ConnectionLostError extends Error {
  /** PostgreSQL's `connection_failure`. */
  readonly code = '08006';

  constructor() {
    super('the connection was lost during a transaction');
    this.name = 'ConnectionLostError';
  }
}

const SERIALIZATION_FAILURE = '40001';
const DEADLOCK = '40P01';
const ATTEMPTS = 4;
const RETRY_PAUSE_MS = 20;

/**
 * The unit of work of one service. It belongs to the service's own data source: nothing here is
 * looked up in a process-wide registry, where a service living beside others could find another's.
 */
export class Transactions {
  private readonly ambient = new AsyncLocalStorage<Tx>();

  constructor(readonly dataSource: DataSource) {}

  /**
   * Runs the work in a transaction: it commits when the work resolves and rolls back when it throws.
   * Inside another `run` of the same service the work joins that transaction: this is how the
   * claim of an idempotency key, the write and its events become one.
   * A deadlock or serialization failure is tried again, so the work must have no effect outside.
   */
  async run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const outer = this.ambient.getStore();
    if (outer !== undefined) return work(outer);
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.attempt(work);
      } catch (error) {
        if (attempt === ATTEMPTS || !isTransient(error)) throw error;
        // The other side of a deadlock gets the time to finish; an immediate attempt would meet it again.
        await pause(attempt * RETRY_PAUSE_MS * (0.5 + Math.random()));
      }
    }
  }

  /** For reads: the transaction under way if there is one, so that it sees its own writes. */
  reader(): EntityManager {
    return this.ambient.getStore()?.manager ?? this.dataSource.manager;
  }

  /** One reading statement, see `reader`. */
  async read<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const tx = this.ambient.getStore();
    if (tx !== undefined) return tx.query<Row>(sql, parameters);
    const runner = this.dataSource.createQueryRunner();
    try {
      return await runner.rows<Row>(sql, parameters);
    } finally {
      await runner.release();
    }
  }

  /** A connection outside the pool, for work that holds one for minutes. The caller closes it. */
  session(): Promise<Session> {
    return Session.open(this.dataSource);
  }

  private async attempt<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    const tx = new Tx(runner);
    let result: T;
    try {
      await runner.startTransaction();
      result = await this.ambient.run(tx, () => work(tx));
      await runner.commitWith(tx.lastStatements());
    } catch (error) {
      // What made the work fail counts, whatever becomes of the rollback.
      await runner.rollbackTransaction().catch(() => undefined);
      // TypeORM lets go of a connection that breaks between two statements; the next one finds it gone.
      if (
        error instanceof QueryRunnerAlreadyReleasedError ||
        error instanceof QueryRunnerProviderAlreadyReleasedError
      ) {
        throw new ConnectionLostError();
      }
      throw error;
    } finally {
      await runner.release();
    }
    tx.committed();
    return result;
  }
}

function isTransient(error: unknown): boolean {
  if (!(error instanceof QueryFailedError)) return false;
  const { code } = error.driverError as { code?: string };
  return code === SERIALIZATION_FAILURE || code === DEADLOCK || isOutdatedPlan(error.driverError);
}
