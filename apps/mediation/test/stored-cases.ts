import { addDays, type LocalDate, localDate, newId } from '@passerelle/kernel';
import type { Transactions } from '@passerelle/persistence';

/** A case as the figures of a year read it. */
export interface CaseRow {
  id: string;
  status: string;
  origin: string;
  channel: string;
  benefit: string;
  reason: string;
  received_on: LocalDate;
  decision: string | null;
  ground: string | null;
  redirected_to: string | null;
  opened_on: LocalDate | null;
  resolution: string | null;
  outcome: string | null;
  arrears_cents: number | null;
  overpayment_cents: number | null;
}

export interface RecommendationRow {
  id: string;
  referral_id: string;
  kind: string;
  answer: string | null;
  withdrawn_on: LocalDate | null;
}

const RECEIVED: CaseRow = {
  id: '',
  status: 'received',
  origin: 'beneficiary',
  channel: 'online',
  benefit: 'rsa',
  reason: 'delay',
  received_on: localDate('2023-05-02'),
  decision: null,
  ground: null,
  redirected_to: null,
  opened_on: null,
  resolution: null,
  outcome: null,
  arrears_cents: null,
  overpayment_cents: null,
};

export const received = (facts: Partial<CaseRow> = {}): CaseRow => ({
  ...RECEIVED,
  id: newId(),
  ...facts,
});

export function opened(days: number, facts: Partial<CaseRow> = {}): CaseRow {
  const row = received(facts);
  return { ...row, decision: 'admissible', opened_on: addDays(row.received_on, days) };
}

export function recommendation(
  referralId: string,
  kind: string,
  answer: string | null,
  withdrawnOn: LocalDate | null = null,
): RecommendationRow {
  return { id: newId(), referral_id: referralId, kind, answer, withdrawn_on: withdrawnOn };
}

/** Replaces every stored case by these cases. */
export async function storeCases(
  transactions: Transactions,
  cases: readonly CaseRow[],
  recommendations: readonly RecommendationRow[],
): Promise<void> {
  await transactions.run(async (tx) => {
    await tx.query('delete from recommendations');
    await tx.query('delete from referrals');
    await tx.query(
      `insert into referrals
       select (jsonb_populate_record(null::referrals, common || row)).*
       from jsonb_array_elements($1::jsonb) with ordinality as given (row, place),
            lateral (select jsonb_build_object(
              'reference', 'MED-' || place, 'version', 1,
              'file_number', '0000001', 'description', 'x', 'court_seized', false,
              'handled_by', '[]'::jsonb, 'created_at', '2024-01-01T00:00:00Z')) as defaults (common)`,
      [JSON.stringify(cases)],
    );
    await tx.query(
      `insert into recommendations
       select (jsonb_populate_record(null::recommendations, jsonb_build_object(
                 'addressed_to', 'x', 'legal_basis', 'x', 'text', 'x',
                 'issued_on', '2024-01-01', 'answer_due_on', '2024-02-01') || row)).*
       from jsonb_array_elements($1::jsonb) as given (row)`,
      [JSON.stringify(recommendations)],
    );
  });
}
