import { Injectable } from '@nestjs/common';

import type { StagedValue } from '@passerelle/imports';
import { type LocalDate, yearOf } from '@passerelle/kernel';
import type { Tx } from '@passerelle/persistence';

import type { CaseFacts } from '../cases/referral.js';
import { referenceSql } from '../referrals/reference-sql.js';
import type { MergeRefusal } from './past-case-codes.js';
import type { ReplayedCase, PastCaseEvent } from './replayed-case.js';

/** One row a case: columns for what the merge looks up, JSON for the rows that the case becomes. */
export const STAGING = {
  external_reference: 'text collate "C"',
  fingerprint: 'text collate "C"',
  year: 'integer',
  file_number: 'text',
  received_on: 'date',
  benefit: 'text',
  reason: 'text',
  version: 'integer',
  facts: 'jsonb',
  requests: 'jsonb',
  recommendations: 'jsonb',
  steps: 'jsonb',
  events: 'json',
} as const;

export const KEY = ['external_reference'] as const;

/** @param fingerprint the same for two lines with the same content */
export function stagedCase(
  externalReference: string,
  fingerprint: string,
  replayed: ReplayedCase,
): readonly StagedValue[] {
  const { facts, requests, recommendations, steps, events, version } = replayed;
  return [
    externalReference,
    fingerprint,
    yearOf(facts.receivedOn),
    facts.fileNumber,
    facts.receivedOn,
    facts.benefit,
    facts.reason,
    version,
    JSON.stringify(rowOf(facts)),
    JSON.stringify(requests.map(rowOf)),
    JSON.stringify(recommendations.map(rowOf)),
    JSON.stringify(steps.map(rowOf)),
    JSON.stringify(events),
  ];
}

/** The members under the names of their columns: `receivedOn` is `received_on`. */
function rowOf(members: object): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(members)) row[columnOf(name)] = value;
  return row;
}

/** The names of some fifty columns, computed once. */
const COLUMNS = new Map<string, string>();

function columnOf(member: string): string {
  let column = COLUMNS.get(member);
  if (column === undefined) {
    column = member.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    COLUMNS.set(member, column);
  }
  return column;
}

const FACTS = (
  [
    'status',
    'origin',
    'originDetail',
    'channel',
    'referredBy',
    'fileNumber',
    'receivedOn',
    'benefit',
    'reason',
    'description',
    'priorClaimMadeOn',
    'priorClaimReference',
    'priorClaimCompletedOn',
    'courtSeized',
    'appealDeadline',
    'remediesPrinted',
    'assignedTo',
    'handledBy',
    'decision',
    'ground',
    'notifiedOn',
    'openedOn',
    'informationRequestedOn',
    'informationDueOn',
    'redirectedTo',
    'transmittedOn',
    'personInformedOn',
    'solution',
    'solutionProposedOn',
    'solutionAnswer',
    'solutionAnsweredOn',
    'resolution',
    'outcome',
    'communicatedToPersonOn',
    'communicatedToServiceOn',
    'closedOn',
    'summary',
    'arrearsCents',
    'overpaymentCents',
    'courtSeizedOn',
    'withdrawnOn',
    'joinedTo',
    'joinedOn',
    'declaredLinks',
    'transferredTo',
    'transferredOn',
    'transferInformedOn',
    'linkedTo',
    'linkedFrom',
  ] as const satisfies readonly (keyof CaseFacts)[]
).map(columnOf);

export interface Merge {
  readonly table: string;
  readonly importId: string;
  readonly recordedBy: string;
  readonly recordedAt: Date;
  /** The day of the import, for the timeline. */
  readonly recordedOn: LocalDate;
}

/** The result for the lines that were not known with the same content. */
export interface Merged {
  readonly refused: readonly RefusedLine[];
  readonly written: readonly WrittenCase[];
}

interface RefusedLine {
  readonly line: number;
  readonly verdict: MergeRefusal;
}

export interface WrittenCase {
  readonly line: number;
  readonly verdict: 'new' | 'corrected';
  readonly referralId: string;
  /** The version of the case before the merge; 0 for a new case. */
  readonly versionBefore: number;
  readonly events: readonly PastCaseEvent[];
}

/**
 * An id of version 7: the id of the import, with line and position as its last digits. Ids are in the order of
 * insertion, and the same in a second attempt at a chunk.
 */
const idSql = (place: string): string =>
  `(left($1::uuid::text, 24) || lpad(to_hex(line * 65536::bigint + ${place}), 12, '0'))::uuid`;

const list = (row: string): string => FACTS.map((name) => `${row}.${name}`).join(', ');

/** Merges past cases with everything that belongs to them, a chunk at a time. */
@Injectable()
export class PastCasesImportRepository {
  async merge(tx: Tx, merge: Merge): Promise<Merged> {
    const { table, importId, recordedBy, recordedAt, recordedOn } = merge;
    // One import at a time: two imports at once would give the same new case two numbers.
    await tx.query(
      `select pg_advisory_xact_lock(hashtextextended(current_schema() || ' past cases', 0))`,
    );
    // Waits for a mediator who is at work on a case that a line corrects: the next statement sees that work.
    await tx.query(
      `select from referrals r
       join imported_cases known on known.referral_id = r.id
       join ${table} s on s.external_reference = known.external_reference
         and s.fingerprint <> known.fingerprint
       order by r.id for update of r`,
    );
    const lines = await tx.query<RefusedLine | WrittenCase>(
      `with judged as materialized (
         select s.*, known.referral_id, r.reference, r.version as present_version,
           case
             when s.fingerprint = known.fingerprint then 'unchanged'
             when r.version <> known.version
               or exists (select from notes where notes.referral_id = known.referral_id)
               then 'worked-on-since'
             when exists (
               select from referrals live
               where live.file_number = s.file_number and live.received_on = s.received_on
                 and live.benefit = s.benefit and live.reason = s.reason
                 and not exists (select from imported_cases own where own.referral_id = live.id)
             ) then 'recorded-already'
             when known.referral_id is null then 'new'
             else 'corrected'
           end as verdict
         from ${table} s
         left join imported_cases known on known.external_reference = s.external_reference
         left join referrals r on r.id = known.referral_id
       ), written as materialized (
         select judged.*, coalesce(referral_id, ${idSql('0')}) as case_id,
           coalesce(present_version, 0) as version_before,
           coalesce(present_version, 0) + version as version_after
         from judged where verdict in ('new', 'corrected')
       ), counted as (
         -- The rows of the counters are locked until the chunk is done, so numbers have no gap.
         insert into reference_counters as counter (year, last)
         select year, count(*) from written where verdict = 'new' group by year order by year
         on conflict (year) do update set last = counter.last + excluded.last
         returning year, last
       ), numbered as (
         select line, last - count(*) over (partition by year)
           + row_number() over (partition by year order by line) as sequence
         from written join counted using (year) where verdict = 'new'
       ), cases as (
         insert into referrals (id, reference, version, created_at, ${FACTS.join(', ')})
         select w.case_id, coalesce(w.reference, ${referenceSql('w.year', 'n.sequence')}), w.version_after,
           $3::timestamptz, ${list('own')}
         from written w
         left join numbered n on n.line = w.line
         cross join lateral jsonb_populate_record(null::referrals, w.facts) as own
         order by w.case_id
         on conflict (id) do update set version = excluded.version,
           ${FACTS.map((name) => `${name} = excluded.${name}`).join(', ')}
       ), keys as (
         insert into imported_cases (external_reference, referral_id, fingerprint, version, import_id, import_line)
         select external_reference, case_id, fingerprint, version_after, $1::uuid, line
         from written order by external_reference
         on conflict (external_reference) do update set fingerprint = excluded.fingerprint,
           version = excluded.version, import_id = excluded.import_id, import_line = excluded.import_line
       ), former_requests as (
         delete from information_requests own using written w
         where w.verdict = 'corrected' and own.referral_id = w.case_id
       ), former_recommendations as (
         delete from recommendations own using written w
         where w.verdict = 'corrected' and own.referral_id = w.case_id
       ), former_steps as (
         delete from timeline_entries own using written w
         where w.verdict = 'corrected' and own.referral_id = w.case_id and own.kind <> 'imported'
       ), requests as (
         insert into information_requests (id, referral_id, addressee, addressee_name, addressee_organisation,
           addressee_service, question, asked_on, due_on, answer, answered_on)
         select ${idSql('place')}, case_id, own.addressee, own.addressee_name,
           own.addressee_organisation, own.addressee_service, own.question, own.asked_on, own.due_on,
           own.answer, own.answered_on
         from written w cross join lateral jsonb_array_elements(w.requests)
           with ordinality as item (value, place)
         cross join lateral jsonb_populate_record(null::information_requests, item.value) as own
         order by line, place
       ), recommended as (
         insert into recommendations (id, referral_id, addressed_to, kind, legal_basis, text, issued_on,
           answer_due_on, answer, reason, answered_on, effective_on, withdrawn_on)
         select ${idSql('place')}, case_id, own.addressed_to, own.kind, own.legal_basis, own.text,
           own.issued_on, own.answer_due_on, own.answer, own.reason, own.answered_on, own.effective_on,
           own.withdrawn_on
         from written w cross join lateral jsonb_array_elements(w.recommendations)
           with ordinality as item (value, place)
         cross join lateral jsonb_populate_record(null::recommendations, item.value) as own
         order by line, place
       ), steps as (
         insert into timeline_entries (id, referral_id, kind, occurred_on, detail, recorded_by, recorded_at)
         select ${idSql('place')}, case_id, own.kind, own.occurred_on, own.detail, $2::uuid, $3
         from written w cross join lateral (
           select place, step.* from jsonb_array_elements(w.steps) with ordinality as item (value, place)
           cross join lateral jsonb_to_record(item.value) as step (kind text, occurred_on date, detail text)
           union all
           -- The last entry, on the day of the import: earlier steps were recorded elsewhere.
           select 65535, 'imported', $4::date, w.external_reference
         ) as own
         order by line, place
       )
       select j.line, j.verdict, w.case_id as "referralId", w.version_before as "versionBefore", w.events
       from judged j left join written w on w.line = j.line
       where j.verdict <> 'unchanged'
       order by j.line`,
      [importId, recordedBy, recordedAt.toISOString(), recordedOn],
    );
    return { refused: lines.filter(isRefused), written: lines.filter((own) => !isRefused(own)) };
  }
}

function isRefused(own: RefusedLine | WrittenCase): own is RefusedLine {
  return own.verdict !== 'new' && own.verdict !== 'corrected';
}
