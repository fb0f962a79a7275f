import { TestService } from '@passerelle/testing';

import { mediation } from '../src/service.js';
import {
  as,
  CLOSURE,
  decide,
  MEDIATOR,
  type ReferralBody,
  register,
  registerAdmissible,
} from './cases.js';

let test: TestService;

beforeAll(async () => {
  test = await TestService.start(mediation);
});

afterAll(async () => {
  await test.stop();
});

const post = (path: string, body: object = {}, who: object = as.mediator, headers = {}) =>
  test.call('POST', path, { as: who, body, headers });
const get = (path: string, who: object = as.mediator) => test.call('GET', path, { as: who });
const correct = (id: string, changes: object, headers = {}) =>
  post(
    `referrals/${id}/corrections`,
    { changes, reason: 'Erreur de saisie.' },
    as.mediator,
    headers,
  );

async function registerClosed(): Promise<ReferralBody> {
  const opened = await registerAdmissible(test);
  await post(`referrals/${opened.id}/closure`, CLOSURE);
  return opened;
}

describe('a clerical slip', () => {
  it('in the deadline, the day of receipt, the file number or the benefit is corrected', async () => {
    const { id } = await register(test);
    const right = {
      appealDeadline: '2024-03-25',
      receivedOn: '2024-01-31',
      fileNumber: '0000077',
      benefit: 'rsa',
    };
    const { status, body } = await correct(id, right);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      appealDeadline: '2024-03-25',
      receivedOn: '2024-01-31',
      fileNumber: '0000077',
      subject: { benefit: 'rsa', reason: 'unpaid_benefit' },
      version: 2,
    });
    expect((await get(`referrals/${id}`, as.beneficiary)).status).toBe(404);
    const owner = { ...as.beneficiary, file_number: '0000077' };
    expect((await get(`referrals/${id}`, owner)).status).toBe(200);
  });

  it('keeps the old and the new value, for mediators only', async () => {
    const { id } = await register(test);
    await correct(id, {
      receivedOn: '2024-01-31',
      origin: 'social_worker',
      originDetail: 'CCAS',
      channel: 'letter',
      reason: 'delay',
      priorClaim: null,
    });
    const timeline = await get(`referrals/${id}/timeline`);
    expect((timeline.body.items as object[]).at(-1)).toMatchObject({
      kind: 'corrected',
      occurredOn: '2024-04-02',
      detail: 'Erreur de saisie.',
      recordedBy: MEDIATOR,
      replaced: [
        { member: 'origin', before: 'beneficiary', after: 'social_worker' },
        { member: 'originDetail', before: null, after: 'CCAS' },
        { member: 'channel', before: 'online', after: 'letter' },
        { member: 'receivedOn', before: '2024-02-01', after: '2024-01-31' },
        { member: 'reason', before: 'unpaid_benefit', after: 'delay' },
        { member: 'priorClaim.madeOn', before: '2024-01-20', after: null },
        { member: 'priorClaim.reference', before: 'REC-1', after: null },
      ],
    });
    const seen = await get(`referrals/${id}/timeline`, as.beneficiary);
    expect(seen.body.items).toEqual([
      expect.objectContaining({ kind: 'received' }),
      { kind: 'corrected', occurredOn: '2024-04-02', recordedAt: expect.any(String) as string },
    ]);
  });

  it('moves the limits that were notified', async () => {
    const { id } = await registerAdmissible(test);
    expect((await get(`referrals/${id}/appeal-clock`)).body).toMatchObject({
      suspendedFrom: '2024-02-09',
      daysLeft: 35,
    });
    await correct(id, { notifiedOn: '2024-02-08', appealDeadline: '2024-03-20' });
    expect((await get(`referrals/${id}`)).body).toMatchObject({
      openedOn: '2024-02-08',
      admissibility: { notifiedOn: '2024-02-08' },
    });
    expect((await get(`referrals/${id}/appeal-clock`)).body).toMatchObject({
      deadline: '2024-03-20',
      suspendedFrom: '2024-02-08',
      daysLeft: 41,
    });
  });

  it('of a closed case reaches its result, its communications and the clock', async () => {
    const { id } = await registerClosed();
    const { body } = await correct(id, {
      resolution: 'maintained_with_explanation',
      outcome: 'maintained',
      communicatedToPersonOn: '2024-04-01',
    });
    expect(body).toMatchObject({
      status: 'closed',
      closure: {
        resolution: 'maintained_with_explanation',
        outcome: 'maintained',
        communicatedToPersonOn: '2024-04-01',
        closedOn: '2024-04-01',
        summary: CLOSURE.summary,
      },
    });
    expect((await get(`referrals/${id}/appeal-clock`)).body).toMatchObject({
      resumedOn: '2024-04-01',
      daysSuspended: 52,
    });
  });

  it('is followed by the statistics', async () => {
    const before = await get('statistics/2021');
    expect(before.body).toMatchObject({ solicitations: 0, opened: 0 });
    const { id } = await registerClosed();
    await correct(id, {
      receivedOn: '2021-02-01',
      appealDeadline: '2021-04-01',
      notifiedOn: '2021-02-04',
      priorClaim: { madeOn: '2021-01-20' },
      origin: 'state',
      resolution: 'maintained_with_explanation',
      outcome: 'maintained',
    });
    expect((await get('statistics/2021')).body).toMatchObject({
      solicitations: 1,
      opened: 1,
      openedByOrigin: { state: 1, beneficiary: 0 },
      byOutcome: { maintained: 1, revised: 0 },
      meanDaysToDecision: 3,
    });
  });

  it('is followed by the other services', async () => {
    const { id } = await registerClosed();
    await correct(id, { benefit: 'rsa', notifiedOn: '2024-02-08', channel: 'email' });
    const undecided = await register(test);
    await correct(undecided.id, { receivedOn: '2024-01-31' });
    const redirected = await register(test);
    await decide(test, redirected.id, { decision: 'redirected', ground: 'claim_processing' });
    await correct(redirected.id, { notifiedOn: '2024-02-10' });
    const events = await test.transactions.read<{ data: unknown; version: number }>(
      `select envelope->'data' as data, (envelope->>'aggregateversion')::int as version
       from undelivered_events where envelope->>'type' = 'mediation.referral-corrected.v1'
         and envelope->>'subject' = any($1) order by version desc, envelope->>'time'`,
      [[id, undecided.id, redirected.id]],
    );
    const common = { origin: 'beneficiary', channel: 'online', benefit: 'housing' };
    expect(events).toEqual([
      {
        version: 4,
        data: {
          referralId: id,
          origin: 'beneficiary',
          channel: 'email',
          benefit: 'rsa',
          receivedOn: '2024-02-01',
          decidedOn: '2024-02-08',
          endedOn: '2024-03-29',
        },
      },
      {
        version: 3,
        data: {
          ...common,
          referralId: redirected.id,
          receivedOn: '2024-02-01',
          decidedOn: '2024-02-10',
          endedOn: null,
        },
      },
      {
        version: 2,
        data: {
          ...common,
          referralId: undecided.id,
          receivedOn: '2024-01-31',
          decidedOn: null,
          endedOn: null,
        },
      },
    ]);
  });
});

describe('a correction', () => {
  it('makes no impossible case, and says which member is wrong', async () => {
    const { id } = await registerAdmissible(test);
    expect((await correct(id, { notifiedOn: '2024-01-31' })).body).toMatchObject({
      status: 422,
      code: 'mediation/decision-before-receipt',
      errors: [{ pointer: '/changes/notifiedOn' }],
    });
    expect((await correct(id, { resolution: 'withdrawn' })).body).toMatchObject({
      status: 422,
      code: 'mediation/not-in-this-case',
      errors: [{ pointer: '/changes/resolution' }],
    });
    expect((await correct(id, { channel: 'online' })).body).toMatchObject({
      code: 'mediation/nothing-to-correct',
    });
    for (const changes of [{ status: 'closed' }, { summary: 'x' }, { receivedOn: null }]) {
      expect((await correct(id, changes)).status).toBe(400);
    }
    const untold = await post(`referrals/${id}/corrections`, { changes: { channel: 'letter' } });
    expect(untold.status).toBe(400);
    expect((await get(`referrals/${id}`)).body).toMatchObject({ version: 2 });
  });

  it('starts from the version that was read, and happens once for a key', async () => {
    const { id } = await register(test);
    expect((await correct(id, { channel: 'letter' }, { 'if-match': '"2"' })).status).toBe(412);
    const headers = { 'if-match': '"1"', 'idempotency-key': 'a correction' };
    const first = await correct(id, { channel: 'letter' }, headers);
    const again = await correct(id, { channel: 'letter' }, headers);
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(again.body).toEqual(first.body);
    expect(again.body).toMatchObject({ channel: 'letter', version: 2 });
  });

  it('is for mediators without a conflict of their own', async () => {
    const { id } = await register(test);
    await post(`referrals/${id}/conflicts-of-interest`, { kind: 'family' });
    expect((await correct(id, { channel: 'letter' })).body).toMatchObject({
      status: 403,
      code: 'mediation/conflict-of-interest',
    });
    const command = { changes: { channel: 'letter' }, reason: 'Erreur de saisie.' };
    const path = `referrals/${id}/corrections`;
    expect((await post(path, command, as.beneficiary)).status).toBe(403);
    expect((await post(path, command, as.otherMediator)).status).toBe(200);
  });

  it('of a redirected or transferred case reaches the day on which the person was told', async () => {
    const { id } = await register(test);
    await decide(test, id, { decision: 'redirected', ground: 'claim_processing' });
    const redirected = await correct(id, { personInformedOn: '2024-02-12' });
    expect(redirected.body).toMatchObject({ admissibility: { personInformedOn: '2024-02-12' } });
    const other = await register(test);
    await post(`referrals/${other.id}/conflicts-of-interest`, { kind: 'handled_before' });
    await post(`referrals/${other.id}/transfer`, {
      to: 'Caf de la Vendée',
      transferredOn: '2024-02-20',
      personInformedOn: '2024-02-20',
    });
    const command = { changes: { personInformedOn: '2024-02-21' }, reason: 'Erreur de saisie.' };
    const transferred = await post(`referrals/${other.id}/corrections`, command, as.otherMediator);
    expect(transferred.body).toMatchObject({ transfer: { personInformedOn: '2024-02-21' } });
  });

  it('keeps joined cases in one file', async () => {
    const master = await registerAdmissible(test);
    const duplicate = await register(test);
    await post(`referrals/${duplicate.id}/joining`, { joinedTo: master.id });
    for (const { id } of [master, duplicate]) {
      expect((await correct(id, { fileNumber: '0000088' })).body).toMatchObject({
        status: 409,
        code: 'mediation/file-of-linked-cases',
      });
      expect((await correct(id, { channel: 'letter' })).status).toBe(200);
    }
  });
});
