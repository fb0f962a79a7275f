import { Injectable } from '@nestjs/common';

import type { LocalDate } from '@passerelle/kernel';
import {
  decodeCursor,
  objectOfJsonRow,
  type Page,
  toPage,
  Transactions,
} from '@passerelle/persistence';

import type { Campaign, CampaignWithRoster } from '../campaigns/campaign.entity.js';
import type { LandlordKind } from '../landlords/landlord.js';
import type { Reach } from '../landlords/reach.policy.js';
import type { RosterMatch } from '../roster/expected-tenancy.js';
import type { RosterEntry } from '../roster/roster-entry.entity.js';
import type { SuspensionOnRecord } from '../suspensions/suspension.js';
import { ofLeaseSql } from '../tenancy-events/right-ended.js';
import type { EventOnRecord } from '../tenancy-events/stated-events.js';
import { Declaration, type SupersededDeclaration } from './declaration.entity.js';
import type { LineState } from './line-state.js';

/** A line of the campaign: an expected tenant with the declaration, if there is one. */
export interface CampaignLine {
  readonly fileNumber: string;
  readonly dwellingRef: string;
  readonly landlordSiret: string;
  readonly landlordKind: LandlordKind | null;
  readonly state: LineState;
  readonly aidStopped: boolean;
  readonly remindersSent: number;
  readonly lastDayOfRight: LocalDate | null;
  /** The first day of the suspension on record; `null` for none, or for a withdrawn one. */
  readonly suspendedOn: LocalDate | null;
  readonly declaration: Declaration | null;
}

export interface LineFilter {
  readonly state?: LineState;
  readonly landlordSiret?: string;
  readonly fileNumber?: string;
}

/** The tenancy and year of a line; the landlord is asked for as the line names it. */
export interface LineKey {
  readonly referenceYear: number;
  readonly fileNumber: string;
  readonly dwellingRef: string;
  readonly landlordSiret: string;
}

/** Everything on record about one line, read by one statement. */
export interface LineRecord extends LineKey, RosterMatch {
  readonly campaign: Campaign | null;
  readonly tenancy: RosterEntry | null;
  readonly declaration: Declaration | null;
  /** The versions that later versions of the declaration replaced. */
  readonly replaced: readonly SupersededDeclaration[];
  /** Events of the tenancy that are not cancelled. */
  readonly events: readonly EventOnRecord[];
  /** `null` as well when the suspension was withdrawn. */
  readonly suspension: SuspensionOnRecord | null;
  readonly remindersSent: number;
}

/** The record of a line that was declared. */
export type DeclaredRecord = LineRecord & { readonly declaration: Declaration };

/**
 * `lineState` in SQL, over `d` (the declaration), `s` (the suspension on record), `reminded` and `ended`;
 * `$2` is the year, `$3` today, `$4` the day of suspension. A property test compares both.
 */
const LINE_STATE_SQL = `case
  when d.first_declared_on is not null then case
    when d.status = 'to_confirm' then 'to_confirm'
    when d.rectified then 'rectified'
    when s.status = 'regularised' or d.first_declared_on >= $4::date then 'regularised'
    when $3::date >= make_date($2::integer + 1, 1, 1) then 'integrated'
    else 'declared' end
  when ended.last_day_of_right < $3::date then 'closed'
  when d.status = 'to_confirm' then 'to_confirm'
  when $3::date >= $4::date then 'suspended'
  when d.status = 'rejected' then 'rejected'
  when reminded.times > 0 then 'reminded'
  else 'expected' end`;

/** `aidStopped` in SQL, over the same rows. */
const AID_STOPPED_SQL = `(
  $3::date >= $4::date and d.first_declared_on is null and coalesce(d.waiting_since >= $4::date, true)
  and coalesce(ended.last_day_of_right >= $3::date, true))`;

const LINES_SQL = `
  select r.file_number as "fileNumber", r.dwelling_ref as "dwellingRef",
         r.landlord_siret as "landlordSiret", r.landlord_kind as "landlordKind",
         reminded.times as "remindersSent",
         ended.last_day_of_right as "lastDayOfRight", d.id as "declarationId",
         s.suspended_on as "suspendedOn",
         ${LINE_STATE_SQL} as state, ${AID_STOPPED_SQL} as "aidStopped"
  from roster_entries r
  left join declarations d on d.reference_year = $2::integer
       and d.file_number = r.file_number and d.dwelling_ref = r.dwelling_ref
  left join suspensions s on s.reference_year = $2::integer
       and s.file_number = r.file_number and s.dwelling_ref = r.dwelling_ref
       and s.status <> 'withdrawn'
  cross join lateral (
    select count(*) as times from reminders m
    where m.reference_year = $2::integer and m.landlord_siret = r.landlord_siret
      and m.outcome = 'requested') as reminded
  cross join lateral (
    select min(e.last_day_of_right) as last_day_of_right from tenancy_events e
    where e.file_number = r.file_number and e.dwelling_ref = r.dwelling_ref
      and e.cancelled_at is null and ${ofLeaseSql('r.lease_starts_on')}) as ended
  where r.roster_id = $1::uuid`;

/** The roster is asked again only about a line that has no tenancy of its landlord. */
const rosterHasSql = (condition: string): string => `(
  r.landlord_siret is not distinct from line.landlord_siret or exists (
    select from roster_entries other where other.roster_id = c.roster_id and ${condition}))`;

const OF_LANDLORD = 'other.landlord_siret = line.landlord_siret';
const OF_TENANT = 'other.file_number = line.file_number';

/** @param line a query for `reference_year`, `file_number`, `dwelling_ref` and `landlord_siret` */
const recordSql = (line: string): string => `
  select line.reference_year as "referenceYear", line.file_number as "fileNumber",
    line.dwelling_ref as "dwellingRef", line.landlord_siret as "landlordSiret",
    to_jsonb(c) as campaign, to_jsonb(r) as tenancy, to_jsonb(d) as declaration,
    (select coalesce(jsonb_agg(to_jsonb(h)), '[]') from declaration_history h where h.id = d.id)
      as replaced,
    (select coalesce(jsonb_agg(jsonb_build_object(
         'id', e.id, 'kind', e.kind, 'occurredOn', e.occurred_on,
         'lastDayOfRight', e.last_day_of_right, 'declarationId', e.declaration_id)), '[]')
     from tenancy_events e
     where e.file_number = line.file_number and e.dwelling_ref = line.dwelling_ref
       and e.cancelled_at is null) as events,
    (select jsonb_build_object('suspendedOn', s.suspended_on, 'status', s.status)
     from suspensions s
     where s.reference_year = line.reference_year and s.file_number = line.file_number
       and s.dwelling_ref = line.dwelling_ref and s.status <> 'withdrawn') as suspension,
    (select count(*)::integer from reminders m
     where m.reference_year = line.reference_year and m.landlord_siret = r.landlord_siret
       and m.outcome = 'requested') as "remindersSent",
    ${rosterHasSql(OF_LANDLORD)} as "hasLandlord",
    ${rosterHasSql(OF_TENANT)} as "hasTenant",
    ${rosterHasSql(`${OF_TENANT} and ${OF_LANDLORD}`)} as "hasTenantOfLandlord"
  from (${line}) as line
  left join campaigns c on c.reference_year = line.reference_year
  left join roster_entries r on r.roster_id = c.roster_id and r.file_number = line.file_number
       and r.dwelling_ref = line.dwelling_ref
  left join declarations d on d.reference_year = line.reference_year
       and d.file_number = line.file_number and d.dwelling_ref = line.dwelling_ref`;

const RECORD_OF_TENANCY = recordSql(`
  select $1::integer as reference_year, $2::text collate "C" as file_number,
    $3::text collate "C" as dwelling_ref, $4::text collate "C" as landlord_siret`);
const RECORD_OF_DECLARATION = recordSql(`
  select reference_year, file_number, dwelling_ref, landlord_siret
  from declarations where id = $1`);

type JsonRow = Readonly<Record<string, unknown>>;
type RawRecord = Omit<LineRecord, 'campaign' | 'tenancy' | 'declaration' | 'replaced'> &
  Record<'campaign' | 'tenancy' | 'declaration', JsonRow | null> & {
    readonly replaced: readonly JsonRow[];
  };
type RawLine = Omit<CampaignLine, 'declaration'> & { readonly declarationId: string | null };

@Injectable()
export class LinesDirectory {
  constructor(private readonly transactions: Transactions) {}

  async recordOf(line: LineKey): Promise<LineRecord> {
    const { referenceYear, fileNumber, dwellingRef, landlordSiret } = line;
    const [row] = await this.transactions.read<RawRecord>(RECORD_OF_TENANCY, [
      referenceYear,
      fileNumber,
      dwellingRef,
      landlordSiret,
    ]);
    if (row === undefined) throw new Error('a query without a condition gave no row');
    return recordOf(row);
  }

  async recordOfDeclaration(id: string): Promise<DeclaredRecord | null> {
    const [row] = await this.transactions.read<RawRecord>(RECORD_OF_DECLARATION, [id]);
    if (row === undefined) return null;
    const { declaration, ...record } = recordOf(row);
    return declaration && { ...record, declaration };
  }

  /** By file number. */
  async page(
    campaign: CampaignWithRoster,
    today: LocalDate,
    reach: Reach,
    { state, landlordSiret, fileNumber }: LineFilter,
    limit: number,
    after?: string,
  ): Promise<Page<CampaignLine>> {
    const [afterFile, afterDwelling] =
      after === undefined ? [null, null] : decodeCursor(after, ['text', 'text']);
    const rows = await this.transactions.read<RawLine>(
      `select * from (${LINES_SQL}
         and ($5::text is null or r.landlord_siret = $5)
         and ($6::text is null or r.landlord_siret = $6)
         and ($7::text is null or r.file_number = $7)
         and ($8::text is null or (r.file_number, r.dwelling_ref) > ($8, $9))) as lines
       where $10::text is null or state = $10
       order by "fileNumber", "dwellingRef" limit $11`,
      [
        campaign.rosterId,
        campaign.referenceYear,
        today,
        campaign.suspensionOn,
        reach,
        landlordSiret ?? null,
        fileNumber ?? null,
        afterFile,
        afterDwelling,
        state ?? null,
        limit + 1,
      ],
    );
    const page = toPage(rows, limit, (row) => [row.fileNumber, row.dwellingRef]);
    return { ...page, items: await this.withDeclarations(page.items) };
  }

  private async withDeclarations(rows: readonly RawLine[]): Promise<CampaignLine[]> {
    const ids = rows.flatMap(({ declarationId }) =>
      declarationId === null ? [] : [declarationId],
    );
    const found =
      ids.length === 0
        ? []
        : await this.transactions
            .reader()
            .createQueryBuilder(Declaration, 'declaration')
            .whereInIds(ids)
            .getMany();
    const byId = new Map(found.map((declaration) => [declaration.id, declaration]));
    return rows.map(({ declarationId, ...row }) => ({
      ...row,
      declaration: declarationId === null ? null : (byId.get(declarationId) ?? null),
    }));
  }
}

function recordOf(row: RawRecord): LineRecord {
  const { campaign, tenancy, declaration, replaced } = row;
  return {
    ...row,
    campaign: campaign && objectOfJsonRow<Campaign>(campaign, ['createdAt']),
    tenancy: tenancy && objectOfJsonRow<RosterEntry>(tenancy),
    declaration:
      declaration && objectOfJsonRow<Declaration>(declaration, ['statedAt', 'recordedAt']),
    replaced: replaced.map((version) =>
      objectOfJsonRow<SupersededDeclaration>(version, ['statedAt', 'recordedAt']),
    ),
  };
}
