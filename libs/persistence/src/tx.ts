import { type EntityManager, QueryFailedError } from 'typeorm';

import type { Statement } from './connection.js';
import type { ServiceQueryRunner } from './query-runner.js';

const UNIQUE_VIOLATION = '23505';

/** Fewer new rows change no plan for the worse. */
const MANY_ROWS = 1_000;

/** How the items that a transaction leaves to its commit are written: all of them in one statement. */
export interface LastWrite<T> {
  statement(items: readonly T[]): Statement;
}

/**
 * A transaction under way. Writes take one, so that a write outside a transaction does not compile.
 * Only `Transactions` makes them.
 */
export class Tx {
  private readonly followUps: (() => void)[] = [];
  private readonly lastWrites: { write: LastWrite<unknown>; items: readonly unknown[] }[] = [];

  /** @internal */
  constructor(private readonly runner: ServiceQueryRunner) {}

  get manager(): EntityManager {
    return this.runner.manager;
  }

  /**
   * Runs one statement; `$1`… are bound. Rows come back with the column names of the statement.
   * Statements that do not wait for one another's answers travel together: `Promise.all([tx.query(…), …])`.
   */
  query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return this.runner.rows<Row>(sql, parameters);
  }

  /** Feeds a `COPY … FROM STDIN` of this transaction. */
  async copyIn(statement: string, data: readonly Buffer[]): Promise<void> {
    await (await this.runner.connect()).copyIn(statement, data);
  }

  /**
   * To be called after many rows were added to a table at once, before the next statement on it. Autovacuum sees the
   * growth a minute later. Until then, prepared statements keep plans for the few rows of before: one compared every
   * new row with every other and ran into the limit of 30 seconds.
   */
  async filled(table: string, rows: number): Promise<void> {
    // Whoever else is at it does the same.
    if (rows >= MANY_ROWS) await this.query('select analyze_table($1)', [table]);
  }

  /**
   * Writes items with the commit: nothing in the transaction sees them, and a failure takes all of it back.
   * The items of one `write` become one statement.
   */
  atCommit<T>(write: LastWrite<T>, items: readonly T[]): void {
    this.lastWrites.push({ write, items });
  }

  /**
   * To be done once the transaction is durable, and not at all if it rolls back. Must not throw. The same
   * function is called once, however often it is given.
   */
  afterCommit(work: () => void): void {
    if (!this.followUps.includes(work)) this.followUps.push(work);
  }

  /**
   * Runs statements of which nothing stays when one meets a unique key that is taken.
   *
   * @returns whether they held
   */
  async unlessTaken(work: () => Promise<unknown>): Promise<boolean> {
    const takeBack = await this.savepoint('unless_taken');
    try {
      await work();
    } catch (error) {
      if (!isTaken(error)) throw error;
      await takeBack();
      return false;
    }
    await this.release('unless_taken');
    return true;
  }

  /** Runs statements and takes them back, with everything that they left to the commit. */
  async rehearse<T>(work: () => Promise<T>): Promise<T> {
    const takeBack = await this.savepoint('rehearsal');
    const found = await work();
    await takeBack();
    return found;
  }

  /** @internal */
  lastStatements(): Statement[] {
    const items = new Map<LastWrite<unknown>, unknown[]>();
    for (const { write, items: own } of this.lastWrites) {
      const all = items.get(write);
      if (all === undefined) items.set(write, [...own]);
      else all.push(...own);
    }
    return [...items].map(([write, all]) => write.statement(all));
  }

  /** @internal */
  committed(): void {
    for (const work of this.followUps) work();
  }

  /** @returns what undoes everything since */
  private async savepoint(name: string): Promise<() => Promise<void>> {
    const [followUps, lastWrites] = [this.followUps.length, this.lastWrites.length];
    const connection = await this.runner.connect();
    connection.hold(`savepoint ${name}`);
    return async () => {
      this.followUps.length = followUps;
      this.lastWrites.length = lastWrites;
      connection.hold(`rollback to savepoint ${name}`);
      connection.hold(`release savepoint ${name}`);
    };
  }

  private async release(name: string): Promise<void> {
    (await this.runner.connect()).hold(`release savepoint ${name}`);
  }
}

function isTaken(error: unknown): boolean {
  return (
    error instanceof QueryFailedError &&
    (error.driverError as { code?: string }).code === UNIQUE_VIOLATION
  );
}
