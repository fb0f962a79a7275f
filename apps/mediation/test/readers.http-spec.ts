import { HTML_CONTENT_SECURITY_POLICY } from '@passerelle/documents';
import { TestService } from '@passerelle/testing';

import { mediation } from '../src/service.js';
import {
  as,
  CLOSURE,
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

  it('registers once when the same key is sent several times', async () => {
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
  it('shows a person their own case without the notes of the team, and hides the cases of others', async () => {
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
    expect((await get(`referrals/${id}`, as.service)).status).toBe(403);
    expect((await get(`referrals/${id}`, as.partner)).status).toBe(404);
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
    for (const other of [as.partner, as.namesake]) {
      expect((await get(`referrals/${id}/information-requests`, other)).status).toBe(404);
    }
    const list = await get('information-requests?limit=200', as.service);
    expect(
      (list.body.items as { referralId: string }[]).some(({ referralId }) => referralId === id),
    ).toBe(true);
    for (const other of [as.partner, as.namesake]) {
      expect((await get('information-requests', other)).body.items).toEqual([]);
    }
  });

  it('shows a partner, or one of its services, the questions put to it and to nobody of the same name', async () => {
    const { id } = await registerAdmissible(test);
    const question = { question: 'Où en est le dossier ?', dueOn: '2024-04-20' };
    const put = (addressee: object) =>
      post(`referrals/${id}/information-requests`, { ...question, ...addressee });
    const whole = await put({ addressee: 'partner', addresseeName: 'cpam-44' });
    const part = { addressee: 'partner', addresseeName: 'cpam-44', addresseeService: 'accueil' };
    const toService = await put(part);
    expect(toService.body).toMatchObject({
      addresseeOrganisation: 'cpam-44',
      addresseeService: 'accueil',
    });
    const idsOf = async (who: object): Promise<unknown[]> => {
      const { body } = await get('information-requests', who);
      return (body.items as { id: string }[]).map((item) => item.id).sort();
    };
    const elsewhere = { ...as.partner, services: ['logement'] };
    expect(await idsOf(as.partner)).toEqual([whole.body.id, toService.body.id].sort());
    expect(await idsOf(elsewhere)).toEqual([whole.body.id]);
    expect(await idsOf(as.namesake)).toEqual([]);
    const answer = { text: 'En cours.', answeredOn: '2024-04-02' };
    const path = `referrals/${id}/information-requests/${String(toService.body.id)}/answer`;
    expect((await post(path, answer, elsewhere)).status).toBe(404);
    expect((await post(path, answer, as.namesake)).status).toBe(404);
    expect((await post(path, answer, as.partner)).status).toBe(200);
  });

  it('leaves a question to a partner without a code to the mediator', async () => {
    const { id } = await registerAdmissible(test);
    const asked = await post(`referrals/${id}/information-requests`, {
      addressee: 'partner',
      addresseeName: 'Carsat Pays de la Loire',
      question: 'Où en est le dossier ?',
      dueOn: '2024-04-20',
    });
    expect(asked.body).toMatchObject({
      addresseeName: 'Carsat Pays de la Loire',
      addresseeOrganisation: null,
    });
  });

  it('lists to each caller their own cases, page by page, without loss while cases arrive', async () => {
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
    const { id } = await registerAdmissible(test);
    await post(`referrals/${id}/closure`, CLOSURE);
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

  it('records every read, and shows the log to the team and the auditor only', async () => {
    const { id } = await register(test);
    await get(`referrals/${id}`, as.beneficiary);
    await get(`referrals/${id}/timeline`);
    const log = await get(`referrals/${id}/reads`, as.auditor);
    const parts = (log.body.items as { part: string }[]).map(({ part }) => part);
    expect(parts).toEqual(['read-log', 'timeline', 'referral']);
    expect((await get(`referrals/${id}`, as.auditor)).status).toBe(403);
    expect((await get(`referrals/${id}/reads`, as.beneficiary)).status).toBe(403);
  });

  it('records a page of a list in one entry, which the log of each of its cases shows', async () => {
    const cases = [await register(test), await register(test), await register(test)];
    const count = async () => {
      const [row] = await test.transactions.read<{ count: number }>(
        'select count(*) as count from read_entries',
      );
      return Number(row?.count);
    };
    const before = await count();
    const list = await get('referrals?limit=200');
    expect((list.body.items as object[]).length).toBeGreaterThan(cases.length);
    expect(await count()).toBe(before + 1);
    for (const { id } of cases) {
      const log = await get(`referrals/${id}/reads`, as.auditor);
      const [own, listed] = log.body.items as { part: string; reader: string }[];
      expect([own?.part, listed?.part]).toEqual(['read-log', 'list']);
    }
    // A page of the log goes on after an entry of a list.
    const path = `referrals/${cases[0]?.id ?? ''}/reads?limit=1`;
    const parts: string[] = [];
    for (let next: string | null = ''; next !== null;) {
      const { body } = await get(`${path}${next === '' ? '' : `&after=${next}`}`, as.auditor);
      const items = body.items as { part: string }[];
      parts.push(...items.map(({ part }) => part));
      next = parts.includes('list') ? null : (body.next as string | null);
    }
    expect(parts.at(-1)).toBe('list');
  });

  it('answers the acknowledgement, the advice and the time limits', async () => {
    const { id } = await register(test, { priorClaim: null });
    const acknowledgement = await get(`referrals/${id}/acknowledgement`, as.beneficiary);
    expect(acknowledgement.body).toMatchObject({ receivedOn: '2024-02-01' });
    expect(acknowledgement.body.missing).toHaveLength(1);
    expect(acknowledgement.body).toMatchObject({
      state: ['Le médiateur n’a pas encore décidé si votre demande est recevable.'],
      service: { phone: '[numéro à renseigner]', email: null },
    });
    const advice = await get(`referrals/${id}/admissibility-advice`);
    expect(advice.body.items).toEqual([
      expect.objectContaining({ ground: 'no_prior_claim', strength: 'required' }),
    ]);
    const limits = await get('time-limits?benefit=family&on=2024-01-15', as.beneficiary);
    expect(limits.body.items).toEqual([
      expect.objectContaining({ months: 2, deadline: '2024-03-15', article: 'R142-1 CSS' }),
    ]);
  });

  it('prints the acknowledgement as a letter, as a page and as a PDF', async () => {
    const { id, reference } = await registerAdmissible(test);
    const letter = (query: string, caller: object = as.beneficiary, language = 'fr') =>
      test.call<string | Buffer>('GET', `referrals/${id}/acknowledgement?${query}`, {
        as: caller,
        headers: { 'accept-language': language },
      });
    const page = await letter('format=html');
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': HTML_CONTENT_SECURITY_POLICY,
      'content-disposition': `inline; filename="accuse-de-reception-${reference}-fr.html"`,
    });
    expect(page.body).toContain('<html lang="fr">');
    expect(page.body).toContain('<h2>Vos recours</h2>');
    expect(page.body).toContain('Votre délai de recours est suspendu depuis le 9 février 2024.');
    expect(page.body).toContain('[adresse postale du service de médiation, à renseigner]');
    const pdf = await letter('format=pdf', as.mediator, 'en');
    expect(pdf.headers['content-language']).toBe('en');
    expect((pdf.body as Buffer).subarray(0, 5).toString()).toBe('%PDF-');
    expect((await letter('format=docx')).status).toBe(400);
    expect((await letter('format=html', as.stranger)).status).toBe(404);
  });
});
