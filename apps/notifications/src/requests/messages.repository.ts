import { Injectable } from '@nestjs/common';

import type { MessageChannel } from '@passerelle/contracts';
import { Transactions, type Tx } from '@passerelle/persistence';

import type { TemplateName } from '../templates/registry.js';
import { Message } from './message.entity.js';
import type { MessageStatus, Settlement } from './message.js';

export interface MessageFilter {
  readonly status?: MessageStatus;
  readonly template?: TemplateName;
  readonly channel?: MessageChannel;
}

export type NewMessage = Pick<
  Message,
  'id' | 'template' | 'channel' | 'dedupKey' | 'status' | 'sealed' | 'dueAt' | 'expiresAt'
>;

/** A message taken for an attempt, which is this process's until `dueAt`. */
export type Claim = Message & { readonly attemptId: string };

const COLUMNS = `id, template, channel, dedup_key as "dedupKey", status, attempts,
  last_error_code as "lastErrorCode", sealed, attempt_id as "attemptId", handover_at as "handoverAt",
  due_at as "dueAt", created_at as "createdAt", sent_at as "sentAt", expires_at as "expiresAt", version`;

@Injectable()
export class MessagesRepository {
  constructor(private readonly transactions: Transactions) {}

  byId(id: string): Promise<Message | null> {
    return this.transactions.reader().findOneBy(Message, { id });
  }

  /** For a decision on the present state: nobody changes the row before this transaction ends. */
  async lock(tx: Tx, id: string): Promise<Message | null> {
    const rows = await tx.query<Message>(
      `select ${COLUMNS} from messages where id = $1 for update`,
      [id],
    );
    return rows[0] ?? null;
  }

  /** Newest first. */
  newestFirst(
    filter: MessageFilter,
    after: readonly [string, string] | null,
    count: number,
  ): Promise<Message[]> {
    return this.transactions.read<Message>(
      `select ${COLUMNS} from messages
       where ($1::text is null or status = $1) and ($2::text is null or template = $2)
         and ($3::text is null or channel = $3)
         and ($4::timestamptz is null or (created_at, id) < ($4::timestamptz, $5::uuid))
       order by created_at desc, id desc limit $6`,
      [
        filter.status ?? null,
        filter.template ?? null,
        filter.channel ?? null,
        after?.[0] ?? null,
        after?.[1] ?? null,
        count,
      ],
    );
  }

  /** Leaves out those that are known, by id or by dedup key: asked for twice, sent once. */
  async addMissing(tx: Tx, messages: readonly NewMessage[], now: Date): Promise<number> {
    const added = await tx.query(
      `insert into messages (id, template, channel, dedup_key, status, sealed, due_at, expires_at, created_at)
       select id, template, channel, dedup_key, status, sealed, due_at, expires_at, $9
       from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
                   $7::timestamptz[], $8::timestamptz[])
         as asked (id, template, channel, dedup_key, status, sealed, due_at, expires_at)
       order by dedup_key
       on conflict do nothing returning id`,
      [
        messages.map(({ id }) => id),
        messages.map(({ template }) => template),
        messages.map(({ channel }) => channel),
        messages.map(({ dedupKey }) => dedupKey),
        messages.map(({ status }) => status),
        messages.map(({ sealed }) => sealed),
        messages.map(({ dueAt }) => dueAt),
        messages.map(({ expiresAt }) => expiresAt),
        now,
      ],
    );
    return added.length;
  }

  /**
   * Takes what is due, and what another process had taken and did not finish in time. What has to
   * arrive soonest comes first.
   */
  claim(tx: Tx, attemptId: string, now: Date, until: Date, count: number): Promise<Claim[]> {
    return tx.query<Claim>(
      `update messages set status = 'sending', attempt_id = $1, attempts = attempts + 1, due_at = $3,
              version = version + 1
       where id in (select id from messages where status in ('queued', 'sending') and due_at <= $2
                    order by expires_at, due_at limit $4 for update skip locked)
       returning ${COLUMNS}`,
      [attemptId, now, until, count],
    );
  }

  /**
   * Puts on record, before anything leaves, that the attempt may have reached the outside.
   *
   * @returns false when the message is no longer this attempt's: then nothing may leave
   */
  async beginHandover(tx: Tx, claim: Claim, now: Date, until: Date): Promise<boolean> {
    const rows = await tx.query(
      `update messages set handover_at = $3, due_at = $4, version = version + 1
       where id = $1 and attempt_id = $2 returning id`,
      [claim.id, claim.attemptId, now, until],
    );
    return rows.length > 0;
  }

  /** @returns false when the message is no longer this attempt's */
  async settle(tx: Tx, claim: Claim, settlement: Settlement): Promise<boolean> {
    const rows = await tx.query(
      `update messages set status = $3, last_error_code = $4, due_at = $5, sent_at = $6,
              sealed = case when $7 then null else sealed end,
              attempt_id = null, handover_at = null, version = version + 1
       where id = $1 and attempt_id = $2 returning id`,
      [
        claim.id,
        claim.attemptId,
        settlement.status,
        settlement.lastErrorCode,
        settlement.dueAt,
        settlement.sentAt,
        settlement.forget,
      ],
    );
    return rows.length > 0;
  }

  /** Has a message sent anew, from its first attempt. */
  async requeue(tx: Tx, id: string, now: Date): Promise<void> {
    await tx.query(
      `update messages set status = 'queued', attempts = 0, last_error_code = null, due_at = $2,
              version = version + 1
       where id = $1`,
      [id, now],
    );
  }

  /** Ends what was not sent in time and forgets its content. @returns how many */
  async expire(tx: Tx, now: Date): Promise<number> {
    const rows = await tx.query(
      `update messages set sealed = null, due_at = null, version = version + 1,
              status = case when status in ('kept', 'queued') then 'expired' else status end
       where sealed is not null and expires_at <= $1 and status <> 'sending' returning id`,
      [now],
    );
    return rows.length;
  }

  /** Forgets content that nobody has sent or asked to send again since. */
  async forgetContent(tx: Tx, before: Date): Promise<number> {
    const rows = await tx.query(
      `update messages set sealed = null, version = version + 1,
              status = case when status = 'kept' then 'expired' else status end
       where sealed is not null and created_at < $1 and status not in ('queued', 'sending')
       returning id`,
      [before],
    );
    return rows.length;
  }

  async remove(tx: Tx, before: Date): Promise<number> {
    const rows = await tx.query(
      `delete from messages where created_at < $1 and status not in ('queued', 'sending') returning id`,
      [before],
    );
    return rows.length;
  }

  /** Those of the given messages that may still be handed over. */
  async open(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.transactions.read<{ id: string }>(
      `select id from messages where id = any($1::uuid[]) and status in ('queued', 'sending')`,
      [ids],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Messages that should have been taken up before this instant. */
  async countOverdue(before: Date): Promise<number> {
    const [row] = await this.transactions.read<{ count: number }>(
      `select count(*) as count from messages where status in ('queued', 'sending') and due_at < $1`,
      [before],
    );
    return row?.count ?? 0;
  }
}
