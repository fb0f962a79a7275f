import { Injectable } from '@nestjs/common';

import { Transactions, type Tx } from '@passerelle/persistence';

import { SealedContact } from './sealed-contact.entity.js';

@Injectable()
export class LandlordContactsRepository {
  constructor(private readonly transactions: Transactions) {}

  ofLandlord(siret: string): Promise<SealedContact | null> {
    return this.transactions.reader().findOneBy(SealedContact, { siret });
  }

  ofLandlordForChange(tx: Tx, siret: string): Promise<SealedContact | null> {
    return tx.manager.findOne(SealedContact, {
      where: { siret },
      lock: { mode: 'pessimistic_write' },
    });
  }

  /** Of two writers at the same moment the later one wins, also when there was no contact before. */
  async put(tx: Tx, siret: string, sealed: string, at: Date): Promise<SealedContact> {
    const [row] = await tx.query<{ version: number }>(
      `insert into landlord_contacts as known (siret, version, sealed, source, updated_at)
       values ($1, 1, $2, 'given', $3)
       on conflict (siret) do update set version = known.version + 1, sealed = excluded.sealed,
         source = 'given', updated_at = excluded.updated_at
       returning version`,
      [siret, sealed, at.toISOString()],
    );
    const version = row?.version ?? 1;
    return Object.assign(new SealedContact(), {
      siret,
      version,
      sealed,
      source: 'given' as const,
      updatedAt: at,
    });
  }

  async remove(tx: Tx, siret: string): Promise<void> {
    await tx.query('delete from landlord_contacts where siret = $1', [siret]);
  }
}
