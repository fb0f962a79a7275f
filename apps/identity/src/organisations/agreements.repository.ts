import { Injectable } from '@nestjs/common';

import { decodeCursor, type Page, toPage, Transactions, type Tx } from '@passerelle/persistence';

import { Agreement } from './agreement.entity.js';
import { AgreementStep } from './agreement-step.entity.js';

@Injectable()
export class AgreementsRepository {
  constructor(private readonly transactions: Transactions) {}

  byId(organisationId: string, id: string): Promise<Agreement | null> {
    return this.transactions.reader().findOneBy(Agreement, { id, organisationId });
  }

  byIdForChange(tx: Tx, organisationId: string, id: string): Promise<Agreement | null> {
    return tx.manager.findOne(Agreement, {
      where: { id, organisationId },
      lock: { mode: 'pessimistic_write' },
    });
  }

  async page(organisationId: string, limit: number, after?: string): Promise<Page<Agreement>> {
    const query = this.transactions
      .reader()
      .createQueryBuilder(Agreement, 'agreement')
      .where('agreement.organisationId = :organisationId', { organisationId });
    if (after !== undefined) {
      const [id] = decodeCursor(after, ['id']);
      query.andWhere('agreement.id > :id', { id });
    }
    const rows = await query
      .orderBy('agreement.id')
      .limit(limit + 1)
      .getMany();
    return toPage(rows, limit, (row) => [row.id]);
  }

  async insert(tx: Tx, agreement: Agreement): Promise<void> {
    await tx.manager.insert(Agreement, agreement);
  }

  /** @returns the agreement after the change */
  async update(
    tx: Tx,
    agreement: Agreement,
    changes: Partial<Omit<Agreement, 'id' | 'version'>>,
  ): Promise<Agreement> {
    const changed = { ...changes, version: agreement.version + 1 };
    await tx.manager.update(Agreement, { id: agreement.id }, changed);
    return { ...agreement, ...changed };
  }

  async insertStep(tx: Tx, step: AgreementStep): Promise<void> {
    await tx.manager.insert(AgreementStep, step);
  }

  steps(agreementId: string): Promise<AgreementStep[]> {
    return this.transactions.reader().find(AgreementStep, {
      where: { agreementId },
      order: { recordedAt: 'ASC', id: 'ASC' },
    });
  }
}
