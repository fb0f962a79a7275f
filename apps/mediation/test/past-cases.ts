import { eventually, type TestService } from '@passerelle/testing';

export const BATCH = {
  sub: '0190a5d4-0000-7000-8000-0000000000b1',
  roles: ['service' as const],
  scope: 'mediation:import',
};
export const OTHER_BATCH = { ...BATCH, sub: '0190a5d4-0000-7000-8000-0000000000b2' };

/** A closed case of 2023 as a line; tests say only what matters to them. */
export function pastLine(number: number, changes: object = {}): Record<string, unknown> {
  return {
    externalReference: `A-${String(number).padStart(5, '0')}`,
    origin: 'beneficiary',
    channel: 'letter',
    receivedOn: '2023-02-01',
    fileNumber: String(number).padStart(7, '0'),
    subject: {
      benefit: 'housing',
      reason: 'unpaid_benefit',
      description: 'Aide non versée.\nDepuis janvier, dit la personne.',
    },
    priorClaim: { madeOn: '2023-01-10', reference: 'REC-9' },
    courtSeized: false,
    appealDeadline: '2023-03-15',
    admissibility: { decision: 'admissible', notifiedOn: '2023-02-09' },
    closure: PAST_CLOSURE,
    ...changes,
  };
}

export const PAST_CLOSURE = {
  resolution: 'partly_revised',
  outcome: 'revised',
  communicatedToPersonOn: '2023-03-29',
  communicatedToServiceOn: '2023-03-28',
  summary: 'Le droit est rétabli.\n\nLe calcul suit.',
  arrearsCents: 123_456,
};

export const PAST_QUESTION = {
  addressee: 'service',
  addresseeName: 'service-prestations',
  question: 'Quel est le motif du rejet ?',
  askedOn: '2023-02-10',
  dueOn: '2023-02-25',
  answer: { text: 'Pièce manquante.', answeredOn: '2023-02-15' },
};

export const PAST_RECOMMENDATION = {
  addressedTo: 'Direction des prestations',
  kind: 'individual',
  legalBasis: 'L821-1 CCH',
  text: 'Rétablir le droit.',
  issuedOn: '2023-03-01',
  answerDueOn: '2023-04-01',
  answer: { answer: 'followed', answeredOn: '2023-03-20', effectiveOn: '2023-01-01' },
};

export const ndjson = (lines: readonly object[]): string =>
  lines.map((line) => `${JSON.stringify(line)}\n`).join('');

export interface ImportState extends Record<string, unknown> {
  readonly id: string;
  readonly status: string;
  readonly linesRead: number;
  readonly accepted: number;
  readonly rejected: number;
}

/** Sends a file and waits for its end. */
export async function importFile(
  test: TestService,
  body: string | readonly object[],
  { path = 'imports', who = BATCH }: { path?: string; who?: object } = {},
): Promise<ImportState> {
  const received = await test.call<ImportState>('POST', path, {
    as: who,
    body: typeof body === 'string' ? body : ndjson(body),
    headers: { 'content-type': 'application/x-ndjson' },
  });
  if (received.status !== 202) throw new Error(JSON.stringify(received.body));
  return eventually(async () => {
    const shown = await test.call<ImportState>('GET', `imports/${received.body.id}`, { as: who });
    if (!['completed', 'failed'].includes(shown.body.status)) throw new Error('under way');
    return shown.body;
  }, 60_000);
}

/** Rows of the report: `line field code`. */
export async function faultsOf(
  test: TestService,
  { id }: ImportState,
  who: object = BATCH,
): Promise<string[]> {
  const { body } = await test.call<string>('GET', `imports/${id}/report`, { as: who });
  return body
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((row) => row.split(';'))
    .map(([line, , field, code]) => [line, field, code].filter((part) => part !== '').join(' '));
}

export interface StoredCase extends Record<string, unknown> {
  readonly id: string;
  readonly reference: string;
  readonly version: number;
  readonly status: string;
  readonly externalReference: string;
}

/** The cases that imports made, in the order of their references. */
export function storedCases(test: TestService): Promise<StoredCase[]> {
  return test.transactions.read<StoredCase>(
    `select external_reference as "externalReference", r.* from referrals r
     join imported_cases on referral_id = r.id order by r.reference`,
  );
}

/** All rows that belong to cases, with their ids: two equal digests are the same database. */
export async function everything(test: TestService): Promise<string> {
  const tables = [
    'referrals',
    'imported_cases',
    'information_requests',
    'recommendations',
    'timeline_entries',
    'reference_counters',
    'undelivered_events',
  ];
  const digests = await Promise.all(
    tables.map(async (table) => {
      const content = table === 'undelivered_events' ? 'envelope::text' : 'own::text';
      const [row] = await test.transactions.read<{ digest: string }>(
        `select count(*) || ' ' || coalesce(md5(string_agg(${content}, ',' order by ${content})), '') as digest
         from ${table} own`,
      );
      return `${table} ${row?.digest ?? ''}`;
    }),
  );
  return digests.join('\n');
}
