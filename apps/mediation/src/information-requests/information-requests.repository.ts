import { Injectable } from '@nestjs/common';

import { isId, isLocalDate } from '@passerelle/kernel';
import { decodeCursor, type Page, toPage, Transactions, type Tx } from '@passerelle/persistence';

import { InformationRequestRow } from './information-request.entity.js';

@Injectable()
export class InformationRequestsRepository {
  constructor(private readonly transactions: Transactions) {}

  of(referralId: string): Promise<InformationRequestRow[]> {
    return this.transactions
      .reader()
      .find(InformationRequestRow, { where: { referralId }, order: { id: 'ASC' } });
  }

  /** Those put to any of the names, the latest due first. */
  async putTo(
    names: readonly string[],
    limit: number,
    after?: string,
  ): Promise<Page<InformationRequestRow>> {
    const query = this.transactions
      .reader()
      .createQueryBuilder(InformationRequestRow, 'request')
      .where('request.addresseeName = any(:names)', { names: [...names] });
    if (after !== undefined) {
      const [dueOn, id] = decodeCursor(after, [isLocalDate, isId]);
      query.andWhere('(request.dueOn, request.id) < (:dueOn, :id)', { dueOn, id });
    }
    const rows = await query
      .orderBy('request.dueOn', 'DESC')
      .addOrderBy('request.id', 'DESC')
      .take(limit + 1)
      .getMany();
    return toPage(rows, limit, (row) => [row.dueOn, row.id]);
  }

  async insert(tx: Tx, row: InformationRequestRow): Promise<void> {
    await tx.manager.insert(InformationRequestRow, row);
  }

  async answer(tx: Tx, row: InformationRequestRow): Promise<void> {
    const { answer, answeredOn } = row;
    await tx.manager.update(InformationRequestRow, { id: row.id }, { answer, answeredOn });
  }
}
