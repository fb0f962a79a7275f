import { Injectable } from '@nestjs/common';

import { newId } from '@passerelle/kernel';
import { jsonRowOf, Transactions, type Tx } from '@passerelle/persistence';

import { Declaration, SupersededDeclaration } from './declaration.entity.js';

/** A version of a declaration that is not stored yet. */
export type NewVersion = Omit<Declaration, 'id' | 'version'>;

type Key = 'referenceYear' | 'fileNumber' | 'dwellingRef';

/** Every member but the key; the type makes sure that none is forgotten. */
const CHANGED: Readonly<Record<Exclude<keyof NewVersion, Key>, null>> = {
  status: null,
  channel: null,
  landlordSiret: null,
  lastName: null,
  birthDate: null,
  rentCents: null,
  chargesCents: null,
  sharedTenancy: null,
  tenantShareCents: null,
  cotenants: null,
  tenantStatus: null,
  statusOn: null,
  arrearsCents: null,
  arrearsSince: null,
  anomalies: null,
  declaredOn: null,
  statedAt: null,
  firstDeclaredOn: null,
  firstChannel: null,
  waitingSince: null,
  rectified: null,
  importId: null,
  importLine: null,
  declaredBy: null,
  recordedAt: null,
};
const CHANGES_SQL = Object.keys(jsonRowOf(CHANGED))
  .map((column) => `${column} = excluded.${column}`)
  .join(', ');

@Injectable()
export class DeclarationsRepository {
  constructor(private readonly transactions: Transactions) {}

  /**
   * Stores a first version, or one that replaces `before`. The database itself moves the replaced version
   * to the history.
   *
   * @returns null when another version was stored since `before` was read; nothing is stored then
   */
  async store(
    tx: Tx,
    given: NewVersion,
    before: Pick<Declaration, 'id' | 'version'> | null,
  ): Promise<Declaration | null> {
    const id = before?.id ?? newId();
    const version = (before?.version ?? 0) + 1;
    const declaration = { ...given, id, version };
    const stored = await tx.query(
      `insert into declarations as d
       select * from jsonb_populate_record(null::declarations, $1::jsonb)
       on conflict (reference_year, file_number, dwelling_ref) do update set
         version = excluded.version, ${CHANGES_SQL}
       where d.id = excluded.id and d.version = excluded.version - 1
       returning 1`,
      [JSON.stringify(jsonRowOf(declaration))],
    );
    return stored.length === 0 ? null : declaration;
  }

  /**
   * Notes that a line says what the version on record says. Nobody sees a change, so the version stays.
   *
   * @returns false when another version was stored since
   */
  async restate(
    tx: Tx,
    { id, version }: Pick<Declaration, 'id' | 'version'>,
    at: Date,
  ): Promise<boolean> {
    const restated = await tx.query(
      'update declarations set stated_at = $3 where id = $1 and version = $2 returning 1',
      [id, version, at.toISOString()],
    );
    return restated.length > 0;
  }

  /** What waited before a withdrawal states nothing any more. */
  async withdrawWaiting(tx: Tx, { id }: Pick<Declaration, 'id'>): Promise<void> {
    await tx.query(
      `update declaration_history set status = 'rejected' where id = $1 and status = 'to_confirm'`,
      [id],
    );
  }

  /** The earlier versions, the oldest first. */
  historyOf(id: string): Promise<SupersededDeclaration[]> {
    return this.transactions
      .reader()
      .find(SupersededDeclaration, { where: { id }, order: { version: 'ASC' } });
  }

  /** The accepted lines of a file, by id. */
  acceptedOf(
    tx: Tx,
    importId: string,
    after: string | null,
    limit: number,
  ): Promise<Declaration[]> {
    const query = tx.manager
      .createQueryBuilder(Declaration, 'declaration')
      .where({ importId, status: 'accepted' });
    if (after !== null) query.andWhere('declaration.id > :after', { after });
    return query.orderBy('declaration.id').take(limit).getMany();
  }
}
