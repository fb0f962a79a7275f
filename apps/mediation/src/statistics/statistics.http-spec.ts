import { HTML_CONTENT_SECURITY_POLICY } from '@passerelle/documents';
import { newId } from '@passerelle/kernel';
import { TestService } from '@passerelle/testing';

import { mediation } from '../service.js';
import { StatisticsSchedule } from './statistics.schedule.js';

/** 30 opened cases of beneficiaries, 3 opened cases of social workers, 20 inadmissible cases, one recommendation. */
async function storeCases(test: TestService): Promise<void> {
  await test.transactions.run(async (tx) => {
    await tx.query(
      `insert into referrals (id, reference, version, status, origin, channel, file_number, received_on,
              benefit, reason, description, court_seized, handled_by, decision, ground, opened_on,
              resolution, outcome, created_at)
       select gen_random_uuid(), 'MED-2023-' || n, 1, 'closed',
              case when n <= 30 or n > 33 then 'beneficiary' else 'social_worker' end,
              'online', '0000001', date '2023-03-01',
              case when n % 2 = 0 then 'rsa' else 'housing' end, 'overpayment', 'PERSONAL WORDS', false, '{}',
              case when n <= 33 then 'admissible' else 'inadmissible' end,
              case when n > 33 then 'no_prior_claim' end,
              case when n <= 33 then date '2023-03-01' + n end,
              case when n <= 33 then 'fully_revised' end, case when n <= 33 then 'revised' end, now()
       from generate_series(1, 53) as n`,
    );
    await tx.query(
      `insert into recommendations (id, referral_id, addressed_to, kind, legal_basis, text, issued_on, answer_due_on)
       select $1, id, 'SOMEBODY', 'generic', 'x', 'SUBJECT OF IT', '2023-04-01', '2023-05-01'
       from referrals where reference = 'MED-2023-1'`,
      [newId()],
    );
  });
}

describe('statistics', () => {
  let test: TestService;

  beforeAll(async () => {
    test = await TestService.start(mediation);
    await storeCases(test);
  });

  afterAll(async () => {
    await test.stop();
  });

  const statistics = (as: 'mediator' | 'auditor', year: string = '2023') =>
    test.call('GET', `statistics/${year}`, { as });
  const report = (headers: Record<string, string> = {}, as: 'mediator' | 'auditor' = 'mediator') =>
    test.call<string | Buffer>('GET', 'statistics/2023/report', { as, headers });
  const national = {
    opened: 350,
    meanDaysToDecision: 11.44,
    source: 'Rapport 2023 du médiateur national',
  };
  const record = (body: object, year = '2023') =>
    test.call('PUT', `statistics/${year}/national`, { as: 'mediator', body });

  it('gives mediators every figure', async () => {
    const answer = await statistics('mediator');
    expect(answer.status).toBe(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers.etag).toBeUndefined();
    expect(answer.body).toMatchObject({
      year: 2023,
      solicitations: 53,
      opened: 33,
      openedByOrigin: { beneficiary: 30, social_worker: 3, state: 0 },
      byGround: { no_prior_claim: 20, court_seized: 0 },
      byResolution: { fully_revised: 33 },
      byOutcome: { revised: 33, maintained: 0, other: 0 },
      recommendations: { issued: 1, unanswered: 1 },
      meanDaysToDecision: 17,
      medianDaysToDecision: 17,
      p90DaysToDecision: 30,
      suppressed: false,
    });
  });

  it('hides small cells from every other reader', async () => {
    const { body } = await statistics('auditor');
    expect(body).toMatchObject({
      solicitations: 53,
      opened: 33,
      openedByOrigin: { social_worker: null, state: null },
      recommendations: { issued: null, unanswered: null },
      meanDaysToDecision: 17,
      suppressed: true,
    });
  });

  it('answers zeros for a year without cases, and 404 for a year that has not begun', async () => {
    const empty = await statistics('mediator', '2019');
    expect(empty.body).toMatchObject({ solicitations: 0, opened: 0, meanDaysToDecision: null });
    const future = await statistics('mediator', '2025');
    expect(future).toMatchObject({ status: 404, body: { code: 'mediation/year-not-begun' } });
    expect((await record(national, '2025')).body).toMatchObject({
      code: 'mediation/year-not-begun',
    });
    for (const year of ['1999', '2101', '2023.5', '02023', 'abcd', '-2023']) {
      expect((await statistics('mediator', year)).body).toMatchObject({
        status: 404,
        code: 'request/unknown-id',
      });
    }
  });

  it('records the national figures, the same however often they are sent', async () => {
    const first = await record(national);
    expect(first.status).toBe(200);
    expect(first.body).toEqual({
      year: 2023,
      ...national,
      recordedAt: '2024-04-02T08:00:00.000Z',
    });
    test.clock.moveTo(new Date('2024-04-03T08:00:00Z'));
    expect((await record(national)).body).toEqual(first.body);
    expect((await statistics('auditor')).body).toMatchObject({
      national: { opened: 350, meanDaysToDecision: 11.44 },
    });
  });

  it.each([
    [{ ...national, meanDaysToDecision: 11.444 }, '/meanDaysToDecision', 'mean-days'],
    [{ ...national, meanDaysToDecision: '11.44' }, '/meanDaysToDecision', 'mean-days'],
    [{ ...national, meanDaysToDecision: -1 }, '/meanDaysToDecision', 'mean-days'],
    [{ ...national, meanDaysToDecision: 10_000 }, '/meanDaysToDecision', 'mean-days'],
    [{ ...national, meanDaysToDecision: null }, '/meanDaysToDecision', 'mean-days'],
    [{ opened: 350, source: 'x' }, '/meanDaysToDecision', 'required'],
    [{ ...national, opened: 2 ** 31 }, '/opened', 'whole-number'],
    [{ ...national, source: '  ' }, '/source', 'text'],
    [{ ...national, year: 2023 }, '/year', 'unknown-member'],
  ])('refuses %j', async (body, pointer, code) => {
    const answer = await record(body);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ errors: [expect.objectContaining({ pointer, code })] });
  });

  it('serves the report as a page with its content security policy', async () => {
    const answer = await report({ accept: 'text/html,*/*;q=0.8' });
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-disposition': 'inline; filename="mediation-2023-fr.html"',
      'content-language': 'fr',
      'content-security-policy': HTML_CONTENT_SECURITY_POLICY,
      'cache-control': 'no-store',
      vary: 'Authorization, Accept, Accept-Language',
    });
    expect(answer.body).toContain('Médiation administrative\u00a0: rapport annuel 2023');
    expect(answer.body).toContain('Rapport 2023 du médiateur national');
    expect(answer.body).not.toMatch(/PERSONAL WORDS|SUBJECT OF IT|SOMEBODY/);
    expect((await report({ accept: '*/*' })).headers['content-type']).toMatch('text/html');
  });

  it('serves the report as a PDF in English', async () => {
    const answer = await report({ accept: 'application/pdf', 'accept-language': 'en' });
    expect(answer.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': 'inline; filename="mediation-2023-en.pdf"',
      'content-language': 'en',
    });
    expect((answer.body as Buffer).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('refuses every other media type', async () => {
    const answer = await report({ accept: 'application/json' });
    expect(answer.status).toBe(406);
    expect(answer.headers['content-type']).toMatch('application/problem+json');
    expect(answer.body).toMatchObject({ code: 'request/not-acceptable' });
  });

  it('hides small cells in the report too, and states that it does', async () => {
    const shown = String((await report({}, 'auditor')).body);
    expect(shown).toContain('aucun effectif inférieur à 5');
    expect(shown).toMatch(/Travailleur social<\/th>(<td class="number">&lt;.5 ou masqué<\/td>){2}/);
    expect(String((await report()).body)).not.toContain('masqué</td>');
  });

  const asked = (query: string, as: 'mediator' | 'auditor') =>
    test.call<string>('GET', `statistics/2023/report?${query}`, { as });

  it('gives a mediator the report that may be passed on: what every other reader gets', async () => {
    const open = await asked('audience=public', 'mediator');
    expect(open.body).toBe((await asked('', 'auditor')).body);
    expect(open.body).toBe((await asked('audience=public', 'auditor')).body);
    expect(open.body).toContain('aucun effectif inférieur à 5');
    expect((await asked('audience=internal', 'mediator')).body).toBe(
      (await asked('', 'mediator')).body,
    );
    const refused = await asked('audience=internal', 'auditor');
    expect(refused).toMatchObject({ status: 403, body: { code: 'auth/forbidden' } });
    expect((await asked('audience=press', 'mediator')).status).toBe(400);
  });

  it('takes the form of `format` before that of `Accept`', async () => {
    const answer = await test.call('GET', 'statistics/2023/report?format=pdf', {
      as: 'auditor',
      headers: { accept: 'text/html' },
    });
    expect(answer.headers['content-type']).toBe('application/pdf');
  });

  it('compares with the year before, and says where there is nothing to compare', async () => {
    expect((await asked('', 'mediator')).body).toContain(
      'Aucune saisine n’est enregistrée pour 2022',
    );
    await test.transactions.run(async (tx) => {
      await tx.query(
        `insert into referrals (id, reference, version, status, origin, channel, file_number, received_on,
                benefit, reason, description, court_seized, handled_by, created_at)
         select gen_random_uuid(), 'MED-2022-' || n, 1, 'received', 'beneficiary', 'online', '0000001',
                date '2022-03-01', 'rsa', 'overpayment', 'x', false, '{}', now()
         from generate_series(1, 50) as n`,
      );
    });
    test.clock.moveTo(new Date('2024-04-04T08:00:00Z'));
    const compared = (await asked('', 'auditor')).body;
    expect(compared).toMatch(
      /Saisines reçues<\/th><td class="number">50<\/td><td class="number">53<\/td><td class="number">\+3 \(\+6,0.%\)/,
    );
    expect(compared).toMatch(
      /Médiations ouvertes<\/th><td class="number">&lt;.5 ou masqué<\/td><td class="number">33<\/td><td class="number">masqué/,
    );
  });

  describe('for all readers but the mediators', () => {
    const received = (year: number, from: number, to: number) =>
      test.transactions.run((tx) =>
        tx.query(
          `insert into referrals (id, reference, version, status, origin, channel, file_number, received_on,
                  benefit, reason, description, court_seized, handled_by, created_at)
           select gen_random_uuid(), 'MED-' || $1::int || '-' || n, 1, 'received', 'beneficiary', 'online',
                  '0000001', make_date($1::int, 3, 1), 'rsa', 'overpayment', 'x', false, '{}', now()
           from generate_series($2::int, $3::int) as n`,
          [year, from, to],
        ),
      );
    /** Every answer that a reader gets about 2021, byte for byte. */
    const readings = async () => {
      const answers = [
        await test.call('GET', 'statistics/2021', { as: 'auditor' }),
        await test.call('GET', 'statistics/2021', { as: 'indicator_publisher' }),
        await test.call('GET', 'statistics/2021/report', { as: 'admin' }),
        await test.call('GET', 'statistics/2021/report?format=pdf', { as: 'auditor' }),
        await test.call('GET', 'statistics/2021/report?audience=public', { as: 'mediator' }),
      ];
      return answers.map(({ body }) => (Buffer.isBuffer(body) ? body.toString('latin1') : body));
    };
    const counted = async (as: 'auditor' | 'mediator') =>
      (await test.call('GET', 'statistics/2021', { as })).body.solicitations;
    const nextDay = () => {
      test.clock.moveTo(new Date(test.clock.now().getTime() + 86_400_000));
    };

    it('gives the same bytes all day, whatever happens to the cases', async () => {
      await received(2021, 1, 20);
      nextDay();
      const first = await readings();
      await received(2021, 21, 40);
      await test.transactions.run((tx) =>
        tx.query(`update referrals set origin = 'elected_official' where reference = 'MED-2021-1'`),
      );
      await record({ opened: 1, meanDaysToDecision: 1, source: 'x' }, '2021');
      expect(await readings()).toEqual(first);
      expect([await counted('auditor'), await counted('mediator')]).toEqual([20, 40]);
      nextDay();
      expect(await readings()).not.toEqual(first);
      expect(await counted('auditor')).toBe(40);
    });

    it('keeps the figures of the day before until five cases count differently', async () => {
      await received(2021, 41, 44);
      nextDay();
      expect([await counted('auditor'), await counted('mediator')]).toEqual([40, 44]);
      await test.transactions.run((tx) =>
        tx.query(
          `update referrals set status = 'withdrawn', channel = 'letter' where reference = 'MED-2021-2'`,
        ),
      );
      expect(await counted('auditor')).toBe(40);
      nextDay();
      expect(await counted('auditor')).toBe(44);
    });

    it('freezes the figures of every year at the beginning of a day', async () => {
      nextDay();
      await test.service.app.get(StatisticsSchedule).freeze();
      await received(2021, 45, 60);
      await received(2020, 1, 60);
      expect(await counted('auditor')).toBe(44);
      const other = await test.call('GET', 'statistics/2020', { as: 'auditor' });
      expect(other.body.solicitations).toBeNull();
    });
  });

  it('says on the face of a demo that its breakdown is made of synthetic cases', async () => {
    expect((await asked('', 'auditor')).body).not.toContain('cas fictifs');
    await test.restart({ PASSERELLE_DEMO: 'true' });
    for (const as of ['mediator', 'auditor'] as const) {
      expect((await asked('', as)).body).toContain('faite de cas fictifs');
    }
  });
});
