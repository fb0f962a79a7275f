import { Injectable } from '@nestjs/common';

import { Transactions, type Tx } from '@passerelle/persistence';

import { PendingMessage } from './pending-message.entity.js';

@Injectable()
export class PendingMessagesRepository {
  constructor(private readonly transactions: Transactions) {}

  async insert(tx: Tx, message: PendingMessage): Promise<void> {
    await tx.manager.insert(PendingMessage, message);
  }

  /** The oldest messages, locked. Messages that another process is sending are skipped. */
  take(tx: Tx, most: number): Promise<PendingMessage[]> {
    return tx.manager
      .createQueryBuilder(PendingMessage, 'message')
      .orderBy('message.createdAt')
      .limit(most)
      .setLock('pessimistic_write')
      .setOnLocked('skip_locked')
      .getMany();
  }

  async delete(tx: Tx, ids: readonly string[]): Promise<void> {
    await tx.query('delete from pending_messages where id = any($1::uuid[])', [[...ids]]);
  }

  async count(): Promise<number> {
    const [row] = await this.transactions.read<{ count: number }>(
      'select count(*) as count from pending_messages where template is not null',
    );
    return row?.count ?? 0;
  }

  /** Some messages under another key than this key, locked. */
  underOtherKeys(tx: Tx, keyId: string, most: number): Promise<PendingMessage[]> {
    return tx.manager
      .createQueryBuilder(PendingMessage, 'message')
      .where('message.sealed not like :current', { current: `${keyId}.%` })
      .orderBy('message.createdAt')
      .limit(most)
      .setLock('pessimistic_write')
      .setOnLocked('skip_locked')
      .getMany();
  }

  async anyUnderOtherKeys(keyId: string): Promise<boolean> {
    const rows = await this.transactions.read(
      `select 1 from pending_messages where sealed not like $1 || '.%' limit 1`,
      [keyId],
    );
    return rows.length > 0;
  }

  async reseal(tx: Tx, messages: readonly { id: string; sealed: string }[]): Promise<void> {
    await tx.query(
      `update pending_messages set sealed = fresh.sealed
       from unnest($1::uuid[], $2::text[]) as fresh (id, sealed) where pending_messages.id = fresh.id`,
      [messages.map(({ id }) => id), messages.map(({ sealed }) => sealed)],
    );
  }
}
