import { Injectable } from '@nestjs/common';

import type { LocalDate } from '@passerelle/kernel';
import { decodeCursor, type Page, toPage, Transactions, type Tx } from '@passerelle/persistence';

import { Declaration, SupersededDeclaration } from './declaration.entity.js';
import type { LineState } from './line-state.js';
import { type LandlordKind } from '../landlords/landlord.js';
import { type CampaignWithRoster } from '../campaigns/campaign.entity.js';
import { type Reach } from '../landlords/reach.policy.js';

/** A line of the campaign: an expected tenant, with what was declared. */
export interface LineRow {
  readonly fileNumber: string;
  readonly dwellingRef: string;
  readonly landlordSiret: string;
  readonly landlordKind: LandlordKind;
  readonly sharedTenancy: boolean;
  readonly state: LineState;
  readonly remindersSent: number;
  readonly lastDayOfRight: LocalDate | null;
  /** While a suspension is on record that was not taken back: since when. */
  readonly suspendedOn: LocalDate | null;
  readonly declaration: Declaration | null;
}

export interface LineFilter {
  readonly state?: LineState;
  readonly landlordSiret?: string;
  readonly fileNumber?: string;
}

/**
 * `lineState` for the database, over `d` (the declaration), `s` (the suspension on record), `reminded` and `ended`; `$2` is the year,
 * `$3` today, `$4` the day of suspension. A test holds the two against each other.
 */
const LINE_STATE_SQL = `case
  when d.first_declared_on is not null then case
    when d.status = 'to_confirm' then 'to_confirm'
    when d.rectified then 'rectified'
    when s.status = 'regularised' or d.first_declared_on >= $4::date then 'regularised'
    when $3::date >= make_date($2::integer + 1, 1, 1) then 'integrated'
    else 'declared' end
  when ended.last_day_of_right < $3::date then 'closed'
  when $3::date >= $4::date then 'suspended'
  when d.status in ('to_confirm', 'rejected') then d.status
  when reminded.times > 0 then 'reminded'
  else 'expected' end`;

const LINES_SQL = `
  select r.file_number as "fileNumber", r.dwelling_ref as "dwellingRef",
         r.landlord_siret as "landlordSiret", r.landlord_kind as "landlordKind",
         r.shared_tenancy as "sharedTenancy", reminded.times as "remindersSent",
         ended.last_day_of_right as "lastDayOfRight", d.id as "declarationId",
         s.suspended_on as "suspendedOn",
         ${LINE_STATE_SQL} as state
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
      and e.cancelled_at is null) as ended
  where r.roster_id = $1::uuid`;

@Injectable()
export class DeclarationsRepository {
  constructor(private readonly transactions: Transactions) {}

  byId(id: string): Promise<Declaration | null> {
    return this.transactions.reader().findOneBy(Declaration, { id });
  }

  byIdForChange(tx: Tx, id: string): Promise<Declaration | null> {
    return tx.manager.findOne(Declaration, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  ofTenancyForChange(
    tx: Tx,
    referenceYear: number,
    fileNumber: string,
    dwellingRef: string,
  ): Promise<Declaration | null> {
    return tx.manager.findOne(Declaration, {
      where: { referenceYear, fileNumber, dwellingRef },
      lock: { mode: 'pessimistic_write' },
    });
  }

  /** Keeps others from declaring the same line until this transaction ends, also when none is there yet. */
  async lockTenancy(
    tx: Tx,
    referenceYear: number,
    fileNumber: string,
    dwelling: string,
  ): Promise<void> {
    await tx.query(
      `select pg_advisory_xact_lock(hashtextextended(current_schema() || ' line ' || $1 || ' ' || $2, 0))`,
      [`${String(referenceYear)} ${fileNumber}`, dwelling],
    );
  }

  async insert(tx: Tx, declaration: Declaration): Promise<void> {
    await tx.manager.insert(Declaration, declaration);
  }

  /** What it replaces goes to the history by itself. */
  async update(tx: Tx, id: string, changes: Partial<Declaration>): Promise<void> {
    await tx.manager.update(Declaration, { id }, changes);
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

  async line(
    campaign: CampaignWithRoster,
    today: LocalDate,
    fileNumber: string,
    dwellingRef: string,
  ): Promise<LineRow | null> {
    const rows = await this.transactions.read<RawLine>(
      `${LINES_SQL} and r.file_number = $5 and r.dwelling_ref = $6`,
      [...lineParameters(campaign, today), fileNumber, dwellingRef],
    );
    return (await this.complete(rows))[0] ?? null;
  }

  /** By file number. */
  async lines(
    campaign: CampaignWithRoster,
    today: LocalDate,
    reach: Reach,
    { state, landlordSiret, fileNumber }: LineFilter,
    limit: number,
    after?: string,
  ): Promise<Page<LineRow>> {
    const [afterFile, afterDwelling] =
      after === undefined ? [null, null] : decodeCursor(after, [isText, isText]);
    const rows = await this.transactions.read<RawLine>(
      `select * from (${LINES_SQL}
         and ($5::text is null or r.landlord_siret = $5)
         and ($6::text is null or r.landlord_siret = $6)
         and ($7::text is null or r.file_number = $7)
         and ($8::text is null or (r.file_number, r.dwelling_ref) > ($8, $9))) as lines
       where $10::text is null or state = $10
       order by "fileNumber", "dwellingRef" limit $11`,
      [
        ...lineParameters(campaign, today),
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
    return { ...page, items: await this.complete(page.items) };
  }

  private async complete(rows: readonly RawLine[]): Promise<LineRow[]> {
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

type RawLine = Omit<LineRow, 'declaration'> & { readonly declarationId: string | null };

function lineParameters(campaign: CampaignWithRoster, today: LocalDate): unknown[] {
  return [campaign.rosterId, campaign.referenceYear, today, campaign.suspensionOn];
}

function isText(part: unknown): boolean {
  return typeof part === 'string' && part.length <= 100 && !part.includes('\0');
}
