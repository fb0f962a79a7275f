import { gzipSync } from 'node:zlib';

import { eventually, TestService } from '@passerelle/testing';

import { mediation } from '../src/service.js';
import { as, referralBody } from './cases.js';
import {
  BATCH,
  everything,
  faultsOf,
  importFile,
  type ImportState,
  ndjson,
  OTHER_BATCH,
  PAST_CLOSURE,
  PAST_QUESTION,
  PAST_RECOMMENDATION,
  pastLine,
  storedCases,
} from './past-cases.js';

let test: TestService;

beforeAll(async () => {
  test = await TestService.start(mediation);
});

afterAll(() => test.stop());

const get = (path: string, who: object = as.mediator) => test.call('GET', path, { as: who });
const post = (path: string, body: object, who: object = as.mediator) =>
  test.call('POST', path, { as: who, body });
const NDJSON = { 'content-type': 'application/x-ndjson' };

/** Lines that differ from the good one in one thing each; the code says what it is refused for. */
const FAULTY: readonly (readonly [object | string, string])[] = [
  [{ externalReference: undefined }, 'externalReference required'],
  [{ externalReference: 'Dossier de Mme Martin' }, 'externalReference external-reference'],
  [{ origin: 'neighbour' }, 'origin one-of'],
  [{ channel: 'fax' }, 'channel one-of'],
  [{ fileNumber: '12345' }, 'fileNumber lost-zeros'],
  [{ receivedOn: '2023-02-30' }, 'receivedOn day'],
  [{ receivedOn: '2024-05-01', appealDeadline: null }, 'receivedOn received-in-future'],
  [{ courtSeized: 'non' }, 'courtSeized flag'],
  [{ subject: 'housing' }, 'subject object'],
  [
    { subject: { benefit: 'pension', reason: 'other', description: 'x' } },
    'subject.benefit one-of',
  ],
  [
    { subject: { benefit: 'rsa', reason: 'other', description: 'x'.repeat(10_001) } },
    'subject.description text',
  ],
  [
    { subject: { benefit: 'rsa', reason: 'other', description: 'x'.repeat(70_000) } },
    'line-too-long',
  ],
  [
    { subject: { benefit: 'rsa', reason: 'other', description: 'x', mood: 'sad' } },
    'subject.mood unknown-member',
  ],
  [{ surprise: true }, 'surprise unknown-member'],
  [{ priorClaim: { madeOn: '2023-02-02' } }, 'priorClaim.madeOn prior-claim-after-referral'],
  [
    { admissibility: { decision: 'inadmissible', ground: 'bad_mood', notifiedOn: '2023-02-09' } },
    'admissibility.ground one-of',
  ],
  [{ admissibility: null }, 'closure not-yet-admissible'],
  [{ recommendations: {} }, 'recommendations list'],
  [
    { recommendations: [{ ...PAST_RECOMMENDATION, issuedOn: '1/3/2023' }] },
    'recommendations.0.issuedOn day',
  ],
  [{ informationRequests: Array(51).fill(PAST_QUESTION) }, 'informationRequests list'],
  [{ closure: { ...PAST_CLOSURE, arrearsCents: -1 } }, 'closure.arrearsCents whole-number'],
  [
    { moreInformation: [{ notifiedOn: '2023-02-02', text: 'De mars.' }] },
    'moreInformation.0.suppliedOn required',
  ],
  [
    { moreInformation: [{ notifiedOn: '2023-02-02', suppliedOn: '2024-05-02' }] },
    'moreInformation.0.suppliedOn supplied-in-future',
  ],
  ['{"externalReference":"X-1"', 'malformed-json'],
  ['{"origin":"state","origin":"state"}', 'duplicate-member'],
  ['[]', 'not-an-object'],
];

describe('a file of past cases', () => {
  it('is taken over, and each case is there as if it had been recorded as it went', async () => {
    const line = pastLine(1, {
      moreInformation: [
        {
          ground: 'unclear_subject',
          notifiedOn: '2023-02-03',
          suppliedOn: '2023-02-06',
          text: 'De mars.',
        },
      ],
      informationRequests: [PAST_QUESTION],
      solutions: [
        {
          text: 'Un échéancier.',
          proposedOn: '2023-02-20',
          answer: { answer: 'refused', answeredOn: '2023-02-22' },
        },
      ],
      recommendations: [PAST_RECOMMENDATION],
    });
    const received = await test.call<ImportState>('POST', 'imports', {
      as: BATCH,
      body: ndjson([line]),
      headers: { ...NDJSON, 'idempotency-key': 'first' },
    });
    expect(received.status).toBe(202);
    expect(received.headers.location).toBe(`/mediation/v1/imports/${received.body.id}`);
    await eventually(async () => {
      expect((await get(`imports/${received.body.id}`, BATCH)).body).toMatchObject({
        kind: 'past-cases',
        status: 'completed',
        accepted: 1,
        rejected: 0,
      });
    }, 20_000);
    const again = await test.call<ImportState>('POST', 'imports', {
      as: BATCH,
      body: ndjson([line]),
      headers: { ...NDJSON, 'idempotency-key': 'first' },
    });
    expect(again.body.id).toBe(received.body.id);

    const { body } = await get('referrals?receivedFrom=2023-02-01&receivedTo=2023-02-01');
    const [shown] = body.items as Record<string, unknown>[];
    expect(shown).toMatchObject({
      reference: 'MED-2023-000001',
      version: 11,
      status: 'closed',
      priorClaim: { madeOn: '2023-01-10', reference: 'REC-9' },
      admissibility: { decision: 'admissible', notifiedOn: '2023-02-09' },
      openedOn: '2023-02-09',
      solution: { text: 'Un échéancier.', answer: 'refused' },
      closure: {
        resolution: 'partly_revised',
        closedOn: '2023-03-29',
        arrearsCents: 123_456,
        summary: 'Le droit est rétabli.\n\nLe calcul suit.',
      },
    });
    expect((shown?.subject as { description: string }).description).toBe(
      'Aide non versée.\nDepuis janvier, dit la personne.\n\n[2023-02-06] De mars.',
    );
    const id = String(shown?.id);
    expect((await get(`referrals/${id}/appeal-clock`)).body).toMatchObject({
      suspendedFrom: '2023-02-09',
      resumedOn: '2023-03-29',
      newDeadline: '2023-05-02',
      toBeConfirmed: null,
    });
    const timeline = await get(`referrals/${id}/timeline`);
    const steps = timeline.body.items as { kind: string; occurredOn: string; detail: string }[];
    expect(steps.map(({ kind, occurredOn }) => `${occurredOn} ${kind}`)).toEqual([
      '2023-02-01 received',
      '2023-02-03 more_information_requested',
      '2023-02-06 information_supplied',
      '2023-02-09 declared_admissible',
      '2023-02-10 question_asked',
      '2023-02-15 question_answered',
      '2023-02-20 solution_proposed',
      '2023-02-22 solution_answered',
      '2023-03-01 recommendation_issued',
      '2023-03-20 recommendation_answered',
      '2023-03-29 closed',
      '2024-04-02 imported',
    ]);
    expect(steps.at(-1)).toMatchObject({ detail: 'A-00001', recordedBy: BATCH.sub });
    const person = { roles: ['beneficiary' as const], file_number: '0000001' };
    const own = await get(`referrals/${id}/timeline`, person);
    expect((own.body.items as { kind: string }[]).map(({ kind }) => kind)).not.toContain(
      'imported',
    );
    expect((await get(`referrals/${id}/recommendations`)).body).toMatchObject({
      items: [{ answer: 'followed', effectiveOn: '2023-01-01' }],
    });
    expect((await get(`referrals/${id}/information-requests`)).body).toMatchObject({
      items: [{ answer: 'Pièce manquante.', answeredOn: '2023-02-15', overdue: false }],
    });
    const log = await get(`referrals/${id}/reads`, as.auditor);
    expect((log.body.items as { part: string }[]).map(({ part }) => part)).toEqual([
      'read-log',
      'questions',
      'recommendations',
      'timeline',
      'timeline',
      'appeal-clock',
      'list',
    ]);
  });

  it('names what is wrong with a line, and takes the right ones', async () => {
    const bad = FAULTY.map(([changes], index) =>
      typeof changes === 'string' ? changes : JSON.stringify(pastLine(200 + index, changes)),
    );
    const good = [pastLine(100), pastLine(101)].map((line) => JSON.stringify(line));
    const repeated = JSON.stringify(pastLine(100, { channel: 'email' }));
    const file = [good[0], ...bad, repeated, '', good[1]].join('\r\n');
    const state = await importFile(test, file);
    expect(state).toMatchObject({ accepted: 2, rejected: FAULTY.length + 1 });
    expect(await faultsOf(test, state)).toEqual([
      ...FAULTY.map(([, fault], index) => `${String(index + 2)} ${fault}`),
      `${String(FAULTY.length + 2)} duplicate-line`,
    ]);
    expect((await get('referrals?status=closed&limit=200')).body.items).toHaveLength(3);
  });

  it('tried dry is reported as it would be, and leaves nothing', async () => {
    const before = await everything(test);
    const lines = [pastLine(300), pastLine(301, { fileNumber: 'x' })];
    const dry = await importFile(test, lines, { path: 'imports?dryRun=true' });
    expect(dry).toMatchObject({ dryRun: true, accepted: 1, rejected: 1 });
    expect(await everything(test)).toBe(before);
  });

  it('may come compressed, and not as CSV', async () => {
    const upload = (body: Uint8Array<ArrayBuffer> | string, headers: Record<string, string>) =>
      fetch(`${test.origin}/mediation/v1/imports`, {
        method: 'POST',
        headers: { ...headers, authorization: `Bearer ${token}` },
        body,
      });
    const token = await test.issuer.token(BATCH);
    const packed = new Uint8Array(gzipSync(ndjson([pastLine(310)])));
    const taken = await upload(packed, { ...NDJSON, 'content-encoding': 'gzip' });
    expect(taken.status).toBe(202);
    const csv = await upload('a;b\n', { 'content-type': 'text/csv' });
    expect(csv.status).toBe(415);
  });

  it('tells how it stands as events', async () => {
    const state = await importFile(test, [pastLine(320)]);
    const { body } = await test.call<string>('GET', `imports/${state.id}/events`, { as: BATCH });
    expect(body).toContain('event: progress');
    expect(body).toContain('"status":"completed"');
    expect(body.trimEnd().split('\n\n').at(-1)).toContain('event: end');
  });

  it('is seen by its sender and the mediators alone', async () => {
    const { id } = await importFile(test, [pastLine(330)]);
    for (const path of [`imports/${id}`, `imports/${id}/report`, `imports/${id}/events`]) {
      expect((await get(path, as.mediator)).status).toBe(200);
      expect((await get(path, OTHER_BATCH)).status).toBe(404);
      expect((await get(path, as.beneficiary)).status).toBe(403);
    }
    const missing = await get('imports/0190a5d4-0000-7000-8000-00000000dead', OTHER_BATCH);
    const foreign = await get(`imports/${id}`, OTHER_BATCH);
    expect({ ...foreign.body, instance: '' }).toEqual({ ...missing.body, instance: '' });
    const mine = await importFile(test, [pastLine(331)], { who: as.mediator });
    expect(mine).toMatchObject({ accepted: 1 });
    expect((await get(`imports/${mine.id}`, BATCH)).status).toBe(404);
    expect((await post('imports', {}, as.beneficiary)).status).toBe(403);
  });

  it('leaves what people wrote out of report, logs and events', async () => {
    const secret = 'Confidence-de-Mme-Durand';
    const subject = { benefit: 'rsa', reason: 'other', description: secret };
    const lines = [
      pastLine(340, { subject, closure: { ...PAST_CLOSURE, summary: secret } }),
      pastLine(341, {
        subject,
        originDetail: secret,
        externalReference: `${secret}!`,
        channel: secret,
      }),
    ];
    const state = await importFile(test, lines);
    expect(state).toMatchObject({ accepted: 1, rejected: 1 });
    const report = await test.call<string>('GET', `imports/${state.id}/report`, { as: BATCH });
    const outbox = await test.transactions.read<{ all: string }>(
      `select coalesce(string_agg(envelope::text, ''), '') as all from undelivered_events`,
    );
    expect(report.body).not.toContain(secret);
    expect(outbox[0]?.all).not.toContain(secret);
    expect(test.logLines.join('')).not.toContain(secret);
    const spool = await test.transactions.read<{ count: number }>(
      'select count(*) as count from import_chunks where import_id = $1',
      [state.id],
    );
    expect(spool).toEqual([{ count: 0 }]);
  });
});

describe('a case that was imported', () => {
  it('keeps the fingerprint that its line had before lines had further members', async () => {
    await importFile(test, [pastLine(450)]);
    const [known] = await test.transactions.read<{ fingerprint: string }>(
      `select fingerprint from imported_cases where external_reference = 'A-00450'`,
    );
    expect(known?.fingerprint).toBe('YT+l32PjoPy7TBnv8WT5b7Ss22T3CmRie4Wi1jH/VOc=');
  });

  it('is corrected by a later line, keeping its number and its reads', async () => {
    await importFile(test, [pastLine(400, { informationRequests: [PAST_QUESTION] })]);
    const before = (await storedCases(test)).find((own) => own.externalReference === 'A-00400')!;
    await get(`referrals/${before.id}`);
    const corrected = pastLine(400, {
      receivedOn: '2022-12-20',
      priorClaim: { madeOn: '2022-11-02' },
      closure: { ...PAST_CLOSURE, resolution: 'fully_revised' },
      recommendations: [PAST_RECOMMENDATION],
    });
    expect(await importFile(test, [corrected])).toMatchObject({ accepted: 1, rejected: 0 });
    const published = await test.transactions.read<{ data: unknown; version: number }>(
      `select envelope->'data' as data, (envelope->>'aggregateversion')::int as version
       from undelivered_events where envelope->>'type' = 'mediation.referral-corrected.v1'
         and envelope->>'subject' = $1`,
      [before.id],
    );
    expect(published).toEqual([
      {
        version: 10,
        data: {
          referralId: before.id,
          origin: 'beneficiary',
          channel: 'letter',
          benefit: 'housing',
          receivedOn: '2022-12-20',
          decidedOn: '2023-02-09',
          endedOn: '2023-03-29',
        },
      },
    ]);
    const after = (await storedCases(test)).find((own) => own.externalReference === 'A-00400')!;
    expect(after).toMatchObject({ id: before.id, reference: before.reference });
    const shown = await get(`referrals/${before.id}`);
    expect(shown.body).toMatchObject({
      receivedOn: '2022-12-20',
      version: 10,
      closure: { resolution: 'fully_revised' },
    });
    const timeline = await get(`referrals/${before.id}/timeline`);
    expect((timeline.body.items as { kind: string }[]).map(({ kind }) => kind)).toEqual([
      'imported',
      'received',
      'declared_admissible',
      'recommendation_issued',
      'recommendation_answered',
      'closed',
      'imported',
    ]);
    expect((await get(`referrals/${before.id}/information-requests`)).body).toMatchObject({
      items: [],
    });
    const log = await get(`referrals/${before.id}/reads`, as.auditor);
    expect((log.body.items as object[]).length).toBe(5);
  });

  it('is left alone where a mediator has worked on it since', async () => {
    const open = { closure: null };
    await importFile(test, [pastLine(410, open), pastLine(411, open), pastLine(412, open)]);
    const ids = (await storedCases(test))
      .filter(({ externalReference }) => externalReference.startsWith('A-0041'))
      .map(({ id }) => id);
    await post(`referrals/${String(ids[0])}/withdrawal`, {});
    await post(`referrals/${String(ids[1])}/notes`, { text: 'À rappeler.' });
    const before = await everything(test);
    // The same again changes nothing, whatever was done since.
    expect(
      await importFile(test, [pastLine(410, open), pastLine(411, open), pastLine(412, open)]),
    ).toMatchObject({ accepted: 3, rejected: 0 });
    expect(await everything(test)).toBe(before);
    const state = await importFile(test, [pastLine(410), pastLine(411), pastLine(412)]);
    expect(state).toMatchObject({ accepted: 1, rejected: 2 });
    expect(await faultsOf(test, state)).toEqual([
      '1 externalReference worked-on-since',
      '2 externalReference worked-on-since',
    ]);
    expect((await get(`referrals/${String(ids[0])}`)).body).toMatchObject({ status: 'withdrawn' });
    expect((await get(`referrals/${String(ids[2])}`)).body).toMatchObject({ status: 'closed' });
  });

  it('is not taken where the case is recorded in the application already', async () => {
    await post('referrals', referralBody({ fileNumber: '0000420' }));
    const same = { fileNumber: '0000420', receivedOn: '2024-02-01', appealDeadline: null };
    const dates = {
      admissibility: { decision: 'admissible', notifiedOn: '2024-02-09' },
      closure: null,
    };
    const state = await importFile(test, [
      pastLine(420, { ...same, ...dates }),
      pastLine(421, { ...same, ...dates, receivedOn: '2024-02-02' }),
    ]);
    expect(await faultsOf(test, state)).toEqual(['1 fileNumber recorded-already']);
  });

  it('goes on in the application like any other', async () => {
    await importFile(test, [pastLine(430, { closure: null })]);
    const { id } = (await storedCases(test)).find((own) => own.externalReference === 'A-00430')!;
    const closed = await post(`referrals/${id}/closure`, PAST_CLOSURE);
    expect(closed.body).toMatchObject({ status: 'closed', version: 3 });
  });
});
