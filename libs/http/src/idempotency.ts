import { createHash } from 'node:crypto';

import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';

import type { Actor } from '@passerelle/auth';
import {
  type LastWrite,
  type MigrationInterface,
  type QueryRunner,
  Transactions,
  type Tx,
} from '@passerelle/persistence';

import { readIdempotencyKey } from './idempotency-key.js';
import { requestErrors } from './request.errors.js';
import { streamsBody } from './streamed-body.js';

/** How long answers are kept for retries. A batch job can repeat its request the next morning. */
const IDEMPOTENCY_RETENTION_HOURS = 48;

export class Idempotency1700000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table idempotency_keys (
        subject uuid not null,
        key text not null,
        fingerprint bytea not null,
        status integer,
        headers jsonb,
        -- json, not jsonb: the answer is repeated with its members in their order.
        body json,
        created_at timestamptz not null default now(),
        primary key (subject, key)
      )`);
    await runner.query('create index idempotency_keys_created_at on idempotency_keys (created_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table idempotency_keys');
  }
}

interface KeptAnswer {
  readonly fingerprint: Buffer;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

interface NewAnswer extends KeptAnswer {
  readonly subject: string;
  readonly key: string;
}

/** Each request stores one answer, because the interceptor encloses the whole request. */
const KEPT_ANSWER: LastWrite<NewAnswer> = {
  statement: ([answer]) => ({
    sql: `insert into idempotency_keys (subject, key, fingerprint, status, headers, body)
          values ($1, $2, $3, $4, $5, $6)`,
    parameters: [
      answer?.subject,
      answer?.key,
      answer?.fingerprint,
      answer?.status,
      JSON.stringify(answer?.headers),
      JSON.stringify(answer?.body ?? null),
    ],
  }),
};

/**
 * Ensures that a POST with an `Idempotency-Key` has one effect, even if it is sent several times. The claim of the
 * key, the write and the stored answer are in one transaction: after a crash all of them exist or none, and a retry
 * finds either the answer or a free key. Different callers can use the same key.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(private readonly transactions: Transactions) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest & { actor?: Actor }>();
    if (request.method !== 'POST' || request.actor === undefined || streamsBody(request)) {
      return next.handle();
    }
    const key = readIdempotencyKey(request);
    if (key === null) return next.handle();
    return from(
      this.once(request.actor.subject, key, request, http.getResponse<FastifyReply>(), next),
    );
  }

  private once(
    subject: string,
    key: string,
    request: FastifyRequest,
    reply: FastifyReply,
    next: CallHandler,
  ): Promise<unknown> {
    const fingerprint = fingerprintOf(request);
    return this.transactions.run(async (tx) => {
      const kept = await this.claim(tx, subject, key);
      if (kept !== undefined) {
        if (!kept.fingerprint.equals(fingerprint)) throw requestErrors.idempotencyKeyReused();
        void reply.status(kept.status).headers({ ...kept.headers, 'idempotency-replayed': 'true' });
        return kept.body;
      }
      const body: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
      const { statusCode: status } = reply;
      const headers = headersToKeep(reply);
      tx.atCommit(KEPT_ANSWER, [{ subject, key, fingerprint, status, headers, body }]);
      return body;
    });
  }

  /**
   * Claims the key, or reads the answer that is stored for it. The transaction that holds the lock owns the key until
   * it ends, so the row is written only at the commit.
   *
   * The two statements share one round trip. The second statement sees the rows that were committed before the lock
   * was granted. A single statement would see the rows as they were before it requested the lock.
   */
  private async claim(tx: Tx, subject: string, key: string): Promise<KeptAnswer | undefined> {
    const [[lock], [kept]] = await Promise.all([
      // An insert would wait until the first request finishes; the attempt to get the lock does not wait.
      // Advisory locks apply to the whole database, so the lock key includes the schema of the service.
      tx.query<{ taken: boolean }>(
        `select pg_try_advisory_xact_lock(
           hashtextextended(current_schema() || ' ' || $1 || ' ' || $2, 0)) as taken`,
        [subject, key],
      ),
      tx.query<KeptAnswer>(
        'select fingerprint, status, headers, body from idempotency_keys where subject = $1 and key = $2',
        [subject, key],
      ),
    ]);
    if (lock?.taken !== true) throw requestErrors.idempotencyKeyInFlight();
    return kept;
  }
}

/** Removes the answers that are older than the retention time. */
export async function purgeIdempotencyKeys(transactions: Transactions): Promise<void> {
  await transactions.run(async (tx) => {
    await tx.query(
      `delete from idempotency_keys where created_at < now() - $1 * interval '1 hour'`,
      [IDEMPOTENCY_RETENTION_HOURS],
    );
  });
}

function fingerprintOf(request: FastifyRequest): Buffer {
  return createHash('sha256')
    .update(`${request.method} ${request.url}\n${JSON.stringify(request.body ?? null)}`)
    .digest();
}

function headersToKeep(reply: FastifyReply): Record<string, string> {
  return Object.fromEntries(
    ['location', 'etag'].flatMap((name) => {
      const value = reply.getHeader(name);
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
}
