import { TestService } from '@passerelle/testing';

import { mediation } from '../src/service.js';
import { as, decide, knowMandate, register, sentBody } from './cases.js';
import { importFile, ndjson, pastLine } from './past-cases.js';

let test: TestService;

beforeAll(async () => {
  test = await TestService.start(mediation, { now: '2026-10-20T08:00:00Z' });
});

afterAll(async () => {
  await test.stop();
});

const get = (path: string, who: object = as.mediator, headers = {}) =>
  test.call('GET', path, { as: who, headers });
const post = (path: string, body: object = {}) =>
  test.call('POST', path, { as: as.mediator, body });
const clockOf = async (id: string, language = 'fr') =>
  (await get(`referrals/${id}/appeal-clock`, as.mediator, { 'accept-language': language })).body;
const on = (day: string) => {
  test.clock.moveTo(new Date(`${day}T10:00:00Z`));
};

const AUTUMN = {
  channel: 'letter',
  receivedOn: '2026-10-01',
  priorClaim: { madeOn: '2026-08-01' },
  appealDeadline: '2026-10-30',
};

/** The decision is notified on 5 October; the result reaches both parties on the same day. */
async function closed(communicatedOn: string, changes: object = {}): Promise<string> {
  const { id } = await register(test, { ...AUTUMN, ...changes });
  await decide(test, id, { notifiedOn: '2026-10-05' });
  await post(`referrals/${id}/closure`, {
    resolution: 'maintained_with_explanation',
    outcome: 'maintained',
    communicatedToPersonOn: communicatedOn,
    communicatedToServiceOn: communicatedOn,
    summary: 'Le calcul est expliqué.',
  });
  return id;
}

describe('the appeal clock', () => {
  it.each([
    ['2026-10-14', { newDeadline: '2026-11-09', unrolledDeadline: '2026-11-08' }],
    ['2026-10-15', { newDeadline: '2026-11-09', unrolledDeadline: null }],
    ['2026-10-17', { newDeadline: '2026-11-12', unrolledDeadline: '2026-11-11' }],
  ])('communicated on %s: %j', async (communicatedOn, expected) => {
    on('2026-10-20');
    expect(await clockOf(await closed(communicatedOn))).toMatchObject(expected);
  });

  it('says why a day moved, in both languages', async () => {
    const id = await closed('2026-10-14');
    expect((await clockOf(id)).remarks).toContainEqual(
      expect.stringContaining('Le 8 novembre 2026 n’est pas un jour ouvrable'),
    );
    expect((await clockOf(id, 'en')).remarks).toContainEqual(
      expect.stringContaining('8 November 2026 is not a working day'),
    );
  });

  it('counts a Saturday limit as in time on the Monday', async () => {
    on('2026-11-16');
    const referral = await register(test, {
      ...AUTUMN,
      appealDeadline: '2026-11-14',
      receivedOn: '2026-11-16',
    });
    expect(referral).toMatchObject({ status: 'received', appealDeadline: '2026-11-14' });
    expect(await clockOf(referral.id)).toMatchObject({
      status: 'unsafe',
      deadline: '2026-11-14',
      lastDay: '2026-11-16',
      daysLeft: 0,
    });
    await decide(test, referral.id, { notifiedOn: '2026-11-16' });
    expect(await clockOf(referral.id)).toMatchObject({ status: 'suspended' });
  });

  it('records a limit that ended before receipt, and shows it as expired', async () => {
    on('2026-10-20');
    const { id, status } = await register(test, { ...AUTUMN, appealDeadline: '2026-09-30' });
    expect(status).toBe('received');
    await decide(test, id, { notifiedOn: '2026-10-05' });
    expect(await clockOf(id)).toMatchObject({
      status: 'expired',
      deadline: '2026-09-30',
      suspendedFrom: null,
    });
  });

  it('of a joined case is the clock of its main case', async () => {
    on('2026-10-20');
    await knowMandate(test, { fileNumber: '0000041' });
    const body = { ...AUTUMN, fileNumber: '0000041' };
    const main = await register(test, body);
    await decide(test, main.id, { notifiedOn: '2026-10-05' });
    const sent = await test.call('POST', 'referrals', {
      as: as.guardian,
      body: sentBody({
        fileNumber: '0000041',
        origin: 'legal_representative',
        priorClaim: body.priorClaim,
        appealDeadline: '2026-10-10',
      }),
    });
    const duplicate = `referrals/${String(sent.body.id)}`;
    await post(`${duplicate}/joining`, { joinedTo: main.id });
    const joined = await clockOf(String(sent.body.id));
    expect(joined).toMatchObject({ status: 'suspended', deadline: '2026-10-30' });
    expect(joined.remarks).toContainEqual(expect.stringContaining('saisine principale'));
    const reads = await get(`referrals/${main.id}/reads`);
    expect(reads.body.items).toContainEqual(expect.objectContaining({ part: 'appeal-clock' }));
    // The representative sent the duplicate alone, and does not learn of the days of the main case.
    const seen = (await get(`${duplicate}/appeal-clock`, as.guardian)).body;
    expect(seen).toMatchObject({ status: 'no_deadline', deadline: null, lastDay: null });
    expect(seen.remarks).toEqual([expect.stringContaining('saisine principale')]);
  });

  it('never expires where the limits were not printed', async () => {
    const changes = { appealDeadline: '2026-09-30', remediesPrinted: false };
    const referral = await register(test, { ...AUTUMN, ...changes });
    expect(referral).toMatchObject({ remediesPrinted: false });
    const clock = await clockOf(referral.id);
    expect(clock).toMatchObject({ status: 'not_enforceable', daysLeft: null, lastDay: null });
    expect(clock.remarks).toContainEqual(expect.stringContaining('R142-1-A III'));
    for (const remediesPrinted of [true, null, undefined]) {
      const other = await register(test, { ...AUTUMN, ...changes, remediesPrinted });
      expect(other).toMatchObject({ remediesPrinted: remediesPrinted ?? null });
      expect(await clockOf(other.id)).toMatchObject({ status: 'expired' });
    }
  });

  it('shows when silence rejects the prior claim, and what documents change', async () => {
    const subject = { benefit: 'family', reason: 'overpayment', description: 'Trop-perçu.' };
    const plain = await register(test, { ...AUTUMN, subject });
    expect(await clockOf(plain.id)).toMatchObject({ silenceRejectsOn: '2026-10-01' });
    const priorClaim = { madeOn: '2026-08-01', completedOn: '2026-09-10' };
    const { id, ...completed } = await register(test, { ...AUTUMN, subject, priorClaim });
    expect(completed).toMatchObject({ priorClaim: { ...priorClaim, reference: null } });
    expect(await clockOf(id)).toMatchObject({ silenceRejectsOn: '2026-11-10' });
    const advice = async (referralId: string) =>
      (
        await get(
          `referrals/${referralId}/admissibility-advice?priorClaimAnswered=false&withinNormalDelay=true`,
        )
      ).body;
    expect(await advice(plain.id)).toMatchObject({ items: [], silenceRejectsOn: '2026-10-01' });
    expect(await advice(id)).toMatchObject({
      items: [{ ground: 'no_prior_claim' }],
      silenceRejectsOn: '2026-11-10',
    });
  });

  it('takes the same facts from past cases', async () => {
    const line = pastLine(1, {
      appealDeadline: '2023-01-27',
      remediesPrinted: false,
      priorClaim: { madeOn: '2023-01-10', completedOn: '2023-01-20' },
    });
    const { accepted } = await importFile(test, ndjson([line, pastLine(2)]));
    expect(accepted).toBe(2);
    const { body } = await get('referrals?receivedTo=2023-12-31');
    const items = body.items as { id: string; fileNumber: string }[];
    const first = items.find(({ fileNumber }) => fileNumber === '0000001');
    expect(first).toMatchObject({
      remediesPrinted: false,
      appealDeadline: '2023-01-27',
      priorClaim: { completedOn: '2023-01-20' },
    });
    expect(await clockOf(first!.id)).toMatchObject({ status: 'not_enforceable' });
  });

  it('follows a holiday that is declared late, and the parameters of a remedy', async () => {
    const id = await closed('2026-10-14');
    const subject = { benefit: 'family', reason: 'overpayment', description: 'Trop-perçu.' };
    const family = await closed('2026-10-14', { subject });
    await test.restart({
      PASSERELLE_HOLIDAYS: '2026-11-09 Deuil national; easter-2 Vendredi saint',
      MEDIATION_LIMITS_NOT_ROLLED: 'family',
      MEDIATION_LIMITS_FRANC: 'housing',
    });
    expect(await clockOf(family)).toMatchObject({
      newDeadline: '2026-11-08',
      unrolledDeadline: null,
    });
    // One day more is Monday the 9th, which has become a holiday.
    expect(await clockOf(id)).toMatchObject({
      newDeadline: '2026-11-10',
      unrolledDeadline: '2026-11-09',
    });
    await test.restart({});
    expect(await clockOf(id)).toMatchObject({ newDeadline: '2026-11-09' });
  });
});

describe('the time limits', () => {
  type Row = Record<string, unknown>;
  const rows = async (query: string, who: object = as.beneficiary) =>
    (await get(`time-limits${query}`, who)).body.items as Row[];

  it('end on a working day', async () => {
    const [family] = await rows('?benefit=family&on=2026-09-01');
    expect(family).toMatchObject({ deadline: '2026-11-02', unrolledDeadline: '2026-11-01' });
    const [plain] = await rows('?benefit=family&on=2026-09-02');
    expect(plain).toMatchObject({ deadline: '2026-11-02', unrolledDeadline: null, remarks: [] });
  });

  it('say in words what is not verified', async () => {
    for (const row of await rows('?on=2026-09-02')) {
      const trusts = [row.monthsTrust, row.silenceTrust, row.nextCourtTrust];
      const marks = (row.remarks as string[]).filter((remark) => remark.includes('vérifié'));
      const unverified = trusts.filter((trust) => trust === 'unverified').length;
      const franc = row.nextCourt === 'tribunal_administratif' ? 1 : 0;
      expect(marks).toHaveLength(unverified + franc);
    }
  });

  it('have a row for penalties, which go to the court directly', async () => {
    const all = await rows('?on=2026-09-02');
    expect(all.filter(({ benefit }) => benefit === null)).toEqual([
      expect.objectContaining({
        reason: 'penalty',
        remedy: 'none_before_court',
        article: 'L142-4 CSS',
        silenceMonths: null,
        nextCourt: 'tribunal_judiciaire_pole_social',
        nextCourtMonths: 2,
      }),
    ]);
    expect(await rows('?reason=penalty&on=2026-09-02')).toHaveLength(1);
    expect(await rows('?benefit=ajpa&on=2026-09-02')).toMatchObject([
      { remedy: 'commission_de_recours_amiable', article: 'L168-14 CSS' },
    ]);
  });

  it('tell when silence rejects a claim, and restart it with its documents', async () => {
    const silence = async (query: string) => (await rows(query)).map((row) => row.silenceRejectsOn);
    const claim = '?benefit=family&claimReceivedOn=2026-08-03';
    expect(await silence('?benefit=family')).toEqual([null]);
    expect(await silence(claim)).toEqual(['2026-10-03']);
    expect(await silence(`${claim}&claimCompletedOn=2026-09-10`)).toEqual(['2026-11-10']);
    expect(await silence('?reason=penalty&claimReceivedOn=2026-08-03')).toEqual([null]);
    const [late] = await rows(`${claim}&claimCompletedOn=2026-10-10`);
    expect(late!.remarks).toContainEqual(expect.stringContaining('service juridique'));
  });
});

describe('a penalty', () => {
  it('is never sent to the commission, in no text', async () => {
    on('2026-10-20');
    const subject = { benefit: 'rsa', reason: 'penalty', description: 'Pénalité.' };
    const { id } = await register(test, { ...AUTUMN, subject });
    const decision = { decision: 'redirected', ground: 'debt_remission', notifiedOn: '2026-10-05' };
    expect((await decide(test, id, decision)).body).toMatchObject({
      code: 'mediation/redirection-without-service',
    });
    const named = { ...decision, redirectedTo: 'commission_de_recours_amiable' };
    expect((await decide(test, id, named)).body).toMatchObject({
      code: 'mediation/penalty-without-commission',
    });
    const texts = [
      await get(`referrals/${id}/acknowledgement`),
      await get(`referrals/${id}/appeal-clock`),
      await get(`referrals/${id}/admissibility-advice`),
    ];
    for (const { status, body } of texts) {
      expect(status).toBe(200);
      expect(JSON.stringify(body)).not.toMatch(/commission/i);
    }
    expect(await clockOf(id)).toMatchObject({ silenceRejectsOn: null });
  });
});
