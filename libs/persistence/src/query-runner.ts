import {
  DataSource as TypeOrmDataSource,
  type ObjectLiteral,
  QueryFailedError,
  QueryResult,
  QueryRunnerAlreadyReleasedError,
  type ReplicationMode,
} from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { PostgresQueryRunner } from 'typeorm/driver/postgres/PostgresQueryRunner.js';

import { BEGIN, type Connection, type Statement } from './connection.js';

/**
 * TypeORM's runner over a `Connection`: a transaction begins with its first statement, and its last statements
 * travel with the commit. TypeORM's own events and statement log are left out; no service listens to them.
 */
export class ServiceQueryRunner extends PostgresQueryRunner {
  override connect(): Promise<Connection> {
    return super.connect() as Promise<Connection>;
  }

  /** The rows of one statement; a failure is a `QueryFailedError`, as with every other runner. */
  async rows<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const { rows } = await this.send(sql, parameters);
    return rows as Row[];
  }

  override async query(
    sql: string,
    parameters?: unknown[] | ObjectLiteral,
    useStructuredResult = false,
  ): Promise<Awaited<ReturnType<PostgresQueryRunner['query']>>> {
    const { command, rows, rowCount } = await this.send(sql, (parameters ?? []) as unknown[]);
    const result = new QueryResult<unknown>();
    result.records = rows;
    result.affected = rowCount ?? undefined;
    result.raw = command === 'DELETE' || command === 'UPDATE' ? [rows, rowCount] : rows;
    return useStructuredResult ? result : result.raw;
  }

  override async startTransaction(
    isolationLevel?: Parameters<PostgresQueryRunner['startTransaction']>[0],
  ): Promise<void> {
    if (this.transactionDepth > 0 || isolationLevel !== undefined) {
      await super.startTransaction(isolationLevel);
      return;
    }
    (await this.connect()).hold(BEGIN);
    this.isTransactionActive = true;
    this.transactionDepth = 1;
  }

  override async commitTransaction(): Promise<void> {
    if (this.transactionDepth === 1) await this.commitWith([]);
    else await super.commitTransaction();
  }

  /** Sends the statements together with the commit: all of them are kept, or nothing of the transaction. */
  async commitWith(statements: readonly Statement[]): Promise<void> {
    const connection = await this.open();
    try {
      await connection.commit(statements);
    } catch (error) {
      throw new QueryFailedError('commit', [], error as Error);
    }
    this.isTransactionActive = false;
    this.transactionDepth = 0;
  }

  override async rollbackTransaction(): Promise<void> {
    if (this.transactionDepth !== 1) {
      await super.rollbackTransaction();
      return;
    }
    this.isTransactionActive = false;
    this.transactionDepth = 0;
    await (await this.open()).rollback();
  }

  override async release(): Promise<void> {
    const connection = this.databaseConnection as Connection | undefined;
    const giveBack = this.releaseCallback;
    if (connection?.isWorn === true && giveBack !== undefined) {
      this.releaseCallback = () => {
        giveBack(new Error('a worn connection is replaced'));
      };
    }
    await super.release();
  }

  private async send(sql: string, parameters: readonly unknown[]) {
    const connection = await this.open();
    try {
      return await connection.send(sql, parameters);
    } catch (error) {
      throw new QueryFailedError(sql, [...parameters], error as Error);
    }
  }

  /** TypeORM releases a runner whose connection breaks. */
  private async open(): Promise<Connection> {
    if (this.isReleased) throw new QueryRunnerAlreadyReleasedError();
    return this.connect();
  }
}

/** TypeORM's data source, with every statement going through a `ServiceQueryRunner`. */
export class DataSource extends TypeOrmDataSource {
  override createQueryRunner(mode: ReplicationMode = 'master'): ServiceQueryRunner {
    const runner = new ServiceQueryRunner(this.driver as PostgresDriver, mode);
    runner.manager = this.createEntityManager(runner);
    return runner;
  }
}
