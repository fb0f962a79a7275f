import { Injectable } from '@nestjs/common';

import { type LastWrite, Transactions, type Tx } from '@passerelle/persistence';

import { Dispatch } from './dispatch.entity.js';

/** What identity answered about one acknowledgement. */
export type Routing = Pick<Dispatch, 'referralId' | 'channel'>;

@Injectable()
export class DispatchesRepository {
  constructor(private readonly transactions: Transactions) {}

  byReferral(referralId: string): Promise<Dispatch | null> {
    return this.transactions.reader().findOneBy(Dispatch, { referralId });
  }

  /** Written with the commit of the registration. */
  add(tx: Tx, referralId: string, dueAt: Date): void {
    tx.atCommit(DUE, [{ referralId, dueAt }]);
  }

  /** The oldest acknowledgements that are not requested, locked; those that another process sends are skipped. */
  take(tx: Tx, most: number): Promise<Dispatch[]> {
    return tx.manager
      .createQueryBuilder(Dispatch, 'dispatch')
      .where('dispatch.requestedAt is null')
      .orderBy('dispatch.dueAt')
      .limit(most)
      .setLock('pessimistic_write')
      .setOnLocked('skip_locked')
      .getMany();
  }

  async anyWaiting(): Promise<boolean> {
    const rows = await this.transactions.read(
      'select 1 from acknowledgement_dispatches where requested_at is null limit 1',
    );
    return rows.length > 0;
  }

  async markRequested(tx: Tx, referralIds: readonly string[], at: Date): Promise<void> {
    await tx.query(
      'update acknowledgement_dispatches set requested_at = $2 where referral_id = any($1::uuid[])',
      [[...referralIds], at],
    );
  }

  async markRouted(tx: Tx, routings: readonly Routing[], at: Date): Promise<void> {
    await tx.query(
      `update acknowledgement_dispatches set routed_at = $2, channel = routing.channel
       from jsonb_to_recordset($1::jsonb) as routing ("referralId" uuid, channel text)
       where referral_id = routing."referralId"`,
      [JSON.stringify(routings), at],
    );
  }
}

const DUE: LastWrite<Pick<Dispatch, 'referralId' | 'dueAt'>> = {
  statement: (dispatches) => ({
    sql: `insert into acknowledgement_dispatches (referral_id, due_at)
          select "referralId", "dueAt" from jsonb_to_recordset($1::jsonb)
            as dispatch ("referralId" uuid, "dueAt" timestamptz)`,
    parameters: [JSON.stringify(dispatches)],
  }),
};
