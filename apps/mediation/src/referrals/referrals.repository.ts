import { Injectable } from '@nestjs/common';

import { type LocalDate, newId, yearOf } from '@passerelle/kernel';
import {
  assignmentsOf,
  Bindings,
  columnsOf,
  decodeCursor,
  type LastWrite,
  type Page,
  placeholdersOf,
  toPage,
  Transactions,
  type Tx,
} from '@passerelle/persistence';

import { ENDED_STATUSES } from '../cases/lifecycle.js';
import type { Origin, ReferralStatus } from '../cases/referral.js';
import type { TimelineStep } from '../cases/timeline-step.js';
import type { ReadEntry } from './read-entry.entity.js';
import { referenceSql } from './reference-sql.js';
import { Referral } from './referral.entity.js';
import { TimelineEntry } from './timeline-entry.entity.js';

export interface ReferralFilter {
  readonly status?: ReferralStatus;
  readonly origin?: Origin;
  readonly receivedFrom?: LocalDate;
  readonly receivedTo?: LocalDate;
  readonly assignedTo?: string;
  readonly fileNumber?: string;
  readonly reference?: string;
  /** What a caller outside the team may list: the referrals of one file, or those that one account sent. */
  readonly within?:
    | { readonly fileNumber: string }
    /** With `files`, only those about one of these files. */
    | { readonly referredBy: string; readonly files?: readonly string[] };
}

/** A referral before the repository gives it its number and its version. */
export type NewReferral = Omit<Referral, 'reference' | 'version'>;

/** Another open case of the same file, benefit and reason. */
export type Resembling = Pick<Referral, 'id' | 'reference'>;

export interface WithResembling {
  readonly referral: Referral;
  readonly resembling: readonly Resembling[];
}

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

  /** The referral with the other open ones that it resembles (domain M5.9), in one statement. */
  async byIdWithResembling(id: string): Promise<WithResembling | null> {
    const { entities, raw } = await this.transactions
      .reader()
      .createQueryBuilder(Referral, 'referral')
      .addSelect(
        `(select coalesce(json_agg(json_build_object('id', other.id, 'reference', other.reference)
            order by other.id), '[]')
          from referrals other
          where other.file_number = referral.file_number and other.benefit = referral.benefit
            and other.reason = referral.reason and other.id <> referral.id
            and other.status <> all(:ended))`,
        'resembling',
      )
      .where('referral.id = :id', { id, ended: ENDED_STATUSES })
      .getRawAndEntities<{ resembling: Resembling[] }>();
    const [referral] = entities;
    return referral === undefined ? null : { referral, resembling: raw[0]?.resembling ?? [] };
  }

  /** Other changes of the row wait until this transaction ends, so a decision is taken once. */
  byIdForChange(tx: Tx, id: string): Promise<Referral | null> {
    return tx.manager.findOne(Referral, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  /** Whether another case was joined to this one. */
  hasDuplicates(id: string): Promise<boolean> {
    return this.transactions.reader().existsBy(Referral, { joinedTo: id });
  }

  /** The latest received first. */
  async page(filter: ReferralFilter, limit: number, after?: string): Promise<Page<Referral>> {
    const query = this.transactions.reader().createQueryBuilder(Referral, 'referral');
    const { status, origin, receivedFrom, receivedTo, assignedTo, within } = filter;
    const { fileNumber, reference } = filter;
    if (status !== undefined) query.andWhere('referral.status = :status', { status });
    if (origin !== undefined) query.andWhere('referral.origin = :origin', { origin });
    if (receivedFrom !== undefined)
      query.andWhere('referral.receivedOn >= :receivedFrom', { receivedFrom });
    if (receivedTo !== undefined)
      query.andWhere('referral.receivedOn <= :receivedTo', { receivedTo });
    if (assignedTo !== undefined)
      query.andWhere('referral.assignedTo = :assignedTo', { assignedTo });
    if (fileNumber !== undefined)
      query.andWhere('referral.fileNumber = :fileNumber', { fileNumber });
    if (reference !== undefined) query.andWhere('referral.reference = :reference', { reference });
    if (within !== undefined && 'fileNumber' in within) {
      query.andWhere('referral.fileNumber = :ownFile', { ownFile: within.fileNumber });
    }
    if (within !== undefined && 'referredBy' in within) {
      const { referredBy, files } = within;
      query.andWhere('referral.referredBy = :referredBy', { referredBy });
      if (files !== undefined) query.andWhere('referral.fileNumber = any(:files)', { files });
    }
    if (after !== undefined) {
      const [receivedOn, id] = decodeCursor(after, ['day', 'id']);
      query.andWhere('(referral.receivedOn, referral.id) < (:receivedOn, :id)', { receivedOn, id });
    }
    const rows = await query
      .orderBy('referral.receivedOn', 'DESC')
      .addOrderBy('referral.id', 'DESC')
      .take(limit + 1)
      .getMany();
    return toPage(rows, limit, (row) => [row.receivedOn, row.id]);
  }

  /**
   * Stores a new referral as version 1, under the next number of its year of receipt, with its first step. Two
   * registrations of the same year wait for each other, so the numbers have no gap. The open referrals that the new
   * one resembles are found in the same statement.
   */
  async register(tx: Tx, facts: NewReferral, step: RecordedStep): Promise<WithResembling> {
    const bindings = new Bindings(tx);
    const year = bindings.bind(yearOf(facts.receivedOn));
    const row = bindings.cells(Referral, { ...facts, version: 1 });
    const { fileNumber, benefit, reason } = facts;
    const alike = [fileNumber, benefit, reason].map((value) => bindings.bind(value));
    const ended = bindings.bind(ENDED_STATUSES);
    const [stored] = await tx.query<{ reference: string; resembling: Resembling[] }>(
      `with counter as (
         insert into reference_counters (year, last) values (${year}, 1)
         on conflict (year) do update set last = reference_counters.last + 1
         returning year, last
       ), stored as (
         insert into referrals (reference, ${columnsOf(row)})
         select ${referenceSql('year', 'last')}, ${placeholdersOf(row)} from counter
         returning reference
       ), recorded as (${insertSteps(bindings, facts.id, [step])})
       select reference, (
         select coalesce(json_agg(json_build_object('id', id, 'reference', reference) order by id), '[]')
         from referrals
         where (file_number, benefit, reason) = (${alike.join(', ')}) and status <> all(${ended})
       ) as resembling
       from stored`,
      bindings.values,
    );
    if (stored === undefined) throw new Error('the referral was not stored');
    const { reference, resembling } = stored;
    const referral = Object.assign(new Referral(), facts, { reference, version: 1 });
    return { referral, resembling };
  }

  /** Stores the changes as the next version of a referral that this transaction holds, with their steps. */
  async change(
    tx: Tx,
    referral: Referral,
    changes: Partial<Referral>,
    steps: readonly RecordedStep[],
  ): Promise<Referral> {
    const stored = { ...changes, version: referral.version + 1 };
    const bindings = new Bindings(tx);
    const id = bindings.bind(referral.id);
    const update = `update referrals set ${assignmentsOf(bindings.cells(Referral, stored))} where id = ${id}`;
    await tx.query(
      steps.length === 0
        ? update
        : `with changed as (${update}) ${insertSteps(bindings, referral.id, steps)}`,
      bindings.values,
    );
    return Object.assign(referral, stored);
  }

  /** Records that a reader was shown a part of each referral, in one entry: with the commit, so before anything is shown. */
  recordReads(
    tx: Tx,
    referralIds: readonly string[],
    read: Pick<ReadEntry, 'reader' | 'part' | 'readAt'>,
  ): void {
    const [referralId, ...others] = referralIds;
    if (referralId === undefined) return;
    const shown =
      others.length === 0
        ? { referralId, listedIds: null }
        : { referralId: null, listedIds: referralIds };
    tx.atCommit(READS, [{ ...read, ...shown, id: newId() }]);
  }
}

const READS: LastWrite<ReadEntry> = {
  statement: (reads) => ({
    sql: `insert into read_entries (id, referral_id, listed_ids, reader, part, read_at)
          select id, "referralId", "listedIds", reader, part, "readAt" from jsonb_to_recordset($1::jsonb)
            as read (id uuid, "referralId" uuid, "listedIds" uuid[], reader uuid, part text, "readAt" timestamptz)`,
    parameters: [JSON.stringify(reads)],
  }),
};

function insertSteps(
  bindings: Bindings,
  referralId: string,
  steps: readonly RecordedStep[],
): string {
  const rows = steps.map(({ detail = null, replaced = null, ...step }) =>
    bindings.cells(TimelineEntry, { ...step, id: newId(), referralId, detail, replaced }),
  );
  const values = rows.map((row) => `(${placeholdersOf(row)})`).join(', ');
  return `insert into timeline_entries (${columnsOf(rows[0] ?? [])}) values ${values}`;
}
