import { Injectable } from '@nestjs/common';

import { decodeCursor, type Page, toPage, Transactions, type Tx } from '@passerelle/persistence';

import { Client } from './client.entity.js';

@Injectable()
export class ClientsRepository {
  constructor(private readonly transactions: Transactions) {}

  byId(id: string): Promise<Client | null> {
    return this.transactions.reader().findOneBy(Client, { id });
  }

  byIdForChange(tx: Tx, id: string): Promise<Client | null> {
    return tx.manager.findOne(Client, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  async page(limit: number, after?: string): Promise<Page<Client>> {
    const query = this.transactions.reader().createQueryBuilder(Client, 'client');
    if (after !== undefined) {
      const [id] = decodeCursor(after, ['id']);
      query.andWhere('client.id > :id', { id });
    }
    const rows = await query
      .orderBy('client.id')
      .limit(limit + 1)
      .getMany();
    return toPage(rows, limit, (row) => [row.id]);
  }

  async insert(tx: Tx, client: Client): Promise<void> {
    await tx.manager.insert(Client, client);
  }

  /** @returns the client after the change */
  async update(
    tx: Tx,
    client: Client,
    changes: Partial<Omit<Client, 'id' | 'version'>>,
  ): Promise<Client> {
    const changed = { ...changes, version: client.version + 1 };
    await tx.manager.update(Client, { id: client.id }, changed);
    return { ...client, ...changed };
  }
}
