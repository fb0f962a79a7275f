import { AsyncLocalStorage } from 'node:async_hooks';
import { pipeline } from 'node:stream/promises';

import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import {
  type DataSource,
  type EntityManager,
  QueryFailedError,
  QueryRunnerAlreadyReleasedError,
  QueryRunnerProviderAlreadyReleasedError,
} from 'typeorm';

import { Session } from './session.js';

/**
 * A transaction under way. Writes take one, so that a write outside a transaction does not compile.
 * Only `Transactions` makes them.
 */
export class Tx {
  readonly #afterCommit: (() => void)[] = [];

  /** @internal */
  constructor(readonly manager: EntityManager) {}

  /** Runs one statement; `$1`… are bound. Rows come back with the column names of the statement. */
  async query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const result: unknown = await this.manager.query(sql, [...parameters]);
    return rowsOf<Row>(result);
  }

  /** Feeds a `COPY … FROM STDIN` of this transaction. */
  async copyIn(statement: string, data: readonly Buffer[]): Promise<void> {
    const client = (await this.manager.queryRunner?.connect()) as pg.ClientBase;
    await pipeline(data, client.query(copyFrom(statement)));
  }

  /**
   * Runs statements of which nothing stays when one meets a unique key that is taken.
   *
   * @returns whether they held
   */
  async unlessTaken(work: () => Promise<unknown>): Promise<boolean> {
    let held = true;
    await this.query('savepoint unless_taken');
    try {
      await work();
    } catch (error) {
      if (codeOf(error) !== UNIQUE_VIOLATION) throw error;
      held = false;
      await this.query('rollback to savepoint unless_taken');
    }
    await this.query('release savepoint unless_taken');
    return held;
  }

  /** To be done once the transaction is durable, and not at all if it rolls back. Must not throw. */
  afterCommit(work: () => void): void {
    this.#afterCommit.push(work);
  }

  /** @internal */
  committed(): void {
    for (const work of this.#afterCommit) work();
  }
}

/** TypeORM answers an UPDATE or DELETE with `[rows, count]`, everything else with the rows. */
function rowsOf<Row>(result: unknown): Row[] {
  if (
    Array.isArray(result) &&
    result.length === 2 &&
    Array.isArray(result[0]) &&
    typeof result[1] === 'number'
  ) {
    return result[0] as Row[];
  }
  return result as Row[];
}

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
const UNIQUE_VIOLATION = '23505';
const ATTEMPTS = 4;

/**
 * The unit of work of one service. It belongs to the service's own data source: nothing here is
 * looked up in a process-wide registry, where a service living beside others could find another's.
 */
export class Transactions {
  private readonly ambient = new AsyncLocalStorage<Tx>();

  constructor(private readonly dataSource: DataSource) {}

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
      }
    }
  }

  /** For reads: the transaction under way if there is one, so that it sees its own writes. */
  reader(): EntityManager {
    return this.ambient.getStore()?.manager ?? this.dataSource.manager;
  }

  /** One reading statement, see `reader`. */
  async read<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return rowsOf<Row>(await this.reader().query(sql, [...parameters]));
  }

  /** A connection outside the pool, for work that holds one for minutes. The caller closes it. */
  session(): Promise<Session> {
    return Session.open(this.dataSource);
  }

  private async attempt<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    let tx: Tx | undefined;
    let result: T;
    try {
      result = await this.dataSource.transaction((manager) => {
        const own = new Tx(manager);
        tx = own;
        return this.ambient.run(own, () => work(own));
      });
    } catch (error) {
      // TypeORM lets go of a connection that breaks between two statements; the next one finds it gone.
      if (
        error instanceof QueryRunnerAlreadyReleasedError ||
        error instanceof QueryRunnerProviderAlreadyReleasedError
      ) {
        throw new ConnectionLostError();
      }
      throw error;
    }
    tx?.committed();
    return result;
  }
}

function isTransient(error: unknown): boolean {
  const code = codeOf(error);
  return code === SERIALIZATION_FAILURE || code === DEADLOCK;
}

/** PostgreSQL's SQLSTATE. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof QueryFailedError)) return undefined;
  return (error.driverError as { code?: string }).code;
}
