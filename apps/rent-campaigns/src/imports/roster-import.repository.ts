import { Injectable } from '@nestjs/common';

import type { Tx } from '@passerelle/persistence';

export const ROSTER_STAGING = {
  file_number: 'text collate "C"',
  dwelling_ref: 'text collate "C"',
  landlord_siret: 'text collate "C"',
  landlord_kind: 'text',
  name_key: 'text',
  birth_date: 'date',
  lease_starts_on: 'date',
  shared_tenancy: 'boolean',
  previous_rent_cents: 'bigint',
  previous_charges_cents: 'bigint',
  ceiling_cents: 'bigint',
  aid_cents: 'bigint',
  aid_paid_to: 'text',
  /** Sealed, as `landlord_contacts` keeps it. */
  landlord_contact: 'text',
} as const;

const NAMES = Object.keys(ROSTER_STAGING)
  .filter((name) => name !== 'landlord_contact')
  .join(', ');

@Injectable()
export class RosterImportRepository {
  async merge(tx: Tx, table: string, importId: string): Promise<void> {
    await tx.query(
      `insert into roster_entries (roster_id, ${NAMES})
       select $1::uuid, ${NAMES} from ${table} order by file_number, dwelling_ref`,
      [importId],
    );
  }

  /** Keeps the addresses of landlords that the lines state. An address that a person entered by hand stays. */
  async mergeContacts(tx: Tx, table: string, at: Date): Promise<void> {
    await tx.query(
      `insert into landlord_contacts as known (siret, version, sealed, source, updated_at)
       select distinct on (landlord_siret) landlord_siret, 1, landlord_contact, 'roster', $1::timestamptz
       from ${table} where landlord_contact is not null order by landlord_siret, line desc
       on conflict (siret) do update set version = known.version + 1, sealed = excluded.sealed,
         updated_at = excluded.updated_at
       where known.source = 'roster'`,
      [at.toISOString()],
    );
  }

  /** Replaces the roster in force, and removes it. */
  async putInForce(tx: Tx, referenceYear: number, importId: string): Promise<void> {
    const [before] = await tx.query<{ rosterId: string | null }>(
      'select roster_id as "rosterId" from campaigns where reference_year = $1 for update',
      [referenceYear],
    );
    await tx.query(
      'update campaigns set roster_id = $2, version = version + 1 where reference_year = $1',
      [referenceYear, importId],
    );
    if (before !== undefined && before.rosterId !== null) await this.remove(tx, before.rosterId);
  }

  async remove(tx: Tx, importId: string): Promise<void> {
    await tx.query('delete from roster_entries where roster_id = $1', [importId]);
  }
}
