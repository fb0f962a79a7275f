import { Injectable } from '@nestjs/common';

import { decodeCursor, type Page, toPage, Transactions, type Tx } from '@passerelle/persistence';

import { Organisation } from './organisation.entity.js';

@Injectable()
export class OrganisationsRepository {
  constructor(private readonly transactions: Transactions) {}

  byId(id: string): Promise<Organisation | null> {
    return this.transactions.reader().findOneBy(Organisation, { id });
  }

  byCode(code: string): Promise<Organisation | null> {
    return this.transactions.reader().findOneBy(Organisation, { code });
  }

  async exists(siret: string, code: string): Promise<boolean> {
    return this.transactions.reader().existsBy(Organisation, [{ siret }, { code }]);
  }

  byIdForChange(tx: Tx, id: string): Promise<Organisation | null> {
    return tx.manager.findOne(Organisation, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  async page(
    filter: { readonly siret?: string; readonly only?: string },
    limit: number,
    after?: string,
  ): Promise<Page<Organisation>> {
    const query = this.transactions.reader().createQueryBuilder(Organisation, 'organisation');
    const { siret, only } = filter;
    if (siret !== undefined) query.andWhere('organisation.siret = :siret', { siret });
    if (only !== undefined) query.andWhere('organisation.id = :only', { only });
    if (after !== undefined) {
      const [id] = decodeCursor(after, ['id']);
      query.andWhere('organisation.id > :id', { id });
    }
    const rows = await query
      .orderBy('organisation.id')
      .limit(limit + 1)
      .getMany();
    return toPage(rows, limit, (row) => [row.id]);
  }

  async insert(tx: Tx, organisation: Organisation): Promise<void> {
    await tx.manager.insert(Organisation, organisation);
  }

  /** @returns the organisation after the change */
  async update(
    tx: Tx,
    organisation: Organisation,
    changes: Partial<Omit<Organisation, 'id' | 'version'>>,
  ): Promise<Organisation> {
    const changed = { ...changes, version: organisation.version + 1 };
    await tx.manager.update(Organisation, { id: organisation.id }, changed);
    return { ...organisation, ...changed };
  }
}
