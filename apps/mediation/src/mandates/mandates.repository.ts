import { Injectable } from '@nestjs/common';

import { Transactions, type Tx } from '@passerelle/persistence';

import { Mandate } from './mandate.entity.js';
import type { VerifiedMandate } from './mandate.js';

@Injectable()
export class MandatesRepository {
  constructor(private readonly transactions: Transactions) {}

  /** The mandates of a guardian, for every file or for one. */
  ofGuardian(guardian: string, fileNumber?: string): Promise<Mandate[]> {
    const where = fileNumber === undefined ? { guardian } : { guardian, fileNumber };
    return this.transactions.reader().findBy(Mandate, where);
  }

  /** Keeps the latest version of each mandate, in whatever order the versions arrive. */
  async keepLatest(tx: Tx, mandates: readonly VerifiedMandate[]): Promise<void> {
    await tx.query(
      `insert into mandates (id, version, guardian, file_number, powers)
       select distinct on (id) id, version, guardian, "fileNumber", powers
       from jsonb_to_recordset($1::jsonb) as given (id uuid, version integer, guardian uuid,
         "fileNumber" text, powers jsonb)
       order by id, version desc
       on conflict (id) do update set version = excluded.version, guardian = excluded.guardian,
         file_number = excluded.file_number, powers = excluded.powers
       where mandates.version < excluded.version`,
      [JSON.stringify(mandates)],
    );
  }
}
