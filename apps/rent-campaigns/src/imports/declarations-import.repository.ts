import { Injectable } from '@nestjs/common';

import type { StagedFault } from '@passerelle/imports';
import type { Tx } from '@passerelle/persistence';

import type { Channel } from '../campaigns/campaign.js';
import {
  ANOMALIES,
  type Anomaly,
  FIELD_OF_ANOMALY,
  type Thresholds,
} from '../declarations/line.js';

/** The staging columns of a rent line. Keys compare byte by byte, as in the tables that the merge joins. */
export const STAGING = {
  file_number: 'text collate "C"',
  dwelling_ref: 'text collate "C"',
  landlord_siret: 'text collate "C"',
  last_name: 'text',
  name_key: 'text',
  birth_date: 'date',
  rent_cents: 'bigint',
  charges_cents: 'bigint',
  shared_tenancy: 'boolean',
  tenant_share_cents: 'bigint',
  cotenants: 'integer',
  tenant_status: 'text',
  status_on: 'date',
  arrears_cents: 'bigint',
  arrears_since: 'date',
  declared_on: 'date',
} as const;

export const KEY = ['file_number', 'dwelling_ref'] as const;

export interface Merge {
  readonly table: string;
  readonly importId: string;
  readonly referenceYear: number;
  readonly channel: Channel;
  /** The landlord who sends the file and learns nothing about the tenants of others; `null` for the Caf. */
  readonly landlordSiret: string | null;
  readonly thresholds: Thresholds;
  readonly recordedAt: Date;
  readonly recordedBy: string | null;
}

/**
 * The id of a new declaration: the id of the import (uuid of version 7), with the number of the line as its last
 * digits. Ids are in the order of insertion, which keeps their index small, and a second attempt at a chunk gives
 * the same ids.
 */
const LINE_ID_SQL = `(left($3::uuid::text, 24) || lpad(to_hex(line), 12, '0'))::uuid`;

/** The columns by which two versions of a line are compared. How a version arrived does not count. */
const CONTENT = [
  'landlord_siret',
  'last_name',
  'birth_date',
  'rent_cents',
  'charges_cents',
  'shared_tenancy',
  'tenant_share_cents',
  'cotenants',
  'tenant_status',
  'status_on',
  'arrears_cents',
  'arrears_since',
];
const contentOf = (row: string): string => CONTENT.map((name) => `${row}.${name}`).join(', ');

/** `anomaliesOf` for a chunk, over `s` (the line) and `r` (the roster). A test compares the two. */
const FOUND: Readonly<Record<Anomaly, string>> = {
  'rent-zero': 's.rent_cents = 0',
  'rent-change': `r.previous_rent_cents > 0
      and abs(s.rent_cents - r.previous_rent_cents) * 100 > r.previous_rent_cents * $5::integer`,
  'rent-above-ceiling': 's.rent_cents > r.ceiling_cents * $6::float8',
  'rent-with-charges': `r.previous_rent_cents > 0
      and coalesce(s.charges_cents, r.previous_charges_cents, 0) > $7::integer
      and abs(s.rent_cents - r.previous_rent_cents
              - coalesce(s.charges_cents, r.previous_charges_cents, 0)) <= $7::integer`,
  'charges-below-euro': 's.charges_cents between 1 and 99',
  'same-rent': 's.landlord_lines >= $8::integer and s.one_rent',
  'name-mismatch': 's.name_key <> r.name_key',
  'birth-date-mismatch': 's.birth_date <> r.birth_date',
};
const ANOMALIES_SQL = `array_remove(array[${ANOMALIES.map(
  (anomaly) => `case when ${FOUND[anomaly]} then '${anomaly}' end`,
).join(',\n')}]::text[], null)`;

/**
 * A chunk concerns few rows of large tables, which are best read by index, one after the other. By itself the
 * planner reads the whole roster for each chunk. It also takes declarations without statistics for a handful,
 * and reads all of them for each line.
 */
const BY_INDEX = [
  'enable_hashjoin',
  'enable_mergejoin',
  'enable_material',
  'enable_seqscan',
  'enable_bitmapscan',
  'jit',
]
  .map((setting) => `set local ${setting} = off`)
  .join('; ');

/**
 * Why a line without a place in the roster is refused, over `found` as `f`. A landlord gets the same answer for a
 * tenant of another landlord and for an unknown tenant: a landlord must not learn who receives aid.
 */
const REFUSED_SQL = `
  select line,
    case when too_early then 'statusOn' when tenant_there then 'dwellingRef'
         when landlord then 'fileNumber' else 'landlordSiret' end as field,
    case when too_early then 'before-lease'
         when tenant_there then 'unknown-dwelling'
         when not landlord then 'unknown-landlord'
         when $11::boolean then 'not-your-tenant'
         when tenant then 'other-landlords-tenant'
         else 'unknown-tenant' end as code
  from (
    select f.line, f.too_early,
      exists (select from roster_entries r where r.roster_id = $1
              and r.landlord_siret = f.landlord_siret) as landlord,
      exists (select from roster_entries r where r.roster_id = $1
              and r.file_number = f.file_number) as tenant,
      exists (select from roster_entries r where r.roster_id = $1
              and r.landlord_siret = f.landlord_siret and r.file_number = f.file_number) as tenant_there
    from found f where f.too_early is distinct from false
  ) as refused`;

/**
 * New lines are inserted without ON CONFLICT, which costs a third more. If another import inserts the same line at
 * the same moment, the engine merges the chunk again, and the second merge finds the line known.
 */
const insertSql = (which: string): string => `
  insert into declarations as d (
    id, version, reference_year, file_number, dwelling_ref, status, channel, ${CONTENT.join(', ')},
    anomalies, declared_on, first_declared_on, first_channel, rectified,
    import_id, import_line, declared_by, recorded_at)
  select ${LINE_ID_SQL}, 1, $2, file_number, dwelling_ref,
    case when anomalies = '{}' then 'accepted' else 'to_confirm' end, $4, ${CONTENT.join(', ')},
    anomalies, declared_on,
    case when anomalies = '{}' then declared_on end, case when anomalies = '{}' then $4 end, false,
    $3::uuid, line, $9::uuid, $10::timestamptz
  from judged where ${which}
  order by file_number, dwelling_ref`;

/** Merges the lines of a file, one statement for each chunk. */
@Injectable()
export class DeclarationsImportRepository {
  /** @returns the refused lines, and the lines that wait for confirmation */
  async merge(tx: Tx, merge: Merge): Promise<StagedFault[]> {
    const rosterId = await this.rosterOf(tx, merge.referenceYear);
    await tx.query(BY_INDEX);
    const { thresholds } = merge;
    const faults = await tx.query<StagedFault>(
      `with found as materialized (
         -- too_early is null for a line that the roster does not expect.
         select s.*, ${ANOMALIES_SQL} as anomalies,
           case when r.file_number is not null then coalesce(s.status_on < r.lease_starts_on, false) end
             as too_early
         from (
           select staged.*, count(*) over landlord as landlord_lines,
             min(rent_cents) over landlord = max(rent_cents) over landlord as one_rent
           from ${merge.table} staged
           window landlord as (partition by landlord_siret)
         ) as s
         left join roster_entries r on r.roster_id = $1 and r.file_number = s.file_number
           and r.dwelling_ref = s.dwelling_ref and r.landlord_siret = s.landlord_siret
       ), judged as materialized (
         select s.*, known.status as known_status, known.id is null as is_new,
           known.id is not null and known.status <> 'rejected'
             and (${contentOf('known')}) is not distinct from (${contentOf('s')}) as unchanged
         from found s
         left join declarations known on known.reference_year = $2 and known.file_number = s.file_number
           and known.dwelling_ref = s.dwelling_ref
         where not s.too_early
       ), written as (
         ${insertSql('is_new')}
       ), rewritten as (
         ${insertSql('not is_new and not unchanged')}
         on conflict (reference_year, file_number, dwelling_ref) do update set
           version = d.version + 1, status = excluded.status, channel = excluded.channel,
           ${CONTENT.map((name) => `${name} = excluded.${name}`).join(', ')},
           anomalies = excluded.anomalies, declared_on = excluded.declared_on,
           first_declared_on = least(d.first_declared_on, excluded.first_declared_on),
           first_channel = case
             when d.first_declared_on is null or excluded.first_declared_on < d.first_declared_on
             then excluded.first_channel else d.first_channel end,
           rectified = d.rectified or (d.first_declared_on is not null
             and coalesce(excluded.first_declared_on >= make_date($2 + 1, 1, 1), false)),
           import_id = excluded.import_id, import_line = excluded.import_line,
           declared_by = excluded.declared_by, recorded_at = excluded.recorded_at
       )
       select line, field, code, false as doubt from (${REFUSED_SQL}) as refusals
       union all
       select line, null, unnest(anomalies), true from judged
       where anomalies <> '{}' and not (unchanged and known_status = 'accepted')`,
      [
        rosterId,
        merge.referenceYear,
        merge.importId,
        merge.channel,
        thresholds.rentChangePercent,
        thresholds.ceilingFactor,
        thresholds.chargesToleranceCents,
        thresholds.sameRentLines,
        merge.recordedBy,
        merge.recordedAt.toISOString(),
        merge.landlordSiret !== null,
      ],
    );
    return faults.map((fault) =>
      fault.doubt === true ? { ...fault, field: FIELD_OF_ANOMALY[fault.code as Anomaly] } : fault,
    );
  }

  /** Locks the campaign until the chunk is done, so that no new roster takes effect in between. */
  private async rosterOf(tx: Tx, referenceYear: number): Promise<string | null> {
    const [campaign] = await tx.query<{ rosterId: string | null }>(
      'select roster_id as "rosterId" from campaigns where reference_year = $1 for share',
      [referenceYear],
    );
    return campaign?.rosterId ?? null;
  }

  /**
   * Takes back the lines of a file that was refused after all. Each line returns to the version before it, or is
   * deleted. The history keeps what was taken back.
   */
  async discard(tx: Tx, importId: string): Promise<void> {
    const members = [
      'status',
      'channel',
      ...CONTENT,
      'anomalies',
      'declared_on',
      'first_declared_on',
      'first_channel',
      'rectified',
      'import_id',
      'import_line',
      'declared_by',
      'recorded_at',
    ];
    await tx.query(
      `update declarations d set version = d.version + 1,
         ${members.map((name) => `${name} = before.${name}`).join(', ')}
       from (
         select distinct on (h.id) h.* from declaration_history h
         join declarations own on own.id = h.id and own.import_id = $1
         where h.import_id is distinct from $1
         order by h.id, h.version desc
       ) as before
       where before.id = d.id`,
      [importId],
    );
    await tx.query('delete from declarations where import_id = $1', [importId]);
  }
}
