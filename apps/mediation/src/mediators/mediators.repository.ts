import { Injectable } from '@nestjs/common';

import { Transactions, type Tx } from '@passerelle/persistence';

import { Mediator } from './mediator.entity.js';

@Injectable()
export class MediatorsRepository {
  constructor(private readonly transactions: Transactions) {}

  isActive(id: string): Promise<boolean> {
    return this.transactions.reader().existsBy(Mediator, { id, active: true });
  }

  /** Keeps the latest version of each mediator, in whatever order the versions arrive. */
  async keepLatest(tx: Tx, mediators: readonly Mediator[]): Promise<void> {
    await tx.query(
      `insert into mediators (id, active, version)
       select distinct on (id) id, active, version
       from jsonb_to_recordset($1::jsonb) as given (id uuid, active boolean, version integer)
       order by id, version desc
       on conflict (id) do update set active = excluded.active, version = excluded.version
       where mediators.version < excluded.version`,
      [JSON.stringify(mediators)],
    );
  }
}
