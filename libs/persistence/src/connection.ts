import { channel } from 'node:diagnostics_channel';
import { hash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';

import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/** One statement and the values of its `$1`…. */
export interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** What is told of each statement that goes to PostgreSQL. */
export interface SentStatement {
  readonly connection: object;
  readonly sql: string;
  /** False for a statement that travels with the one before, whose answer the service waits for anyway. */
  readonly isRoundTrip: boolean;
}

/** Tests count round trips here. Nobody listens in production, and then nothing is told. */
export const SENT_STATEMENTS = channel('passerelle.persistence.sent-statements');

const PREPARED_PER_CONNECTION = 500;
const PARAMETERS_OF_A_ROW = 64;
const LONG_LIST = 32;

/**
 * A connection of the pool. Statements with parameters are prepared once and then named. Commands that open
 * something (`begin`, `savepoint`) are held back and travel with the statement that follows, so that the service
 * does not wait for their answers.
 *
 * A pooler between service and server (PgBouncer) has to pool sessions: locks of a session and named statements need
 * the same server connection for as long as the client is connected. `checkLogin` refuses another mode.
 */
export class Connection extends pg.Client {
  private readonly prepared = new Map<string, string>();
  private readonly held: string[] = [];
  private unanswered = 0;
  private worn = false;

  constructor(config: pg.ClientConfig) {
    super({ ...config, pipeline: true });
  }

  /** Whether the pool should replace the connection: a plan of it is outdated, or it holds too many. */
  get isWorn(): boolean {
    return this.worn || this.prepared.size >= PREPARED_PER_CONNECTION;
  }

  /** A command without an answer of interest: it goes out together with the next statement. */
  hold(command: string): void {
    this.held.push(command);
  }

  async send(sql: string, parameters: readonly unknown[] = []): Promise<pg.QueryResult> {
    try {
      return lastOf(await this.sendAll([{ sql, parameters }]));
    } catch (error) {
      if (!isOutdatedPlan(error)) throw error;
      this.worn = true;
      // Outside a transaction nothing is lost yet; inside, `Transactions` tries the whole again.
      if (this.getTransactionStatus() !== 'I') throw error;
      return this.query(sql, [...parameters]);
    }
  }

  /** Sends what is held back and these statements in one go. The first failure is the one that is thrown. */
  async sendAll(statements: readonly Statement[]): Promise<pg.QueryResult[]> {
    const { stream } = this.connection;
    stream.cork();
    const answers = [
      ...this.held.splice(0).map((sql) => this.sendOne(sql, [])),
      ...statements.map(({ sql, parameters }) => this.sendOne(sql, parameters)),
    ];
    stream.uncork();
    const settled = await Promise.allSettled(answers);
    return settled.map((answer) => {
      if (answer.status === 'rejected') throw answer.reason;
      return answer.value;
    });
  }

  /** Ends the transaction with these statements. Nothing is sent where nothing was. */
  async commit(statements: readonly Statement[]): Promise<void> {
    if (this.isUnbegun && statements.length === 0) {
      this.held.length = 0;
      return;
    }
    const ended = lastOf(await this.sendAll([...statements, { sql: 'commit', parameters: [] }]));
    // PostgreSQL answers ROLLBACK when a statement failed before, even if the failure was caught.
    if (ended.command !== 'COMMIT') throw new RolledBackError();
  }

  async rollback(): Promise<void> {
    const isUnbegun = this.isUnbegun;
    this.held.length = 0;
    if (!isUnbegun && this.getTransactionStatus() !== 'I') await this.send('rollback');
  }

  /** Feeds a `COPY … FROM STDIN`. */
  async copyIn(statement: string, data: Iterable<Buffer>): Promise<void> {
    if (this.held.length > 0) await this.sendAll([]);
    // A pipeline takes no streams; nothing else is under way on this connection.
    const mode = this as { pipeline: boolean };
    mode.pipeline = false;
    try {
      this.tell(statement);
      await pipeline(data, this.query(copyFrom(statement)));
    } finally {
      mode.pipeline = true;
    }
  }

  private get isUnbegun(): boolean {
    return this.held[0] === BEGIN;
  }

  private async sendOne(sql: string, parameters: readonly unknown[]): Promise<pg.QueryResult> {
    this.tell(sql);
    this.unanswered++;
    try {
      return await this.query({
        name: this.nameOf(sql, parameters),
        text: sql,
        values: [...parameters],
      });
    } finally {
      this.unanswered--;
    }
  }

  private tell(sql: string): void {
    if (!SENT_STATEMENTS.hasSubscribers) return;
    const sent: SentStatement = {
      connection: this,
      sql,
      isRoundTrip: this.unanswered === 0,
    };
    SENT_STATEMENTS.publish(sent);
  }

  /**
   * The name follows from the text. Some statements stay without one: the plan of a long list depends on its
   * length, a list of values of any length has a text for each length, and the columns of a `*` change with a
   * migration.
   */
  private nameOf(sql: string, parameters: readonly unknown[]): string | undefined {
    if (parameters.length === 0 || parameters.length > PARAMETERS_OF_A_ROW) return undefined;
    if (parameters.some((value) => Array.isArray(value) && value.length > LONG_LIST))
      return undefined;
    const known = this.prepared.get(sql);
    if (known !== undefined) return known;
    if (this.isWorn || HAS_STAR.test(sql)) return undefined;
    const name = `p_${hash('sha1', sql)}`;
    this.prepared.set(sql, name);
    return name;
  }
}

export const BEGIN = 'begin';

/** `count(*)` has none. */
const HAS_STAR = /(?<!\()\*/;

/** A statement of the transaction failed and the failure went unnoticed, so nothing of it was kept. */
class RolledBackError extends Error {
  constructor() {
    super('the transaction was rolled back: one of its statements had failed');
    this.name = 'RolledBackError';
  }
}

/** A migration changed the type of a column that a prepared statement returns. */
export function isOutdatedPlan(error: unknown): boolean {
  const { code, routine } = (error ?? {}) as { code?: unknown; routine?: unknown };
  return code === '0A000' && routine === 'RevalidateCachedQuery';
}

function lastOf<T>(items: readonly T[]): T {
  const last = items.at(-1);
  if (last === undefined) throw new Error('no answer');
  return last;
}
