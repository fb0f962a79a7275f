import { localDate as day } from '@passerelle/kernel';
import { TestService } from '@passerelle/testing';

import { mediation } from '../src/service.js';
import { as, decide, knowMandate, registerAdmissible, sentBody } from './cases.js';

const TODAY = '2024-04-02T08:00:00Z';
const UNKNOWN = 'referrals/0190a5d4-0000-7000-8000-00000000dead';

let test: TestService;
let files = 0;

beforeAll(async () => {
  test = await TestService.start(mediation, { now: TODAY });
});

beforeEach(() => {
  test.clock.moveTo(new Date(TODAY));
});

afterAll(async () => {
  await test.stop();
});

const post = (path: string, body: object = {}, who: object = as.guardian) =>
  test.call('POST', path, { as: who, body });
const get = (path: string, who: object = as.guardian) => test.call('GET', path, { as: who });

const newFile = (): string => String(++files).padStart(7, '0');

const refer = (fileNumber: string) =>
  post('referrals', sentBody({ origin: 'legal_representative', fileNumber }));

const listed = async (query = ''): Promise<unknown[]> => {
  const { body } = await get(`referrals${query}`);
  return (body.items as { id: string }[]).map(({ id }) => id);
};

/** Every read of a case, with the answer of an unknown id beside it. */
async function expectHidden(id: string): Promise<void> {
  for (const part of [
    '',
    '/timeline',
    '/appeal-clock',
    '/acknowledgement',
    '/information-requests',
  ]) {
    const hidden = await get(`referrals/${id}${part}`);
    const missing = await get(`${UNKNOWN}${part}`);
    expect([part, hidden.status]).toEqual([part, 404]);
    expect({ ...hidden.body, instance: '' }).toEqual({ ...missing.body, instance: '' });
  }
}

it('gives a guardian without a known mandate nothing about a person', async () => {
  const file = newFile();
  const known = await registerAdmissible(test, { fileNumber: file });
  const refused = await refer(file);
  const nobody = await refer(newFile());
  expect(refused.status).toBe(403);
  expect({ ...refused.body, instance: '' }).toEqual({ ...nobody.body, instance: '' });
  await expectHidden(known.id);
  expect(await listed()).toEqual([]);
  expect(await listed(`?fileNumber=${file}`)).toEqual([]);
  expect((await post(`referrals/${known.id}/withdrawal`)).status).toBe(404);
  expect((await post(`referrals/${known.id}/additional-information`, { text: 'x' })).status).toBe(
    404,
  );
});

it('lets a guardian refer, follow and complete the case of a person under a mandate, and no other', async () => {
  const [file, other] = [newFile(), newFile()];
  await knowMandate(test, { fileNumber: file });
  const sent = await refer(file);
  expect(sent.status).toBe(201);
  const id = String(sent.body.id);
  expect((await get(`referrals/${id}`)).body).toMatchObject({ fileNumber: file });
  expect(await listed()).toEqual([id]);
  expect((await refer(other)).status).toBe(403);
  // The person, or somebody else, referred this one: it is not the guardian's.
  const own = await registerAdmissible(test, { fileNumber: file });
  await expectHidden(own.id);
  expect(await listed(`?fileNumber=${file}`)).toEqual([id]);
});

it('closes the case on the day on which the power ends, without any recurring task', async () => {
  const file = newFile();
  const powers = (['view', 'benefit_request'] as const).map((act) => ({
    act,
    from: day('2024-03-01'),
    endsOn: day('2024-04-10'),
  }));
  await knowMandate(test, { fileNumber: file, powers });
  const id = String((await refer(file)).body.id);
  test.clock.moveTo(new Date('2024-04-09T21:59:00Z'));
  expect((await get(`referrals/${id}`)).status).toBe(200);
  test.clock.moveTo(new Date('2024-04-09T22:00:00Z'));
  await expectHidden(id);
  expect(await listed()).not.toContain(id);
  expect((await post(`referrals/${id}/withdrawal`)).status).toBe(404);
  expect((await refer(file)).status).toBe(403);
});

it('lets a guardian whose mandate covers the view alone read, and not speak', async () => {
  const file = newFile();
  const mandate = await knowMandate(test, { fileNumber: file });
  const id = String((await refer(file)).body.id);
  await decide(test, id, { notifiedOn: '2024-04-02' });
  const question = await post(
    `referrals/${id}/information-requests`,
    { addressee: 'beneficiary', question: 'Depuis quand ?', dueOn: '2024-04-20' },
    as.mediator,
  );
  const view = [{ act: 'view', from: day('2024-01-01'), endsOn: null }] as const;
  await knowMandate(test, { ...mandate, version: 2, powers: view });
  expect((await get(`referrals/${id}`)).status).toBe(200);
  expect((await get(`referrals/${id}/information-requests`)).status).toBe(200);
  const answer = `referrals/${id}/information-requests/${String(question.body.id)}/answer`;
  expect((await post(answer, { text: 'x', answeredOn: '2024-04-02' })).status).toBe(403);
  expect((await post(`referrals/${id}/withdrawal`)).status).toBe(403);
  expect((await refer(file)).status).toBe(403);
});

it('keeps the latest version of a mandate, in whatever order the versions arrive', async () => {
  const file = newFile();
  const mandate = await knowMandate(test, { fileNumber: file, version: 2 });
  const id = String((await refer(file)).body.id);
  await knowMandate(test, { ...mandate, version: 4, powers: [] });
  await expectHidden(id);
  await knowMandate(test, { ...mandate, version: 3 });
  await knowMandate(test, { ...mandate, version: 4 });
  await expectHidden(id);
  await knowMandate(test, { ...mandate, version: 5 });
  expect((await get(`referrals/${id}`)).status).toBe(200);
});

it('serves no other guardian of the same organisation', async () => {
  const file = newFile();
  await knowMandate(test, { fileNumber: file });
  const id = String((await refer(file)).body.id);
  const colleague = { ...as.guardian, sub: '0190a5d4-0000-7000-8000-000000000004' };
  expect((await get(`referrals/${id}`, colleague)).status).toBe(404);
});
