import { ImportEngine } from '@passerelle/imports';
import { localDate, newId } from '@passerelle/kernel';
import { Outbox } from '@passerelle/messaging';
import type { Tx } from '@passerelle/persistence';
import { eventually, TestService } from '@passerelle/testing';

import { as, referralBody } from '../../test/cases.js';
import {
  BATCH,
  everything,
  importFile,
  ndjson,
  PAST_CLOSURE,
  PAST_QUESTION,
  PAST_RECOMMENDATION,
  pastLine,
  storedCases,
} from '../../test/past-cases.js';
import { mediation } from '../service.js';
import { PastCaseEvents } from './past-case-events.service.js';
import { replay } from './past-case-replay.js';
import type { ReplayedCase } from './replayed-case.js';
import { PastCasesImportRepository, stagedCase, STAGING } from './past-cases-import.repository.js';

let test: TestService;

beforeAll(async () => {
  test = await TestService.start(mediation);
});

afterAll(() => test.stop());

beforeEach(async () => {
  await test.asOwner('truncate referrals, reference_counters, imports cascade');
});

/** Cases of all kinds, in three years. */
function lineOf(number: number): Record<string, unknown> {
  const year = 2021 + (number % 3);
  const on = (day: string): string => `${String(year)}-${day}`;
  const closure = {
    ...PAST_CLOSURE,
    communicatedToPersonOn: on('03-29'),
    communicatedToServiceOn: on('03-28'),
  };
  const base = {
    receivedOn: on('02-01'),
    priorClaim: { madeOn: on('01-10') },
    appealDeadline: on('03-15'),
    admissibility: { decision: 'admissible', notifiedOn: on('02-09') },
    closure,
  };
  const question = { ...PAST_QUESTION, askedOn: on('02-10'), dueOn: on('02-25') };
  const answered = { ...question, answer: { text: 'Oui.', answeredOn: on('02-15') } };
  const recommendation = {
    ...PAST_RECOMMENDATION,
    issuedOn: on('03-01'),
    answerDueOn: on('04-01'),
    answer: null,
  };
  const variants = [
    {},
    { closure: null, informationRequests: [answered, { ...question, answer: null }] },
    { recommendations: [recommendation, recommendation] },
    { closure: null, withdrawal: { withdrawnOn: on('02-20') } },
    { closure: null, admissibility: null },
  ];
  return pastLine(number, { ...base, ...variants[number % variants.length] });
}

const linesOf = (count: number): Record<string, unknown>[] =>
  Array.from({ length: count }, (_, index) => lineOf(index + 1));

const references = async (year: number): Promise<string[]> =>
  (
    await test.transactions.read<{ reference: string }>(
      'select reference from referrals where reference like $1 order by reference',
      [`MED-${String(year)}-%`],
    )
  ).map(({ reference }) => reference);

const numbered = (year: number, count: number): string[] =>
  Array.from(
    { length: count },
    (_, index) => `MED-${String(year)}-${String(index + 1).padStart(6, '0')}`,
  );

describe('a file', () => {
  it('sent twice changes nothing', async () => {
    const first = await importFile(test, linesOf(60));
    expect(first).toMatchObject({ accepted: 60, rejected: 0 });
    const before = await everything(test);
    const second = await importFile(test, linesOf(60));
    expect(second).toMatchObject({ accepted: 60, rejected: 0 });
    expect(await everything(test)).toBe(before);
  });

  it('numbers its cases in the order of its lines, year by year', async () => {
    await importFile(test, linesOf(60));
    const stored = await storedCases(test);
    for (const year of [2021, 2022, 2023]) {
      const own = stored.filter(({ reference }) => reference.includes(`-${String(year)}-`));
      expect(own.map(({ reference }) => reference)).toEqual(numbered(year, 20));
      const former = own.map(({ externalReference }) => externalReference);
      expect(former).toEqual([...former].sort());
    }
  });

  it('shares the numbers of a year with cases that are recorded at the same time', async () => {
    const online = Array.from({ length: 10 }, (_, index) =>
      test.call('POST', 'referrals', {
        as: as.mediator,
        body: referralBody({
          receivedOn: '2023-06-01',
          fileNumber: String(9_000_000 + index),
          appealDeadline: null,
          priorClaim: null,
        }),
      }),
    );
    const [state, recorded] = await Promise.all([
      importFile(test, linesOf(150)),
      Promise.all(online),
    ]);
    expect(state).toMatchObject({ accepted: 150, rejected: 0 });
    expect(recorded.map(({ status }) => status)).toEqual(Array(10).fill(201));
    expect(await references(2023)).toEqual(numbered(2023, 60));
  });

  it('that meets itself makes each case once', async () => {
    const states = await Promise.all([
      importFile(test, linesOf(90)),
      importFile(test, linesOf(90)),
    ]);
    for (const state of states) expect(state).toMatchObject({ accepted: 90, rejected: 0 });
    expect(await references(2022)).toEqual(numbered(2022, 30));
    expect(await storedCases(test)).toHaveLength(90);
  });

  it('broken off comes, when it is taken up again, to what it would have come to', async () => {
    const whole = await receivedAs(linesOf(30), 10);
    await workedOff(whole);
    const expected = await everythingButTimes();
    await test.asOwner(
      'truncate referrals, reference_counters, imports cascade',
      'truncate outbox, outbox_batches',
      `create function break_off() returns trigger language plpgsql as
       $$ begin raise exception 'broken off' using errcode = '57P01'; end $$`,
      `create trigger broken after insert on imported_cases for each row
       when (new.import_line = 15) execute function break_off()`,
    );
    const broken = await receivedAs(linesOf(30), 10, whole);
    // By this call or by the service's own reconciler, whichever comes first: neither gets past it.
    await test.service.app
      .get(ImportEngine)
      .work(broken)
      .catch(() => undefined);
    await eventually(async () => {
      expect(await storedCases(test)).toHaveLength(10);
    }, 20_000);
    await test.asOwner('drop function break_off cascade');
    await workedOff(broken);
    expect(await everythingButTimes()).toEqual(expected);
  });
});

/** An upload as the engine keeps it, in chunks of so many lines. */
async function receivedAs(
  lines: readonly object[],
  linesPerChunk: number,
  id = newId(),
): Promise<string> {
  const content = Buffer.from(ndjson(lines));
  await test.transactions.run(async (tx) => {
    await tx.query(
      `insert into imports (id, kind, format, status, dry_run, context, created_by, lines_per_chunk,
         bytes, sha256, encoding)
       values ($1, 'past-cases', 'ndjson', 'queued', false, $2, $3, $4, $5, sha256($6), 'utf-8')`,
      [id, { recordedBy: BATCH.sub }, BATCH.sub, linesPerChunk, content.length, content],
    );
    await tx.query('insert into import_chunks values ($1, 0, $2)', [id, content]);
  });
  return id;
}

async function workedOff(id: string): Promise<void> {
  const engine = test.service.app.get(ImportEngine);
  await eventually(async () => {
    await engine.work(id);
    expect(await engine.byId(id)).toMatchObject({ status: 'completed', accepted: 30 });
  }, 30_000);
}

/** Ids and numbers included. */
async function everythingButTimes(): Promise<unknown> {
  return test.transactions.read(
    `select r.id, reference, r.version, status, received_on, external_reference, import_line,
       (select json_agg(json_build_array(s.id, s.kind, s.occurred_on) order by s.id)
        from timeline_entries s where s.referral_id = r.id) as steps,
       (select json_agg(q.* order by q.id) from information_requests q where q.referral_id = r.id) as questions,
       (select json_agg(a.* order by a.id) from recommendations a where a.referral_id = r.id) as advice
     from referrals r join imported_cases on referral_id = r.id order by r.id`,
  );
}

describe('merge', () => {
  const RECEIVED = localDate('2023-02-01');
  const MERGE = {
    table: 'staged',
    recordedBy: BATCH.sub,
    recordedAt: new Date('2024-04-02T08:00:00Z'),
    recordedOn: localDate('2024-04-02'),
  };
  const replayed = (number: number): ReplayedCase =>
    replay(
      {
        externalReference: `B-${String(number)}`,
        referral: {
          origin: 'beneficiary',
          originDetail: null,
          channel: 'letter',
          receivedOn: RECEIVED,
          fileNumber: String(number).padStart(7, '0'),
          benefit: 'rsa',
          reason: 'other',
          description: 'Une demande.',
          priorClaimMadeOn: RECEIVED,
          priorClaimReference: null,
          priorClaimCompletedOn: null,
          courtSeized: false,
          appealDeadline: null,
          remediesPrinted: null,
          handledBy: [],
          referredBy: null,
        },
        moreInformation: [],
        admissibility: {
          decision: 'admissible',
          ground: null,
          redirectedTo: null,
          notifiedOn: localDate('2023-02-09'),
          transmittedOn: null,
          personInformedOn: null,
          courtSeizedOn: null,
        },
        noFurtherAction: null,
        informationRequests: [],
        solutions: [],
        recommendations: [],
        withdrawal: { withdrawnOn: localDate('2023-02-20') },
        courtSeizure: null,
        closure: null,
      },
      localDate('2024-04-02'),
      { hasRightsAccessOfficer: false, informationDays: 30 },
    ) as ReplayedCase;

  async function stage(tx: Tx, count: number, fingerprint: string): Promise<void> {
    const columns = Object.entries(STAGING);
    const declared = columns.map(([name, type]) => `, ${name} ${type}`).join('');
    await tx.query(
      `create temporary table staged (line integer, doubtful boolean${declared}) on commit drop`,
    );
    const values = columns
      .map(([, type], at) => `(own->>${String(at)})::${type.replace(' collate "C"', '')}`)
      .join(', ');
    const rows = Array.from({ length: count }, (_, index) =>
      stagedCase(`B-${String(index + 1)}`, fingerprint, replayed(index + 1)),
    );
    await tx.query(
      `insert into staged select place, false, ${values}
       from jsonb_array_elements($1::jsonb) with ordinality as item (own, place)`,
      [JSON.stringify(rows)],
    );
  }

  /** How many statements a chunk waits for; those of its events travel with the commit. */
  async function statements(count: number, fingerprint: string): Promise<number> {
    const repository = test.service.app.get(PastCasesImportRepository);
    const events = new PastCaseEvents(test.service.app.get(Outbox));
    return test.transactions.run(async (tx) => {
      await stage(tx, count, fingerprint);
      const query = jest.spyOn(tx, 'query');
      const { written, refused } = await repository.merge(tx, { ...MERGE, importId: newId() });
      await events.publish(tx, written);
      expect([written.length, refused.length]).toEqual([count, 0]);
      return query.mock.calls.length;
    });
  }

  it('takes as many statements for a thousand cases as for one, new or corrected', async () => {
    const one = await statements(1, 'first');
    expect(await statements(1_000, 'second')).toBe(one);
    expect(await statements(1_000, 'third')).toBe(one);
    // The lock, the rows of cases to correct, the merge.
    expect(one).toBe(3);
    const [row] = await test.transactions.read(
      `select count(*) as cases, min(version) as least, max(version) as most from referrals`,
    );
    expect(row).toEqual({ cases: 1_000, least: 6, most: 9 });
  });

  it('stores a case as the requests would have, column for column', async () => {
    await test.transactions.run(async (tx) => {
      await stage(tx, 1, 'first');
      const merge = { ...MERGE, importId: newId() };
      const repository = test.service.app.get(PastCasesImportRepository);
      const { written } = await repository.merge(tx, merge);
      await new PastCaseEvents(test.service.app.get(Outbox)).publish(tx, written);
    });
    const { body } = await test.call<{ id: string }>('POST', 'referrals', {
      as: as.mediator,
      body: {
        origin: 'beneficiary',
        channel: 'letter',
        receivedOn: '2023-02-01',
        fileNumber: '0000001',
        subject: { benefit: 'rsa', reason: 'other', description: 'Une demande.' },
        priorClaim: { madeOn: '2023-02-01' },
        courtSeized: false,
      },
    });
    for (const [path, step] of [
      ['admissibility', { decision: 'admissible', notifiedOn: '2023-02-09' }],
      ['withdrawal', { withdrawnOn: '2023-02-20' }],
    ] as const) {
      await test.call('POST', `referrals/${body.id}/${path}`, { as: as.mediator, body: step });
    }
    const own = await test.transactions.read<{ row: Record<string, unknown>; steps: unknown }>(
      `select to_jsonb(r) - '{id,reference,created_at,assigned_to}'::text[] as row,
         (select json_agg(json_build_array(kind, occurred_on, detail) order by s.id)
          from timeline_entries s where s.referral_id = r.id and kind <> 'imported') as steps
       from referrals r order by reference`,
    );
    expect(own).toHaveLength(2);
    expect(own[0]).toEqual(own[1]);
    const published = await test.transactions.read<{ published: unknown[] }>(
      `select json_agg(json_build_array(envelope->>'type', (envelope->>'aggregateversion')::int,
         (envelope->'data') - 'referralId') order by (envelope->>'aggregateversion')::int) as published
       from undelivered_events where envelope->>'subject' in (select id::text from referrals)
       group by envelope->>'subject'`,
    );
    expect(published).toHaveLength(2);
    expect(published[0]).toEqual(published[1]);
    expect(published[0]?.published).toHaveLength(3);
  });
});
