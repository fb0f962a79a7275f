import { Injectable } from '@nestjs/common';

import { Transactions, type Tx } from '@passerelle/persistence';

import { SigningKey } from './signing-key.entity.js';

@Injectable()
export class SigningKeysRepository {
  constructor(private readonly transactions: Transactions) {}

  newestFirst(): Promise<SigningKey[]> {
    return this.transactions.reader().find(SigningKey, { order: { signsFrom: 'DESC' } });
  }

  /** Locks the table, so that one replica at a time decides whether a key is missing. */
  async lock(tx: Tx): Promise<void> {
    await tx.query('lock table signing_keys in exclusive mode');
  }

  async insert(tx: Tx, key: SigningKey): Promise<void> {
    await tx.manager.insert(SigningKey, key);
  }

  async update(tx: Tx, kid: string, sealedPrivateKey: string): Promise<void> {
    await tx.manager.update(SigningKey, { kid }, { sealedPrivateKey });
  }

  async delete(tx: Tx, kids: readonly string[]): Promise<void> {
    await tx.query('delete from signing_keys where kid = any($1::text[])', [[...kids]]);
  }
}
