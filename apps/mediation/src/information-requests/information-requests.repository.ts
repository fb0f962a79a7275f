import { Injectable } from '@nestjs/common';

import { type LocalDate } from '@passerelle/kernel';
import { decodeCursor, type Page, toPage, Transactions, type Tx } from '@passerelle/persistence';

import { InformationRequest } from './information-request.entity.js';

@Injectable()
export class InformationRequestsRepository {
  constructor(private readonly transactions: Transactions) {}

  /** The questions put to any of the names, the latest due first. */
  async page(
    names: readonly string[],
    limit: number,
    after?: string,
  ): Promise<Page<InformationRequest>> {
    const query = this.transactions
      .reader()
      .createQueryBuilder(InformationRequest, 'request')
      .where('request.addresseeName = any(:names)', { names: [...names] });
    if (after !== undefined) {
      const [dueOn, id] = decodeCursor(after, ['day', 'id']);
      query.andWhere('(request.dueOn, request.id) < (:dueOn, :id)', { dueOn, id });
    }
    const rows = await query
      .orderBy('request.dueOn', 'DESC')
      .addOrderBy('request.id', 'DESC')
      .take(limit + 1)
      .getMany();
    return toPage(rows, limit, (row) => [row.dueOn, row.id]);
  }

  async insert(tx: Tx, request: InformationRequest): Promise<void> {
    await tx.manager.insert(InformationRequest, request);
  }

  async answer(
    tx: Tx,
    request: InformationRequest,
    answer: { readonly answer: string; readonly answeredOn: LocalDate },
  ): Promise<InformationRequest> {
    await tx.manager.update(InformationRequest, { id: request.id }, answer);
    return Object.assign(request, answer);
  }
}
