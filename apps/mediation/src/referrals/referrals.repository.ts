import { Injectable } from '@nestjs/common';

import { isId, isLocalDate, type LocalDate, yearOf } from '@passerelle/kernel';
import { decodeCursor, type Page, toPage, Transactions, type Tx } from '@passerelle/persistence';

import { Referral } from './referral.entity.js';
import { type Origin, referenceFor, type ReferralStatus } from './referral.js';

export interface ReferralFilter {
  readonly status?: ReferralStatus;
  readonly origin?: Origin;
  readonly receivedFrom?: LocalDate;
  readonly receivedTo?: LocalDate;
  readonly assignedTo?: string;
  /** Only those of one file, or sent by one account: what someone outside the team may list. */
  readonly within?: { readonly fileNumber: string } | { readonly referredBy: string };
}

@Injectable()
export class ReferralsRepository {
  constructor(private readonly transactions: Transactions) {}

  byId(id: string): Promise<Referral | null> {
    return this.transactions.reader().findOneBy(Referral, { id });
  }

  /** For a change: others wait until this transaction ends, so a decision is taken once. */
  byIdForChange(tx: Tx, id: string): Promise<Referral | null> {
    return tx.manager.findOne(Referral, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  /** The newest receipts first. */
  async page(filter: ReferralFilter, limit: number, after?: string): Promise<Page<Referral>> {
    const query = this.transactions.reader().createQueryBuilder(Referral, 'referral');
    const { status, origin, receivedFrom, receivedTo, assignedTo, within } = filter;
    if (status !== undefined) query.andWhere('referral.status = :status', { status });
    if (origin !== undefined) query.andWhere('referral.origin = :origin', { origin });
    if (receivedFrom !== undefined)
      query.andWhere('referral.receivedOn >= :receivedFrom', { receivedFrom });
    if (receivedTo !== undefined)
      query.andWhere('referral.receivedOn <= :receivedTo', { receivedTo });
    if (assignedTo !== undefined)
      query.andWhere('referral.assignedTo = :assignedTo', { assignedTo });
    if (within !== undefined && 'fileNumber' in within) {
      query.andWhere('referral.fileNumber = :fileNumber', within);
    }
    if (within !== undefined && 'referredBy' in within) {
      query.andWhere('referral.referredBy = :referredBy', within);
    }
    if (after !== undefined) {
      const [receivedOn, id] = decodeCursor(after, [isLocalDate, isId]);
      query.andWhere('(referral.receivedOn, referral.id) < (:receivedOn, :id)', { receivedOn, id });
    }
    const rows = await query
      .orderBy('referral.receivedOn', 'DESC')
      .addOrderBy('referral.id', 'DESC')
      .take(limit + 1)
      .getMany();
    return toPage(rows, limit, (row) => [row.receivedOn, row.id]);
  }

  /** The next number of the year of receipt; two registrations at once wait for one another. */
  async nextReference(tx: Tx, receivedOn: LocalDate): Promise<string> {
    const year = yearOf(receivedOn);
    const [counter] = await tx.query<{ last: number }>(
      `insert into reference_counters (year, last) values ($1, 1)
       on conflict (year) do update set last = reference_counters.last + 1
       returning last`,
      [year],
    );
    return referenceFor(year, counter?.last ?? 1);
  }

  async insert(tx: Tx, referral: Referral): Promise<void> {
    await tx.manager.insert(Referral, referral);
  }

  async update(tx: Tx, id: string, changes: Partial<Referral>): Promise<void> {
    await tx.manager.update(Referral, { id }, changes);
  }
}
