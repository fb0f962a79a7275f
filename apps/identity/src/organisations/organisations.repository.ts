import { Injectable } from '@nestjs/common';

import { isId } from '@passerelle/kernel';
import { decodeCursor, type Page, toPage, Transactions, type Tx } from '@passerelle/persistence';

import { Agreement, AgreementStepRow } from './agreement.entity.js';
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
      const [id] = decodeCursor(after, [isId]);
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

  async update(tx: Tx, id: string, changes: Partial<Organisation>): Promise<void> {
    await tx.manager.update(Organisation, { id }, changes);
  }

  agreement(organisationId: string, id: string): Promise<Agreement | null> {
    return this.transactions.reader().findOneBy(Agreement, { id, organisationId });
  }

  agreementForChange(tx: Tx, organisationId: string, id: string): Promise<Agreement | null> {
    return tx.manager.findOne(Agreement, {
      where: { id, organisationId },
      lock: { mode: 'pessimistic_write' },
    });
  }

  async agreements(
    organisationId: string,
    limit: number,
    after?: string,
  ): Promise<Page<Agreement>> {
    const query = this.transactions
      .reader()
      .createQueryBuilder(Agreement, 'agreement')
      .where('agreement.organisationId = :organisationId', { organisationId });
    if (after !== undefined) {
      const [id] = decodeCursor(after, [isId]);
      query.andWhere('agreement.id > :id', { id });
    }
    const rows = await query
      .orderBy('agreement.id')
      .limit(limit + 1)
      .getMany();
    return toPage(rows, limit, (row) => [row.id]);
  }

  async insertAgreement(tx: Tx, agreement: Agreement): Promise<void> {
    await tx.manager.insert(Agreement, agreement);
  }

  async updateAgreement(tx: Tx, id: string, changes: Partial<Agreement>): Promise<void> {
    await tx.manager.update(Agreement, { id }, changes);
  }

  async insertStep(tx: Tx, step: AgreementStepRow): Promise<void> {
    await tx.manager.insert(AgreementStepRow, step);
  }

  steps(agreementId: string): Promise<AgreementStepRow[]> {
    return this.transactions.reader().find(AgreementStepRow, {
      where: { agreementId },
      order: { recordedAt: 'ASC', id: 'ASC' },
    });
  }
}
