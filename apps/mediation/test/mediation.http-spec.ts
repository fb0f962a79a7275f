import { accessMatrix, schemaDrift, TestService } from '@passerelle/testing';

import { mediation } from '../src/service.js';
import {
  as,
  CLOSURE,
  decide,
  MEDIATOR,
  OTHER_MEDIATOR,
  referralBody,
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

const get = (path: string, who: object = as.mediator, headers = {}) =>
  test.call('GET', path, { as: who, headers });

describe('a case from referral to closure', () => {
  it('goes through question, solution, recommendation and closure, and its clock is the law’s', async () => {
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
      { text: 'Pièce manquante.', answeredOn: '2024-02-15' },
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

  it('numbers the cases of a year without a gap, also when many arrive at once', async () => {
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
      { answer: 'refused', answeredOn: '2024-02-14' },
      as.beneficiary,
    );
    expect(refused.body).toMatchObject({ status: 'in_review', solution: { answer: 'refused' } });
    await post(`referrals/${id}/solution`, {
      text: 'Une remise partielle.',
      proposedOn: '2024-02-16',
    });
    const accepted = await post(
      `referrals/${id}/solution/answer`,
      { answer: 'accepted', answeredOn: '2024-02-18' },
      as.beneficiary,
    );
    expect(accepted.body).toMatchObject({ status: 'solution_proposed' });
  });
});

describe('out of scope is never a dead end', () => {
  it('records the receiving service, the day, and that the person knows', async () => {
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

  it('asks for more information, takes it, or ends without it after the limit', async () => {
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
    const supplied = await post(
      `referrals/${again.id}/additional-information`,
      { text: 'Il s’agit de mars.', priorClaim: { madeOn: '2024-03-01' } },
      as.beneficiary,
    );
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

  it('joins a duplicate to the case that goes on', async () => {
    const master = await registerAdmissible(test);
    const duplicate = await register(test);
    const joined = await post(`referrals/${duplicate.id}/joining`, { joinedTo: master.id });
    expect(joined.body).toMatchObject({ status: 'joined', joinedTo: master.id });
    const chain = await post(`referrals/${master.id}/joining`, { joinedTo: duplicate.id });
    expect(chain.body).toMatchObject({ code: 'mediation/joined-to-ended' });
  });
});

describe('each refusal has its rule and code', () => {
  it.each([
    [{ receivedOn: '2024-04-03', appealDeadline: null }, 'mediation/received-in-future'],
    [{ priorClaim: { madeOn: '2024-02-02' } }, 'mediation/prior-claim-after-referral'],
    [{ appealDeadline: '2024-01-31' }, 'mediation/appeal-deadline-already-past'],
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

  it('refuses a closure before its opening, and one without opening', async () => {
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

  it('refuses a mediator who handled the file, who may hand the case over', async () => {
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

  it('takes a conflict declared later into account', async () => {
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

describe('versions', () => {
  it('refuses a change from an outdated version and answers 304 to a known one', async () => {
    const { id } = await register(test);
    const read = await get(`referrals/${id}`);
    expect(read.headers.etag).toBe('"1"');
    const known = await get(`referrals/${id}`, as.mediator, { 'if-none-match': '"1"' });
    expect(known.status).toBe(304);
    await post(`referrals/${id}/handover`, { to: OTHER_MEDIATOR }, as.mediator, {
      'if-match': '"1"',
    });
    const stale = await post(`referrals/${id}/withdrawal`, {}, as.mediator, { 'if-match': '"1"' });
    expect(stale.body).toMatchObject({ status: 412, code: 'request/version-mismatch' });
    expect((await get(`referrals/${id}`)).body).toMatchObject({ status: 'received', version: 2 });
  });

  it('registers once, however often the same key is sent', async () => {
    const headers = { 'idempotency-key': 'a-key' };
    const first = await post('referrals', referralBody(), as.mediator, headers);
    const second = await post('referrals', referralBody(), as.mediator, headers);
    expect(second.body).toEqual(first.body);
    expect([second.status, second.headers.location, second.headers.etag]).toEqual([
      first.status,
      first.headers.location,
      first.headers.etag,
    ]);
    const other = await post(
      'referrals',
      referralBody({ channel: 'letter' }),
      as.mediator,
      headers,
    );
    expect(other.body).toMatchObject({ status: 422, code: 'request/idempotency-key-reused' });
  });
});

describe('who sees what', () => {
  it('shows a person their own case without the team’s inside, and hides others’', async () => {
    const { id } = await registerAdmissible(test);
    const own = await get(`referrals/${id}`, as.beneficiary);
    expect(own.body).toMatchObject({ id, status: 'in_review' });
    expect(own.body).not.toHaveProperty('assignedTo');
    expect(own.body).not.toHaveProperty('handledBy');
    const foreign = await get(`referrals/${id}`, as.stranger);
    const missing = await get('referrals/0190a5d4-0000-7000-8000-00000000dead', as.stranger);
    expect(foreign.status).toBe(404);
    expect({ ...foreign.body, instance: '' }).toEqual({ ...missing.body, instance: '' });
  });

  it('keeps mediators’ notes and recommendations from the person, and the person’s case from services', async () => {
    const { id } = await registerAdmissible(test);
    await post(`referrals/${id}/notes`, { text: 'Note confidentielle.' });
    expect((await get(`referrals/${id}/notes`)).body).toMatchObject({
      items: [{ text: 'Note confidentielle.', author: MEDIATOR }],
    });
    expect((await get(`referrals/${id}/notes`, as.beneficiary)).status).toBe(403);
    expect((await get(`referrals/${id}/recommendations`, as.beneficiary)).status).toBe(403);
    expect((await get(`referrals/${id}`, as.service)).status).toBe(404);
  });

  it('shows a service the questions put to it and nothing else', async () => {
    const { id } = await registerAdmissible(test);
    const question = { question: 'Où en est le dossier ?', dueOn: '2024-04-20' };
    await post(`referrals/${id}/information-requests`, {
      ...question,
      addressee: 'service',
      addresseeName: 'service-prestations',
    });
    await post(`referrals/${id}/information-requests`, { ...question, addressee: 'beneficiary' });
    const own = await get(`referrals/${id}/information-requests`, as.service);
    expect((own.body.items as object[]).length).toBe(1);
    expect((await get(`referrals/${id}/information-requests`, as.otherService)).status).toBe(404);
    const list = await get('information-requests?limit=200', as.service);
    expect(
      (list.body.items as { referralId: string }[]).some(({ referralId }) => referralId === id),
    ).toBe(true);
    expect((await get('information-requests', as.otherService)).body.items).toEqual([]);
  });

  it('lists to each what is theirs, page by page, without loss under inserts', async () => {
    const mine = { file_number: '0000042', roles: ['beneficiary' as const] };
    const days = ['2024-01-05', '2024-01-06', '2024-01-07', '2024-01-08', '2024-01-09'];
    for (const receivedOn of days) {
      await register(test, {
        receivedOn,
        fileNumber: '0000042',
        priorClaim: null,
        appealDeadline: null,
      });
    }
    const first = await get('referrals?limit=2', mine);
    await register(test, {
      receivedOn: '2024-03-01',
      fileNumber: '0000042',
      priorClaim: null,
      appealDeadline: null,
    });
    const second = await get(`referrals?limit=2&after=${String(first.body.next)}`, mine);
    const third = await get(`referrals?limit=2&after=${String(second.body.next)}`, mine);
    const received = [first, second, third].flatMap(({ body }) =>
      (body.items as { receivedOn: string }[]).map(({ receivedOn }) => receivedOn),
    );
    expect(received).toEqual([...days].reverse());
    expect(third.body.next).toBeNull();
  });

  it('filters the team’s list', async () => {
    const list = await get(
      'referrals?status=closed&origin=beneficiary&receivedFrom=2024-02-01&receivedTo=2024-02-01',
    );
    const items = list.body.items as { status: string }[];
    expect(items.length).toBeGreaterThan(0);
    expect(items.every(({ status }) => status === 'closed')).toBe(true);
    expect((await get('referrals?status=unknown')).status).toBe(400);
    expect((await get('referrals?after=xyz')).body).toMatchObject({
      code: 'request/invalid-cursor',
    });
  });

  it('logs every read, and shows the log to the auditor alone beside the team', async () => {
    const { id } = await register(test);
    await get(`referrals/${id}`, as.beneficiary);
    await get(`referrals/${id}/timeline`);
    const log = await get(`referrals/${id}/reads`, as.auditor);
    const parts = (log.body.items as { part: string }[]).map(({ part }) => part);
    expect(parts).toEqual(['read-log', 'timeline', 'referral']);
    expect((await get(`referrals/${id}`, as.auditor)).status).toBe(403);
    expect((await get(`referrals/${id}/reads`, as.beneficiary)).status).toBe(403);
  });

  it('tells each caller what a referral needs: acknowledgement, advice, time limits', async () => {
    const { id } = await register(test, { priorClaim: null });
    const acknowledgement = await get(`referrals/${id}/acknowledgement`, as.beneficiary);
    expect(acknowledgement.body).toMatchObject({ receivedOn: '2024-02-01' });
    expect(acknowledgement.body.missing).toHaveLength(1);
    const advice = await get(`referrals/${id}/admissibility-advice`);
    expect(advice.body.items).toEqual([
      expect.objectContaining({ ground: 'no_prior_claim', strength: 'required' }),
    ]);
    const limits = await get('time-limits?benefit=family&on=2024-01-15', as.beneficiary);
    expect(limits.body.items).toEqual([
      expect.objectContaining({ months: 2, deadline: '2024-03-15', article: 'R142-1 CSS' }),
    ]);
  });

  it('keeps what people wrote out of its logs', () => {
    const log = test.logLines.join('');
    expect(log).not.toContain('Aide non versée');
    expect(log).not.toContain('confidentielle');
    expect(log).not.toContain('0000042');
  });
});

describe('the house rules', () => {
  it('lets in who the golden table says', async () => {
    expect(await accessMatrix(test)).toMatchSnapshot();
  });

  it('has entities that match its tables', async () => {
    expect(await schemaDrift(test.transactions, 'mediation')).toEqual([]);
  });
});
