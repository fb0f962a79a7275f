import { Injectable } from '@nestjs/common';

import { isId, isLocalDate, type LocalDate, newId, yearOf } from '@passerelle/kernel';
import { decodeCursor, type Page, toPage, Transactions, type Tx } from '@passerelle/persistence';

import { type Origin, referenceFor, type ReferralStatus } from '../cases/referral.js';
import type { TimelineStep } from '../cases/timeline-step.js';
import type { ReadEntry } from './read-entry.entity.js';
import { Referral } from './referral.entity.js';
import { TimelineEntry } from './timeline-entry.entity.js';

export interface ReferralFilter {
  readonly status?: ReferralStatus;
  readonly origin?: Origin;
  readonly receivedFrom?: LocalDate;
  readonly receivedTo?: LocalDate;
  readonly assignedTo?: string;
  /** Only the referrals of one file, or those that one account sent: what a caller outside the team may list. */
  readonly within?: { readonly fileNumber: string } | { readonly referredBy: string };
}

/** A referral before the repository gives it its number and its version. */
export type NewReferral = Omit<Referral, 'reference' | 'version'>;

/** A step with who recorded it, and when. */
export interface RecordedStep extends TimelineStep {
  readonly recordedBy: string;
  readonly recordedAt: Date;
}

@Injectable()
export class ReferralsRepository {
  constructor(private readonly transactions: Transactions) {}

  byId(id: string): Promise<Referral | null> {
    return this.transactions.reader().findOneBy(Referral, { id });
  }

  /** Other changes of the row wait until this transaction ends, so a decision is taken once. */
  byIdForChange(tx: Tx, id: string): Promise<Referral | null> {
    return tx.manager.findOne(Referral, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  /** The latest received first. */
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

  /** Stores a new referral as version 1, under the next number of its year of receipt, with its first step. */
  async register(tx: Tx, facts: NewReferral, step: RecordedStep): Promise<Referral> {
    const reference = await this.nextReference(tx, facts.receivedOn);
    const referral = Object.assign(new Referral(), facts, { reference, version: 1 });
    await tx.manager.insert(Referral, referral);
    await this.addSteps(tx, referral.id, [step]);
    return referral;
  }

  /** Stores the changes as the next version of a referral that this transaction holds, with their steps. */
  async change(
    tx: Tx,
    referral: Referral,
    changes: Partial<Referral>,
    steps: readonly RecordedStep[],
  ): Promise<Referral> {
    const stored = { ...changes, version: referral.version + 1 };
    await tx.manager.update(Referral, { id: referral.id }, stored);
    await this.addSteps(tx, referral.id, steps);
    return Object.assign(referral, stored);
  }

  /** Records in one statement that a reader was shown a part of each referral. */
  async recordReads(
    tx: Tx,
    referralIds: readonly string[],
    { reader, part, readAt }: Pick<ReadEntry, 'reader' | 'part' | 'readAt'>,
  ): Promise<void> {
    await tx.query(
      `insert into read_entries (id, referral_id, reader, part, read_at)
       select id, referral_id, $3, $4, $5 from unnest($1::uuid[], $2::uuid[]) as shown (id, referral_id)`,
      [referralIds.map(() => newId()), [...referralIds], reader, part, readAt],
    );
  }

  /** Two registrations of the same year wait for each other, so the numbers have no gap. */
  private async nextReference(tx: Tx, receivedOn: LocalDate): Promise<string> {
    const year = yearOf(receivedOn);
    const [counter] = await tx.query<{ last: number }>(
      `insert into reference_counters (year, last) values ($1, 1)
       on conflict (year) do update set last = reference_counters.last + 1
       returning last`,
      [year],
    );
    return referenceFor(year, counter?.last ?? 1);
  }

  private async addSteps(
    tx: Tx,
    referralId: string,
    steps: readonly RecordedStep[],
  ): Promise<void> {
    await tx.manager.insert(
      TimelineEntry,
      steps.map(({ detail = null, ...step }) => ({ ...step, id: newId(), referralId, detail })),
    );
  }
}
