import { Injectable } from '@nestjs/common';

import type { MessageChannel } from '@passerelle/contracts';
import { Transactions, type Tx } from '@passerelle/persistence';

import type { TemplateName } from '../templates/registry.js';
import { Message, MESSAGE_COLUMNS } from '../messages/message.entity.js';
import type { MessageStatus } from '../messages/message.js';

export interface MessageFilter {
  readonly status?: MessageStatus;
  readonly template?: TemplateName;
  readonly channel?: MessageChannel;
}

export type NewMessage = Pick<
  Message,
  'id' | 'template' | 'channel' | 'dedupKey' | 'status' | 'sealed' | 'dueAt' | 'expiresAt'
>;

@Injectable()
export class MessagesRepository {
  constructor(private readonly transactions: Transactions) {}

  byId(id: string): Promise<Message | null> {
    return this.transactions.reader().findOneBy(Message, { id });
  }

  /** For a decision on the present state: nobody changes the row before this transaction ends. */
  async byIdForChange(tx: Tx, id: string): Promise<Message | null> {
    const rows = await tx.query<Message>(
      `select ${MESSAGE_COLUMNS} from messages where id = $1 for update`,
      [id],
    );
    return rows[0] ?? null;
  }

  /** Newest first. */
  page(
    filter: MessageFilter,
    after: readonly [string, string] | null,
    count: number,
  ): Promise<Message[]> {
    return this.transactions.read<Message>(
      `select ${MESSAGE_COLUMNS} from messages
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

  /** Has a held message sent anew, from its first attempt. @returns the message as stored */
  async requeue(tx: Tx, message: Message, now: Date): Promise<Message> {
    const [requeued] = await tx.query<Message>(
      `update messages set status = 'queued', attempts = 0, last_error_code = null, due_at = $2,
              version = version + 1
       where id = $1 returning ${MESSAGE_COLUMNS}`,
      [message.id, now],
    );
    return requeued ?? message;
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
}
