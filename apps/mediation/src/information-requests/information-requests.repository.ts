import { Injectable } from '@nestjs/common';

import { type LocalDate } from '@passerelle/kernel';
import { decodeCursor, type Page, toPage, Transactions, type Tx } from '@passerelle/persistence';

import type { QuestionReach } from './addressee.js';
import { InformationRequest } from './information-request.entity.js';

@Injectable()
export class InformationRequestsRepository {
  constructor(private readonly transactions: Transactions) {}

  /** The questions that reach an actor (`reaches`), the latest due first. */
  async page(
    reach: QuestionReach,
    limit: number,
    after?: string,
  ): Promise<Page<InformationRequest>> {
    const query = this.transactions
      .reader()
      .createQueryBuilder(InformationRequest, 'request')
      .where('request.addressee = :addressee', { addressee: reach.addressee });
    const services = [...reach.services];
    if (reach.addressee === 'service') {
      query.andWhere(
        'request.addresseeOrganisation is null and request.addresseeService = any(:services)',
        { services },
      );
    } else {
      const { organisation } = reach;
      query.andWhere('request.addresseeOrganisation = :organisation', { organisation });
      query.andWhere(
        '(request.addresseeService is null or request.addresseeService = any(:services))',
        { services },
      );
    }
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
