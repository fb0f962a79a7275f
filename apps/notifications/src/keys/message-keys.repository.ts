import { Injectable } from '@nestjs/common';

import { Transactions, type Tx } from '@passerelle/persistence';

import { MessageKey } from './message-key.entity.js';

@Injectable()
export class MessageKeysRepository {
  constructor(private readonly transactions: Transactions) {}

  newestFirst(): Promise<MessageKey[]> {
    return this.transactions.reader().find(MessageKey, { order: { createdAt: 'DESC' } });
  }

  /** Lets one replica at a time decide whether a key is missing. */
  async lock(tx: Tx): Promise<void> {
    await tx.query('lock table message_keys in exclusive mode');
  }

  async insert(tx: Tx, key: MessageKey): Promise<void> {
    await tx.manager.insert(MessageKey, key);
  }

  async replaceSeal(tx: Tx, kid: string, sealedPrivateKey: string): Promise<void> {
    await tx.manager.update(MessageKey, { kid }, { sealedPrivateKey });
  }

  /** Removes the keys that had a successor before the given instant: what they sealed is lost for good. */
  async removeReplacedBefore(tx: Tx, instant: Date): Promise<void> {
    await tx.query(
      `delete from message_keys old using message_keys newer
       where newer.created_at > old.created_at and newer.created_at < $1`,
      [instant],
    );
  }
}
