import { TestService } from '@passerelle/testing';

import { mediation } from '../src/service.js';
import {
  as,
  CLOSURE,
  knowMandate,
  referralBody,
  register,
  registerAdmissible,
  sentBody,
} from './cases.js';

let test: TestService;

beforeAll(async () => {
  test = await TestService.start(mediation);
});

afterAll(async () => {
  await test.stop();
});

const post = (path: string, body: object = {}, who: object = as.mediator) =>
  test.call('POST', path, { as: who, body });
const get = (path: string, who: object = as.mediator) => test.call('GET', path, { as: who });

const person = (fileNumber: string) => ({ ...as.beneficiary, file_number: fileNumber });

async function closedCase(fileNumber: string): Promise<string> {
  const { id } = await registerAdmissible(test, { fileNumber });
  await post(`referrals/${id}/closure`, CLOSURE);
  return id;
}

describe('a referral that continues an ended case', () => {
  it('shows on both, and to the person', async () => {
    const earlier = await closedCase('0000011');
    const body = sentBody({ fileNumber: '0000011', linkedTo: earlier });
    const later = await post('referrals', body, person('0000011'));
    expect(later.status).toBe(201);
    expect(later.body).toMatchObject({ linkedTo: earlier, linkedFrom: [] });
    for (const who of [as.mediator, person('0000011')]) {
      expect((await get(`referrals/${earlier}`, who)).body).toMatchObject({
        status: 'closed',
        linkedTo: null,
        linkedFrom: [later.body.id],
        version: 4,
      });
    }
    const timeline = await get(`referrals/${earlier}/timeline`);
    expect((timeline.body.items as object[]).at(-1)).toMatchObject({
      kind: 'continued',
      detail: later.body.reference,
    });
    const seen = await get(`referrals/${earlier}/timeline`, person('0000011'));
    expect(JSON.stringify(seen.body)).not.toContain('continued');
    const fileNumber = { changes: { fileNumber: '0000012' }, reason: 'Erreur.' };
    for (const id of [earlier, String(later.body.id)]) {
      expect((await post(`referrals/${id}/corrections`, fileNumber)).body).toMatchObject({
        code: 'mediation/file-of-linked-cases',
      });
    }
  });

  it('was not received before the earlier case, nor is corrected to be', async () => {
    const earlier = await closedCase('0000016');
    const early = { fileNumber: '0000016', linkedTo: earlier, receivedOn: '2024-01-31' };
    const refused = { status: 422, code: 'mediation/linked-to-later' };
    expect((await post('referrals', referralBody(early))).body).toMatchObject(refused);
    const later = await post('referrals', referralBody({ ...early, receivedOn: '2024-02-02' }));
    for (const [id, receivedOn] of [
      [String(later.body.id), '2024-01-31'],
      [earlier, '2024-02-03'],
    ] as const) {
      const correction = { changes: { receivedOn }, reason: 'Erreur.' };
      expect((await post(`referrals/${id}/corrections`, correction)).body).toMatchObject(refused);
    }
  });

  it('is not told to the representative who sent the earlier case', async () => {
    await knowMandate(test, { fileNumber: '0000013' });
    const sent = await post(
      'referrals',
      sentBody({ fileNumber: '0000013', origin: 'legal_representative' }),
      as.guardian,
    );
    const earlier = String(sent.body.id);
    await post(`referrals/${earlier}/withdrawal`);
    await register(test, { fileNumber: '0000013', linkedTo: earlier, receivedOn: '2024-04-02' });
    const { body } = await get(`referrals/${earlier}`, as.guardian);
    expect(body).toMatchObject({ status: 'withdrawn' });
    expect(body).not.toHaveProperty('linkedFrom');
  });

  it('continues an ended case of the same file only', async () => {
    const ended = await closedCase('0000014');
    const { id: open } = await register(test, { fileNumber: '0000014' });
    const unknown = '0190a5d4-0000-7000-8000-00000000dead';
    const bodyOf = (who: object) => (who === as.mediator ? referralBody : sentBody);
    const link = async (linkedTo: string, fileNumber: string, who: object = as.mediator) =>
      (await post('referrals', bodyOf(who)({ fileNumber, linkedTo }), who)).body;
    expect(await link(open, '0000014')).toMatchObject({
      status: 409,
      code: 'mediation/linked-to-open',
    });
    expect(await link(ended, '0000015')).toMatchObject({
      status: 422,
      code: 'mediation/linked-to-another-file',
    });
    expect(await link(unknown, '0000014')).toMatchObject({
      status: 422,
      code: 'mediation/linked-to-unknown',
    });
    // To a person, the case of somebody else does not exist.
    const foreign = await link(ended, '0000015', person('0000015'));
    const missing = await link(unknown, '0000015', person('0000015'));
    expect({ ...foreign, instance: '' }).toEqual({ ...missing, instance: '' });
  });
});

describe('a referral that resembles an open one', () => {
  it('is told to mediators, at registration and whenever one is read', async () => {
    const first = await register(test, { fileNumber: '0000021' });
    expect(first.resembling).toEqual([]);
    const second = await register(test, { fileNumber: '0000021' });
    expect(second.resembling).toEqual([{ id: first.id, reference: first.reference }]);
    expect((await get(`referrals/${first.id}`)).body.resembling).toEqual([
      { id: second.id, reference: second.reference },
    ]);
    const log = await get(`referrals/${second.id}/reads`);
    expect(log.body.items).toContainEqual(expect.objectContaining({ part: 'resembling' }));
  });

  it('is told to nobody else', async () => {
    const { id } = await register(test, { fileNumber: '0000022' });
    const sent = await post('referrals', sentBody({ fileNumber: '0000022' }), person('0000022'));
    expect(sent.status).toBe(201);
    const read = await get(`referrals/${id}`, person('0000022'));
    const partner = await post(
      'referrals',
      sentBody({ fileNumber: '0000022', origin: 'social_worker' }),
      as.partner,
    );
    for (const { body } of [sent, read, partner]) expect(body).not.toHaveProperty('resembling');
    expect((await get(`referrals/${String(sent.body.id)}`)).body.resembling).toHaveLength(2);
  });

  it.each([
    ['another file', { fileNumber: '0000032' }],
    [
      'another benefit',
      { subject: { benefit: 'rsa', reason: 'unpaid_benefit', description: '-' } },
    ],
    ['another reason', { subject: { benefit: 'housing', reason: 'delay', description: '-' } }],
  ])('does not resemble a case of %s', async (_name, changes) => {
    await register(test, { fileNumber: '0000031', ...changes });
    const own = await register(test, { fileNumber: '0000031' });
    expect(own.resembling).toEqual([]);
    await post(`referrals/${own.id}/withdrawal`);
  });

  it('does not resemble an ended case, and an ended case resembles none', async () => {
    const ended = await closedCase('0000033');
    const open = await register(test, { fileNumber: '0000033' });
    expect(open.resembling).toEqual([]);
    expect((await get(`referrals/${ended}`)).body.resembling).toEqual([]);
  });
});

describe('the search of the desk', () => {
  it('finds the cases of a file, page by page, and the case of a reference', async () => {
    const days = ['2024-01-05', '2024-01-07', '2024-01-06'];
    const cases = [];
    for (const receivedOn of days) {
      const dates = { receivedOn, priorClaim: null, appealDeadline: null };
      cases.push(await register(test, { fileNumber: '0000041', ...dates }));
    }
    const pageOf = async (path: string, who: object = as.mediator) => {
      const { body } = await get(path, who);
      const items = body.items as { id: string; receivedOn: string; reference: string }[];
      return { items, next: body.next as string | null };
    };
    const first = await pageOf('referrals?fileNumber=0000041&limit=2');
    expect(first.items.map((own) => own.receivedOn)).toEqual(['2024-01-07', '2024-01-06']);
    const rest = await pageOf(`referrals?fileNumber=0000041&limit=2&after=${first.next ?? ''}`);
    expect(rest.items.map((own) => own.receivedOn)).toEqual(['2024-01-05']);
    expect(rest.next).toBeNull();

    const { id, reference } = cases[1]!;
    const found = await pageOf(`referrals?reference=${reference}`);
    expect(found.items.map((own) => own.id)).toEqual([id]);
    const both = await pageOf(`referrals?reference=${reference}&fileNumber=0000042`);
    expect(both.items).toEqual([]);
    const combined = await pageOf('referrals?fileNumber=0000041&status=closed');
    expect(combined.items).toEqual([]);
  });

  it('finds for a person nothing but their own cases', async () => {
    const { reference } = await register(test, { fileNumber: '0000043' });
    for (const query of [`reference=${reference}`, 'fileNumber=0000043']) {
      expect((await get(`referrals?${query}`, person('0000043'))).body.items).toHaveLength(1);
      expect((await get(`referrals?${query}`, person('0000044'))).body.items).toEqual([]);
    }
  });

  it('refuses what is no file number and no reference', async () => {
    for (const query of ['fileNumber=12', 'reference=2024-1', 'reference=%25']) {
      expect((await get(`referrals?${query}`)).status).toBe(400);
    }
  });
});
