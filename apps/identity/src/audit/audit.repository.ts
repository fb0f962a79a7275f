import { Injectable } from '@nestjs/common';

import { decodeCursor, type Page, toPage, Transactions, type Tx } from '@passerelle/persistence';

import { AuditEvent, AuditSeal } from './audit-event.entity.js';
import type { AuditEntry, AuditKind, SealedEntry } from './audit-event.js';

export interface AuditFilter {
  readonly kind?: AuditKind;
  readonly subjectId?: string;
  readonly actorId?: string;
  readonly from?: Date;
  /** Events before this instant, which is not included. */
  readonly to?: Date;
}

const COLUMNS = `id, position, at, kind, subject_id as "subjectId", actor_id as "actorId",
  subject_hash as "subjectHash", address_hash as "addressHash", details`;

@Injectable()
export class AuditRepository {
  constructor(private readonly transactions: Transactions) {}

  async insert(tx: Tx, entry: AuditEntry): Promise<void> {
    await tx.query(
      `insert into audit_events (id, at, kind, subject_id, actor_id, subject_hash, address_hash, details)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        entry.id,
        entry.at,
        entry.kind,
        entry.subjectId,
        entry.actorId,
        entry.subjectHash,
        entry.addressHash,
        JSON.stringify(entry.details),
      ],
    );
  }

  /** Waits until no other process seals, and gives the last seal. */
  async lockChain(tx: Tx): Promise<AuditSeal | null> {
    await tx.query(
      `select pg_advisory_xact_lock(hashtextextended(current_schema() || ' audit', 0))`,
    );
    return tx.manager
      .createQueryBuilder(AuditSeal, 'seal')
      .orderBy('seal.number', 'DESC')
      .limit(1)
      .getOne();
  }

  /**
   * The events without a place. Their order alone does not find them, as transactions commit in any order.
   */
  unsealed(tx: Tx, most: number): Promise<AuditEntry[]> {
    return tx.query<AuditEntry>(
      `select ${COLUMNS} from audit_events where position is null order by at, id limit $1`,
      [most],
    );
  }

  async place(tx: Tx, entries: readonly SealedEntry[]): Promise<void> {
    await tx.query(
      `update audit_events set position = placed.position
       from unnest($1::uuid[], $2::bigint[]) as placed (id, position)
       where audit_events.id = placed.id and audit_events.position is null`,
      [entries.map(({ id }) => id), entries.map(({ position }) => position)],
    );
  }

  async insertSeal(tx: Tx, seal: AuditSeal): Promise<void> {
    await tx.manager.insert(AuditSeal, seal);
  }

  seals(afterNumber: number, most: number): Promise<AuditSeal[]> {
    return this.transactions
      .reader()
      .createQueryBuilder(AuditSeal, 'seal')
      .where('seal.number > :afterNumber', { afterNumber })
      .orderBy('seal.number')
      .limit(most)
      .getMany();
  }

  async anySealUnderOtherKeys(keyId: string): Promise<boolean> {
    const rows = await this.transactions.read(
      `select 1 from audit_seals where mac not like $1 || '.%' limit 1`,
      [keyId],
    );
    return rows.length > 0;
  }

  between(firstPosition: number, lastPosition: number): Promise<SealedEntry[]> {
    return this.transactions.read<SealedEntry>(
      `select ${COLUMNS} from audit_events where position between $1 and $2 order by position`,
      [firstPosition, lastPosition],
    );
  }

  /** The number of events that have a place after the last seal: such a seal was taken away. */
  async placedAfter(position: number): Promise<number> {
    const [row] = await this.transactions.read<{ count: number }>(
      'select count(*) as count from audit_events where position > $1',
      [position],
    );
    return row?.count ?? 0;
  }

  async unsealedCount(): Promise<number> {
    const [row] = await this.transactions.read<{ count: number }>(
      'select count(*) as count from audit_events where position is null',
    );
    return row?.count ?? 0;
  }

  async updateMac(tx: Tx, number: number, mac: string): Promise<void> {
    await tx.manager.update(AuditSeal, { number }, { mac });
  }

  /** Forgets the events of whole batches. The seals stay, so that the chain goes on. */
  async purge(tx: Tx, before: Date, now: Date): Promise<void> {
    await tx.query(`select set_config('passerelle.audit_purge', 'on', true)`);
    await tx.query(
      `delete from audit_events using audit_seals seal
       where position between seal.first_position and seal.last_position
         and seal.sealed_at < $1 and seal.purged_at is null`,
      [before],
    );
    await tx.query(
      'update audit_seals set purged_at = $2 where sealed_at < $1 and purged_at is null',
      [before, now],
    );
  }

  /** The latest events first. */
  async page(filter: AuditFilter, limit: number, after?: string): Promise<Page<AuditEvent>> {
    const query = this.transactions.reader().createQueryBuilder(AuditEvent, 'event');
    const { kind, subjectId, actorId, from, to } = filter;
    if (kind !== undefined) query.andWhere('event.kind = :kind', { kind });
    if (subjectId !== undefined) query.andWhere('event.subjectId = :subjectId', { subjectId });
    if (actorId !== undefined) query.andWhere('event.actorId = :actorId', { actorId });
    if (from !== undefined) query.andWhere('event.at >= :from', { from });
    if (to !== undefined) query.andWhere('event.at < :to', { to });
    if (after !== undefined) {
      const [at, id] = decodeCursor(after, ['instant', 'id']);
      query.andWhere('(event.at, event.id) < (:at, :id)', { at, id });
    }
    const rows = await query
      .orderBy('event.at', 'DESC')
      .addOrderBy('event.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    return toPage(rows, limit, (row) => [row.at.toISOString(), row.id]);
  }
}
