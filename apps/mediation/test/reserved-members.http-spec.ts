import { TestService } from '@passerelle/testing';

import { mediation } from '../src/service.js';
import { as, knowMandate, MEDIATOR, referralBody, registerAdmissible, sentBody } from './cases.js';

let test: TestService;

beforeAll(async () => {
  test = await TestService.start(mediation);
  await knowMandate(test, { fileNumber: '0000001' });
});

afterAll(async () => {
  await test.stop();
});

const post = (path: string, body: object, who: object = as.mediator) =>
  test.call('POST', path, { as: who, body });
const get = (path: string, who: object = as.mediator) => test.call('GET', path, { as: who });

const pointersOf = (body: object): readonly string[] =>
  (body as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer);

describe.each([
  ['a person', as.beneficiary, 'beneficiary'],
  ['a guardian', as.guardian, 'legal_representative'],
  ['a partner', as.partner, 'social_worker'],
])('%s', (_name, who, origin) => {
  it.each([
    ['receivedOn', '2024-02-01'],
    ['channel', 'letter'],
    ['handledBy', [MEDIATOR]],
  ])('does not set %s of a referral to %j', async (member, value) => {
    const refused = await post('referrals', sentBody({ origin, [member]: value }), who);
    expect(refused).toMatchObject({ status: 403, body: { code: 'request/reserved-member' } });
    expect(pointersOf(refused.body)).toEqual([`/${member}`]);
  });

  it('sends a referral that arrives online and today', async () => {
    const same = { receivedOn: '2024-04-02', channel: 'online', handledBy: [] };
    for (const more of [{}, same]) {
      const sent = await post('referrals', sentBody({ origin, ...more }), who);
      expect(sent.status).toBe(201);
      expect((await get(`referrals/${String(sent.body.id)}`)).body).toMatchObject(same);
    }
  });
});

it('lets mediators say how and when a referral arrived, and makes them say it', async () => {
  const given = { receivedOn: '2024-02-01', channel: 'letter', handledBy: [MEDIATOR] };
  const { body } = await post('referrals', referralBody(given));
  expect(body).toMatchObject(given);
  for (const member of ['receivedOn', 'channel']) {
    const refused = await post('referrals', referralBody({ [member]: undefined }));
    expect(refused).toMatchObject({ status: 422, body: { code: 'mediation/arrival-missing' } });
    expect(pointersOf(refused.body)).toEqual([`/${member}`]);
  }
});

it('dates the acts of the person and of a service today', async () => {
  const { id } = await registerAdmissible(test);
  const ask = (addressee: object) =>
    post(`referrals/${id}/information-requests`, {
      ...addressee,
      question: 'Depuis quand ?',
      askedOn: '2024-02-12',
      dueOn: '2024-04-20',
    });
  const toService = { addressee: 'service', addresseeName: 'service-prestations' };
  for (const [who, addressee] of [
    [as.beneficiary, { addressee: 'beneficiary' }],
    [as.service, toService],
  ] as const) {
    const { body } = await ask(addressee);
    const path = `referrals/${id}/information-requests/${String(body.id)}/answer`;
    const refused = await post(path, { text: 'x', answeredOn: '2024-03-01' }, who);
    expect(refused.body.code).toBe('request/reserved-member');
    expect((await post(path, { text: 'x' }, who)).body).toMatchObject({ answeredOn: '2024-04-02' });
  }
  await post(`referrals/${id}/solution`, { text: 'Un échéancier.', proposedOn: '2024-02-12' });
  const answer = { answer: 'refused', answeredOn: '2024-03-01' };
  const solution = await post(`referrals/${id}/solution/answer`, answer, as.beneficiary);
  expect(solution.body.code).toBe('request/reserved-member');
  const withdrawal = { withdrawnOn: '2024-03-01' };
  const withdrawn = await post(`referrals/${id}/withdrawal`, withdrawal, as.beneficiary);
  expect(withdrawn.body.code).toBe('request/reserved-member');
  expect((await post(`referrals/${id}/withdrawal`, withdrawal)).body).toMatchObject(withdrawal);
});

describe('days', () => {
  it.each([
    ['receivedOn', '0204-02-01', 400],
    ['receivedOn', '1989-12-31', 400],
    ['appealDeadline', '2224-03-15', 400],
    ['appealDeadline', '2042-03-15', 422],
    ['appealDeadline', '2004-03-15', 422],
  ])('%s %s: %i', async (member, value, status) => {
    expect((await post('referrals', referralBody({ [member]: value }))).status).toBe(status);
  });

  it('of a period are in their order', async () => {
    const { status, body } = await get('referrals?receivedFrom=2024-02-02&receivedTo=2024-02-01');
    expect(status).toBe(400);
    expect(pointersOf(body)).toEqual(['?receivedTo']);
    for (const to of ['2024-02-02', '2024-02-03']) {
      const query = `receivedFrom=2024-02-02&receivedTo=${to}`;
      expect((await get(`referrals?${query}`)).status).toBe(200);
    }
  });
});
