import { TestService } from '@passerelle/testing';

import { mediation } from '../src/service.js';
import {
  as,
  CLOSURE,
  decide,
  knowMediators,
  MEDIATOR,
  OTHER_MEDIATOR,
  referralBody,
  register,
  registerAdmissible,
} from './cases.js';

let test: TestService;

beforeAll(async () => {
  test = await TestService.start(mediation);
  await knowMediators(test);
});

afterAll(async () => {
  await test.stop();
});

const post = (path: string, body: object = {}, who: object = as.mediator, headers = {}) =>
  test.call('POST', path, { as: who, body, headers });

const get = (path: string, who: object = as.mediator, headers = {}) =>
  test.call('GET', path, { as: who, headers });

describe('a case from referral to closure', () => {
  it('passes through question, solution, recommendation and closure, and its clock follows the law', async () => {
    const created = await post('referrals', referralBody());
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({
      status: 'received',
      reference: 'MED-2024-000001',
      version: 1,
    });
    const { id } = created.body as { id: string };
    expect(created.headers.location).toBe(`/mediation/v1/referrals/${id}`);
    expect(created.headers.etag).toBe('"1"');

    const unsafe = await get(`referrals/${id}/appeal-clock`);
    expect(unsafe.body).toMatchObject({ status: 'expired', suspendedFrom: null });

    expect((await decide(test, id)).body).toMatchObject({
      status: 'in_review',
      openedOn: '2024-02-09',
    });
    expect((await get(`referrals/${id}/appeal-clock`)).body).toMatchObject({
      status: 'suspended',
      daysLeft: 35,
      daysSuspended: 53,
    });

    const question = await post(`referrals/${id}/information-requests`, {
      addressee: 'service',
      addresseeName: 'service-prestations',
      question: 'Quel est le motif du rejet ?',
      dueOn: '2024-02-20',
    });
    expect(question.status).toBe(201);
    expect((await get(`referrals/${id}`)).body).toMatchObject({ status: 'waiting_service' });
    const answer = await post(
      `referrals/${id}/information-requests/${String(question.body.id)}/answer`,
      { text: 'Pièce manquante.' },
      as.service,
    );
    expect(answer.body).toMatchObject({ answer: 'Pièce manquante.', overdue: false });
    expect((await get(`referrals/${id}`)).body).toMatchObject({ status: 'in_review' });

    const recommendation = await post(`referrals/${id}/recommendations`, {
      addressedTo: 'Direction des prestations',
      kind: 'individual',
      legalBasis: 'L821-1 CCH',
      text: 'Rétablir le droit.',
      issuedOn: '2024-03-01',
      answerDueOn: '2024-04-01',
    });
    expect(recommendation.status).toBe(201);
    await post(`referrals/${id}/recommendations/${String(recommendation.body.id)}/answer`, {
      answer: 'followed',
      answeredOn: '2024-03-20',
      effectiveOn: '2024-01-01',
    });
    const closed = await post(`referrals/${id}/closure`, {
      ...CLOSURE,
      resolution: 'recommendation_followed',
    });
    expect(closed.body).toMatchObject({ status: 'closed', closure: { closedOn: '2024-03-29' } });
    expect((await get(`referrals/${id}/appeal-clock`)).body).toMatchObject({
      deadline: '2024-03-15',
      suspendedFrom: '2024-02-09',
      resumedOn: '2024-03-29',
      daysSuspended: 49,
      newDeadline: '2024-05-03',
      daysLeft: 31,
      status: 'resumed',
      toBeConfirmed: null,
    });
    const timeline = await get(`referrals/${id}/timeline`);
    expect((timeline.body.items as { kind: string }[]).map(({ kind }) => kind)).toEqual([
      'received',
      'declared_admissible',
      'question_asked',
      'question_answered',
      'recommendation_issued',
      'recommendation_answered',
      'closed',
    ]);
  });

  it('numbers the cases of a year without a gap, even when many arrive at once', async () => {
    const created = await Promise.all(
      Array.from({ length: 12 }, () =>
        register(test, { receivedOn: '2022-06-01', appealDeadline: null, priorClaim: null }),
      ),
    );
    expect(created.map(({ reference }) => reference).sort()).toEqual(
      Array.from({ length: 12 }, (_, index) => `MED-2022-${String(index + 1).padStart(6, '0')}`),
    );
  });

  it('accepts or refuses a proposed solution', async () => {
    const { id } = await registerAdmissible(test);
    await post(`referrals/${id}/solution`, { text: 'Un échéancier.', proposedOn: '2024-02-12' });
    const refused = await post(
      `referrals/${id}/solution/answer`,
      { answer: 'refused' },
      as.beneficiary,
    );
    expect(refused.body).toMatchObject({ status: 'in_review', solution: { answer: 'refused' } });
    await post(`referrals/${id}/solution`, {
      text: 'Une remise partielle.',
      proposedOn: '2024-02-16',
    });
    const accepted = await post(
      `referrals/${id}/solution/answer`,
      { answer: 'accepted', answeredOn: '2024-04-02' },
      as.beneficiary,
    );
    expect(accepted.body).toMatchObject({ status: 'solution_proposed' });
  });
});

describe('a request out of scope', () => {
  it('records the receiving service, the day, and the day on which the person was informed', async () => {
    const { id } = await register(test);
    const { body } = await decide(test, id, { decision: 'redirected', ground: 'claim_processing' });
    expect(body).toMatchObject({
      status: 'redirected',
      admissibility: {
        redirectedTo: 'benefits_service',
        transmittedOn: '2024-02-09',
        personInformedOn: '2024-02-09',
      },
    });
    expect((body.admissibility as { explanation: string[] }).explanation.length).toBeGreaterThan(0);
  });

  it('waits for more information, and ends without it after the limit', async () => {
    const { id } = await register(test, { priorClaim: null });
    await decide(test, id, { decision: 'more_information', ground: 'unclear_subject' });
    const early = await post(`referrals/${id}/no-further-action`);
    expect(early.status).toBe(200);
    expect(early.body).toMatchObject({ status: 'no_further_action' });

    const again = await register(test, { receivedOn: '2024-03-20', appealDeadline: null });
    await decide(test, again.id, {
      decision: 'more_information',
      ground: 'unclear_subject',
      notifiedOn: '2024-03-25',
    });
    const running = await post(`referrals/${again.id}/no-further-action`);
    expect(running.body).toMatchObject({
      status: 409,
      code: 'mediation/information-limit-running',
    });
    const supply = (madeOn: string) =>
      post(
        `referrals/${again.id}/additional-information`,
        { text: 'Il s’agit de mars.', priorClaim: { madeOn } },
        as.beneficiary,
      );
    expect((await supply('2024-03-21')).body).toMatchObject({
      status: 422,
      code: 'mediation/prior-claim-after-referral',
    });
    const supplied = await supply('2024-03-01');
    expect(supplied.body).toMatchObject({
      status: 'received',
      priorClaim: { madeOn: '2024-03-01' },
    });
  });
});

describe('other ends', () => {
  it('lapses when a court is seized', async () => {
    const { id } = await registerAdmissible(test);
    const lapsed = await post(`referrals/${id}/court-seizure`, { seizedOn: '2024-03-10' });
    expect(lapsed.body).toMatchObject({
      status: 'lapsed',
      closure: { resolution: 'lapsed_court_seized' },
    });
    expect((await get(`referrals/${id}/appeal-clock`)).body).toMatchObject({
      status: 'court_seized',
    });
  });

  it('is withdrawn by the person', async () => {
    const { id } = await registerAdmissible(test);
    const withdrawn = await post(`referrals/${id}/withdrawal`, {}, as.beneficiary);
    expect(withdrawn.body).toMatchObject({ status: 'withdrawn', withdrawnOn: '2024-04-02' });
  });

  it('joins a duplicate to the case that continues', async () => {
    const master = await registerAdmissible(test);
    const duplicate = await register(test);
    const joined = await post(`referrals/${duplicate.id}/joining`, { joinedTo: master.id });
    expect(joined.body).toMatchObject({ status: 'joined', joinedTo: master.id });
    const chain = await post(`referrals/${master.id}/joining`, { joinedTo: duplicate.id });
    expect(chain.body).toMatchObject({ code: 'mediation/joined-to-ended' });
  });
});

describe('every refusal has the code of its rule', () => {
  it.each([
    [{ receivedOn: '2024-04-03', appealDeadline: null }, 'mediation/received-in-future'],
    [{ priorClaim: { madeOn: '2024-02-02' } }, 'mediation/prior-claim-after-referral'],
    [
      { priorClaim: { madeOn: '2024-01-20', completedOn: '2024-01-19' } },
      'mediation/prior-claim-completed-out-of-range',
    ],
  ])('%j: %s', async (changes, code) => {
    const response = await post('referrals', referralBody(changes));
    expect(response.body).toMatchObject({ status: 422, code });
    expect(response.body.errors).toHaveLength(1);
  });

  it('refuses a second decision', async () => {
    const { id } = await registerAdmissible(test);
    const second = await decide(test, id);
    expect(second.body).toMatchObject({ status: 409, code: 'mediation/already-decided' });
  });

  it('refuses admissibility without a prior claim, or with a court seized', async () => {
    const without = await register(test, { priorClaim: null });
    expect((await decide(test, without.id)).body).toMatchObject({
      status: 422,
      code: 'mediation/admissible-without-prior-claim',
    });
    const seized = await register(test, { courtSeized: true });
    expect((await decide(test, seized.id)).body).toMatchObject({
      status: 422,
      code: 'mediation/admissible-with-court-seized',
    });
  });

  it('finds a case inadmissible for a court action only where the seizure is recorded', async () => {
    const { id } = await register(test);
    const ground = { decision: 'inadmissible', ground: 'court_seized' };
    expect((await decide(test, id, ground)).body).toMatchObject({
      status: 422,
      code: 'mediation/court-seizure-not-recorded',
    });
    const decided = await decide(test, id, { ...ground, courtSeizedOn: '2024-01-25' });
    expect(decided.body).toMatchObject({
      status: 'inadmissible',
      courtSeized: true,
      courtSeizedOn: '2024-01-25',
    });
  });

  it('refuses a result that contradicts the answers to the recommendations', async () => {
    const { id } = await registerAdmissible(test);
    const recommendation = await post(`referrals/${id}/recommendations`, {
      addressedTo: 'Direction',
      kind: 'individual',
      legalBasis: 'L821-1 CCH',
      text: 'Rétablir le droit.',
      issuedOn: '2024-03-01',
      answerDueOn: '2024-04-01',
    });
    const close = (resolution: string) =>
      post(`referrals/${id}/closure`, { ...CLOSURE, resolution });
    const contradiction = { status: 422, code: 'mediation/resolution-contradicts-answer' };
    expect((await close('recommendation_followed')).body).toMatchObject(contradiction);
    await post(`referrals/${id}/recommendations/${String(recommendation.body.id)}/answer`, {
      answer: 'refused',
      reason: 'Le droit n’est pas ouvert.',
      answeredOn: '2024-03-20',
    });
    expect((await close('fully_revised')).body).toMatchObject(contradiction);
    expect(
      (
        await post(`referrals/${id}/closure`, {
          ...CLOSURE,
          resolution: 'recommendation_not_followed',
          outcome: 'maintained',
        })
      ).status,
    ).toBe(200);
  });

  it('refuses a closure before the opening, and a closure without an opening', async () => {
    const { id } = await registerAdmissible(test);
    const before = await post(`referrals/${id}/closure`, {
      ...CLOSURE,
      communicatedToServiceOn: '2024-02-08',
    });
    expect(before.body).toMatchObject({ status: 422, code: 'mediation/closure-before-opening' });
    const undecided = await register(test);
    const early = await post(`referrals/${undecided.id}/closure`, CLOSURE);
    expect(early.body).toMatchObject({ status: 409, code: 'mediation/not-yet-admissible' });
  });

  it('refuses a question whose due day is already past', async () => {
    const { id } = await registerAdmissible(test);
    const question = { addressee: 'beneficiary', question: 'Depuis quand ?', dueOn: '2024-02-08' };
    expect((await post(`referrals/${id}/information-requests`, question)).body).toMatchObject({
      status: 422,
      code: 'mediation/due-date-already-past',
    });
  });

  it('refuses a recommendation without legal basis', async () => {
    const { id } = await registerAdmissible(test);
    const response = await post(`referrals/${id}/recommendations`, {
      addressedTo: 'Direction',
      kind: 'generic',
      legalBasis: ' ',
      text: 'Changer la pratique.',
      issuedOn: '2024-03-01',
      answerDueOn: '2024-04-01',
    });
    expect(response.body).toMatchObject({
      status: 422,
      code: 'mediation/recommendation-without-legal-basis',
    });
  });

  it('refuses a mediator who handled the file, and lets them hand the case over', async () => {
    const { id } = await register(test, { handledBy: [MEDIATOR] });
    expect((await decide(test, id)).body).toMatchObject({ code: 'mediation/conflict-of-interest' });
    const handed = await post(`referrals/${id}/handover`, { to: OTHER_MEDIATOR });
    expect(handed.body).toMatchObject({ assignedTo: OTHER_MEDIATOR });
    const decided = await post(
      `referrals/${id}/admissibility`,
      { decision: 'admissible', notifiedOn: '2024-02-09' },
      as.otherMediator,
    );
    expect(decided.status).toBe(200);
    const back = await post(`referrals/${id}/handover`, { to: MEDIATOR }, as.otherMediator);
    expect(back.body).toMatchObject({ code: 'mediation/conflict-of-interest' });
  });

  it('applies a conflict of interest that is declared later', async () => {
    const { id } = await registerAdmissible(test);
    await post(`referrals/${id}/conflicts-of-interest`, { mediator: MEDIATOR });
    expect((await post(`referrals/${id}/closure`, CLOSURE)).body).toMatchObject({
      code: 'mediation/conflict-of-interest',
    });
  });

  it('names the faulty members of a malformed request, in both languages', async () => {
    const body = referralBody({ receivedOn: '2024-W05-4', surprise: true, fileNumber: 12 });
    const french = await post('referrals', body);
    expect(french.status).toBe(400);
    const errors = french.body.errors as { pointer: string; code: string }[];
    expect(errors.map(({ pointer, code }) => [pointer, code]).sort()).toEqual([
      ['/fileNumber', 'file-number'],
      ['/receivedOn', 'day'],
      ['/surprise', 'unknown-member'],
    ]);
    const english = await post('referrals', body, as.mediator, { 'accept-language': 'en' });
    expect(english.body).toMatchObject({ title: 'Invalid data' });
  });
});
