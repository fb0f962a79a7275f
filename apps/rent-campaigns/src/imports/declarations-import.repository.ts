import { Injectable } from '@nestjs/common';

import type { StagedFault } from '@passerelle/imports';
import { BUSINESS_TIME_ZONE, type LocalDate, startOfParisDay } from '@passerelle/kernel';
import type { Tx } from '@passerelle/persistence';

import type { Channel } from '../campaigns/campaign.js';
import {
  ANOMALIES,
  type Anomaly,
  FIELD_OF_ANOMALY,
  type Thresholds,
} from '../declarations/line.js';
import {
  ACCEPTANCE_SQL,
  channelIn,
  CONTENT,
  contentOf,
  dayIn,
  firstOf,
  orderOf,
  STATEMENTS_SQL,
} from '../tenancies/merged-statements.js';
import { sameSurnamesSql } from '../tenancies/same-surnames.js';

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
  /** The day that the line names; null where the line counts from the arrival of the file. */
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
  /** When the file arrived, and on which day. */
  readonly recordedAt: Date;
  readonly today: LocalDate;
  readonly recordedBy: string | null;
}

/**
 * The id of a new declaration: the id of the import (uuid of version 7), with the number of the line as its last
 * digits. Ids are in the order of insertion, which keeps their index small, and a second attempt at a chunk gives
 * the same ids.
 */
const LINE_ID_SQL = `(left($3::uuid::text, 24) || lpad(to_hex(line), 12, '0'))::uuid`;

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
  'name-mismatch': `not ${sameSurnamesSql('s.name_key', 'r.name_key')}`,
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
const INSERT_SQL = `
  insert into declarations (
    id, version, reference_year, file_number, dwelling_ref, status, channel, ${CONTENT.join(', ')},
    anomalies, declared_on, stated_at, first_declared_on, first_channel, waiting_since, rectified,
    import_id, import_line, declared_by, recorded_at)
  select ${LINE_ID_SQL}, 1, $2, file_number, dwelling_ref,
    case when anomalies = '{}' then 'accepted' else 'to_confirm' end, $4, ${CONTENT.join(', ')},
    anomalies, day, stated_at,
    case when anomalies = '{}' then day end, case when anomalies = '{}' then $4 end,
    case when anomalies <> '{}' then day end, false,
    $3::uuid, line, $9::uuid, $10::timestamptz
  from judged where effect = 'new'
  order by file_number, dwelling_ref`;

/**
 * The lines that add something to what is known, with their version on record, which is locked. `step` is the number
 * of versions that a line adds: 1 in force; 2 for a line that belongs before the version in force and is kept there.
 */
const CHANGED_SQL = `
  select s.line, k.id, case when verdict.in_force then 1 when not verdict.known then 2 end as step,
    ${CONTENT.map((name) => `s.${name}`).join(', ')}, s.day, s.stated_at as line_stated_at,
    s.anomalies as line_anomalies, own_first, own_last, own_accepted, own_anomalies, accepted_first, waiting_first,
    law.rectified
  from judged s
  join declarations k on k.reference_year = $2 and k.file_number = s.file_number
    and k.dwelling_ref = s.dwelling_ref
  cross join lateral (
    select ${ACCEPTANCE_SQL},
      min(first) filter (where own) as own_first, max(last) filter (where own) as own_last,
      bool_or(accepted) filter (where own) as own_accepted
    from (
      select content = ${orderOf('s')} as own, min(first) as first, max(stated_at) as last,
        bool_or(accepted) as accepted
      from (
        ${STATEMENTS_SQL}
        union all
        select ${orderOf('s')}, ${firstOf('s.day', '$4')}, s.stated_at, s.anomalies = '{}', s.anomalies
      ) as lines group by content
    ) as contents
  ) as law
  cross join lateral (
    select min(first) as first, max(stated_at) as last,
      string_to_array((array_agg(array_to_string(anomalies, ',') order by cardinality(anomalies)))[1], ',')
        as anomalies
    from (${STATEMENTS_SQL}) as lines where content = ${orderOf('s')}
  ) as before
  cross join lateral (
    select case when cardinality(before.anomalies) <= cardinality(s.anomalies)
             then before.anomalies else s.anomalies end as own_anomalies,
      k.status = 'rejected' or ${orderOf('s')} = ${orderOf('k')} or own_last > k.stated_at
        or own_last = k.stated_at and ${orderOf('s')} < ${orderOf('k')} as in_force,
      coalesce(before.first <= ${firstOf('s.day', '$4')} and before.last >= s.stated_at
        and cardinality(before.anomalies) <= cardinality(s.anomalies), false) as known
  ) as verdict
  where s.effect = 'change'
  order by k.file_number, k.dwelling_ref for update of k`;

/** The columns of a version that a changing line brings, over `c`. */
const VERSION = {
  status: `case when c.own_accepted then 'accepted' else 'to_confirm' end`,
  channel: channelIn('c.own_first'),
  ...Object.fromEntries(CONTENT.map((name) => [name, `c.${name}`])),
  anomalies: 'c.own_anomalies',
  declared_on: dayIn('c.own_first'),
  stated_at: 'c.own_last',
  import_id: '$3::uuid',
  import_line: 'c.line',
  declared_by: '$9::uuid',
  recorded_at: '$10::timestamptz',
};

const UPDATE_SQL = `
  update declarations d set version = d.version + c.step,
    ${Object.entries(VERSION)
      .map(([name, value]) => `${name} = case when c.step = 1 then ${value} else d.${name} end`)
      .join(', ')},
    first_declared_on = ${dayIn('c.accepted_first')}, first_channel = ${channelIn('c.accepted_first')},
    waiting_since = case when case when c.step = 1 then not c.own_accepted else d.status = 'to_confirm' end
      then ${dayIn('c.waiting_first')} end,
    rectified = c.rectified
  from changed c where d.id = c.id and c.step is not null
  returning d.version, d.status, d.reference_year, d.file_number, d.dwelling_ref, c.*`;

/** Keeps a line that belongs before the version in force, with the number between the two versions. */
const KEEP_SQL = `
  insert into declaration_history (
    id, version, reference_year, file_number, dwelling_ref, status, channel, ${CONTENT.join(', ')},
    anomalies, declared_on, stated_at, rectified, import_id, import_line, declared_by, recorded_at)
  select id, version - 1, reference_year, file_number, dwelling_ref,
    case when line_anomalies = '{}' then 'accepted' else 'to_confirm' end, $4, ${CONTENT.join(', ')},
    line_anomalies, day, line_stated_at, false, $3::uuid, line, $9::uuid, $10::timestamptz
  from updated where step = 2`;

/** Lines that say the same again on a later day: nobody sees a change. */
const REPEAT_SQL = `
  update declarations d set stated_at = greatest(d.stated_at, r.stated_at)
  from (
    select k.id, s.stated_at from judged s
    join declarations k on k.reference_year = $2 and k.file_number = s.file_number
      and k.dwelling_ref = s.dwelling_ref
    where s.effect = 'repetition' order by k.file_number, k.dwelling_ref for update of k
  ) as r
  where d.id = r.id`;

/** What a line does to the version on record `known`. */
const EFFECT_SQL = `
  case when known.id is null then 'new'
    when (${contentOf('known')}) is distinct from (${contentOf('s')}) then 'change'
    when known.status = 'rejected' then case when s.stated_at > known.stated_at then 'change' end
    when s.day < known.declared_on
      or s.day = known.declared_on and known.channel <> $4
        and ${firstOf('s.day', '$4')} < ${firstOf('known.declared_on', 'known.channel')}
      or cardinality(s.anomalies) < cardinality(known.anomalies) then 'change'
    when s.stated_at > known.stated_at and (s.declared_on is not null or known.stated_at <= $13::timestamptz)
    then 'repetition' end`;

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
           select staged.*, coalesce(declared_on, $12::date) as day,
             case when declared_on is null then $10::timestamptz
               else declared_on::timestamp at time zone '${BUSINESS_TIME_ZONE}' end as stated_at,
             count(*) over landlord as landlord_lines,
             min(rent_cents) over landlord = max(rent_cents) over landlord as one_rent
           from ${merge.table} staged
           window landlord as (partition by landlord_siret)
         ) as s
         left join roster_entries r on r.roster_id = $1 and r.file_number = s.file_number
           and r.dwelling_ref = s.dwelling_ref and r.landlord_siret = s.landlord_siret
       ), judged as materialized (
         select s.*, known.status as known_status, ${EFFECT_SQL} as effect
         from found s
         left join declarations known on known.reference_year = $2 and known.file_number = s.file_number
           and known.dwelling_ref = s.dwelling_ref
         where not s.too_early
       ), inserted as (
         ${INSERT_SQL}
       ), changed as materialized (
         ${CHANGED_SQL}
       ), updated as (
         ${UPDATE_SQL}
       ), kept as (
         ${KEEP_SQL}
       ), repeated as (
         ${REPEAT_SQL}
       )
       select line, field, code, false as doubt from (${REFUSED_SQL}) as refusals
       union all
       select line, null, unnest(anomalies), true from judged
       where effect = 'new' or effect is distinct from 'change' and known_status = 'to_confirm'
       union all
       select line, null, unnest(own_anomalies), true from updated
       where step = 1 and status = 'to_confirm'`,
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
        merge.today,
        startOfParisDay(merge.today).toISOString(),
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
   * deleted. The history keeps what was taken back, as rejected: it states nothing any more.
   */
  async discard(tx: Tx, importId: string): Promise<void> {
    const members = [
      ...Object.keys(VERSION),
      'first_declared_on',
      'first_channel',
      'waiting_since',
      'rectified',
    ];
    await tx.query(
      `update declarations d set version = d.version + 1,
         ${members.map((name) => `${name} = before.${name}`).join(', ')}
       from (
         select distinct on (h.id) h.* from declaration_history h
         join declarations own on own.id = h.id and own.import_id = $1
         where h.import_id is distinct from $1
         order by h.id, h.stated_at desc, ${orderOf('h')}, h.version desc
       ) as before
       where before.id = d.id`,
      [importId],
    );
    await tx.query('delete from declarations where import_id = $1', [importId]);
    await tx.query(`update declaration_history set status = 'rejected' where import_id = $1`, [
      importId,
    ]);
    await tx.query(
      `update declarations d set version = d.version + 1, first_declared_on = a.first_declared_on,
         first_channel = a.first_channel, waiting_since = a.waiting_since, rectified = a.rectified
       from (
         select k.id, ${dayIn('accepted_first')} as first_declared_on,
           ${channelIn('accepted_first')} as first_channel, acceptance.rectified,
           case when k.status = 'to_confirm' then ${dayIn('waiting_first')} end as waiting_since
         from declarations k cross join lateral (
           select ${ACCEPTANCE_SQL} from (
             select min(first) as first, bool_or(accepted) as accepted
             from (${STATEMENTS_SQL}) as lines group by content
           ) as contents
         ) as acceptance
         where k.id in (select id from declaration_history where import_id = $1)
       ) as a
       where a.id = d.id and (d.first_declared_on, d.first_channel, d.waiting_since, d.rectified)
         is distinct from (a.first_declared_on, a.first_channel, a.waiting_since, a.rectified)`,
      [importId],
    );
  }
}
