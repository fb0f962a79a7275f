import { Injectable } from '@nestjs/common';

import { objectOfJsonRow, type Tx } from '@passerelle/persistence';

import type { Reach } from '../landlords/reach.policy.js';
import type { Declaration } from './declaration.entity.js';
import type { Anomaly } from './line.js';
import {
  ACCEPTANCE_SQL,
  channelIn,
  dayIn,
  orderOf,
  STATEMENTS_SQL,
} from '../tenancies/merged-statements.js';

/** Which of the lines that wait for a confirmation. */
export interface WaitingFilter {
  readonly referenceYear: number;
  readonly reach: Reach;
  readonly importId: string | null;
  readonly landlordSiret: string | null;
  readonly anomaly: Anomaly | null;
}

export interface Confirming {
  readonly by: string;
  readonly at: Date;
}

/** The lines `d` that wait and pass the filter `$1` to `$4`, whatever their anomalies. */
const WAITING_SQL = `
  d.reference_year = $1 and d.status = 'to_confirm'
  and ($2::text is null or d.landlord_siret = $2) and ($3::text is null or d.landlord_siret = $3)
  and ($4::uuid is null or d.import_id = $4)`;

/** Over contents: a content is accepted when it was before, or when it is the one that is confirmed. */
const CONFIRMED_SQL = `
  select ${ACCEPTANCE_SQL} from (
    select min(first) as first, bool_or(accepted or content = ${orderOf('k')}) as accepted
    from (${STATEMENTS_SQL}) as lines group by content
  ) as contents`;

@Injectable()
export class ConfirmationsRepository {
  /**
   * Confirms lines in the order of their keys. A property test holds the statement to `confirmedVersion`.
   *
   * @param after the last line of the page before
   * @returns the confirmed versions
   */
  async confirm(
    tx: Tx,
    filter: WaitingFilter,
    { by, at }: Confirming,
    after: Declaration | null,
    limit: number,
  ): Promise<Declaration[]> {
    const rows = await tx.query<{ declaration: Readonly<Record<string, unknown>> }>(
      `with held as materialized (
         select d.id from declarations d
         where ${WAITING_SQL} and ($5::text is null or d.anomalies = array[$5::text])
           and ($6::text is null or (d.file_number, d.dwelling_ref) > ($6, $7::text))
         order by d.file_number, d.dwelling_ref limit $8 for update of d
       ), confirmed as (
         update declarations d set version = d.version + 1, status = 'accepted', waiting_since = null,
           first_declared_on = ${dayIn('c.accepted_first')},
           first_channel = ${channelIn('c.accepted_first')}, rectified = c.rectified,
           import_id = null, import_line = null, declared_by = $9::uuid, recorded_at = $10::timestamptz
         from (
           select k.id, acceptance.* from held join declarations k on k.id = held.id
           cross join lateral (${CONFIRMED_SQL}) as acceptance
         ) as c
         where c.id = d.id
         returning d.*
       )
       select to_jsonb(confirmed) as declaration from confirmed order by file_number, dwelling_ref`,
      [
        ...parametersOf(filter),
        filter.anomaly,
        after?.fileNumber ?? null,
        after?.dwellingRef ?? null,
        limit,
        by,
        at.toISOString(),
      ],
    );
    return rows.map(({ declaration }) =>
      objectOfJsonRow<Declaration>(declaration, ['statedAt', 'recordedAt']),
    );
  }

  /** Lines that wait for the anomaly of the filter and for another one. */
  async withFurtherAnomalies(tx: Tx, filter: WaitingFilter): Promise<number> {
    const [row] = await tx.query<{ lines: number }>(
      `select count(*)::integer as lines from declarations d
       where ${WAITING_SQL} and $5::text = any(d.anomalies) and cardinality(d.anomalies) > 1`,
      [...parametersOf(filter), filter.anomaly],
    );
    return row?.lines ?? 0;
  }
}

function parametersOf({ referenceYear, reach, landlordSiret, importId }: WaitingFilter): unknown[] {
  return [referenceYear, reach, landlordSiret, importId];
}
