import { newId } from '@passerelle/kernel';
import { eventually, TestService } from '@passerelle/testing';

import type { NoticeView } from '../notices/notice.view.js';
import type { RevaluationView } from '../revaluations/revaluation.view.js';
import type { ScaleHistory } from '../scales/history.view.js';
import type { ScaleParameter } from '../scales/scale.view.js';
import { scales } from '../service.js';
import { PublicationsService } from './publications.service.js';
import type { VersionView } from './version.view.js';

interface Problem {
  readonly code: string;
  readonly detail: string;
}

const EDITOR = { sub: newId(), roles: ['scale_editor' as const] };
const PUBLISHER = { sub: newId(), roles: ['scale_publisher' as const] };
const PARTNER = { sub: newId(), roles: ['partner_agent' as const], organisation: 'ccas-nantes' };
const COLLEAGUE = { ...PARTNER, sub: newId() };
const STRANGER = { sub: newId(), roles: ['partner_agent' as const], organisation: 'ccas-rennes' };

describe('from a draft to a published figure', () => {
  let test: TestService;

  beforeAll(async () => {
    test = await TestService.start(scales, { now: '2027-04-02T08:00:00Z' });
  });

  afterAll(async () => {
    await test.stop();
  });

  const item = (value: string, key = 'base_amount', scale = 'rsa') => ({ scale, key, value });
  const draft = (effectiveFrom: string, items: object[], more: object = {}) =>
    test.call<VersionView & Problem>('POST', 'versions', {
      as: EDITOR,
      body: { effectiveFrom, reference: 'Décret n° 2027-1 du 29/03/2027', items, ...more },
    });
  const step = (id: string, name: string, as: object, body: object = {}, headers = {}) =>
    test.call<VersionView & Problem>('POST', `versions/${id}/${name}`, { as, body, headers });
  const valueOn = async (on: string, query = '', path = 'rsa/parameters/base_amount') =>
    (await test.call<ScaleParameter>('GET', `scales/${path}?on=${on}${query}`)).body.value;

  /** All steps at once; the publication's answer. */
  async function publish(
    effectiveFrom: string,
    items: object[],
    more: object = {},
    publication: object = {},
  ) {
    const { body } = await draft(effectiveFrom, items, more);
    await step(body.id, 'submission', EDITOR);
    await step(body.id, 'approval', PUBLISHER);
    return step(body.id, 'publication', PUBLISHER, publication);
  }

  it('takes two people, and is then read everywhere at once', async () => {
    const created = await draft('2027-04-01', [item('660.00')]);
    expect(created.status).toBe(201);
    expect(created.headers.location).toBe(`/scales/v1/versions/${created.body.id}`);
    expect(created.body).toMatchObject({
      status: 'draft',
      scales: ['rsa'],
      items: [{ rows: [{ place: '', oldValue: '651.69', newValue: '660.00', change: '0.0128' }] }],
    });
    const { id } = created.body;
    expect((await step(id, 'approval', PUBLISHER)).body.code).toBe('scales/version-not-submitted');
    expect((await step(id, 'submission', EDITOR)).body.status).toBe('submitted');
    expect((await step(id, 'publication', PUBLISHER)).body.code).toBe(
      'scales/version-not-approved',
    );
    expect((await step(id, 'approval', EDITOR)).status).toBe(403);
    expect((await step(id, 'approval', PUBLISHER)).body.status).toBe('approved');
    expect((await step(id, 'approval', PUBLISHER)).body.code).toBe('scales/version-not-submitted');
    expect(await valueOn('2027-04-01')).toBe('651.69');
    const published = await step(id, 'publication', PUBLISHER);
    expect(published.body).toMatchObject({ status: 'published', publishedOn: '2027-04-02' });
    expect(await valueOn('2027-04-01')).toBe('660.00');
    expect(await valueOn('2027-03-31')).toBe('651.69');
    expect(await valueOn('2027-04-01', '&knownOn=2027-04-01')).toBe('651.69');
    expect((await step(id, 'publication', PUBLISHER)).body.code).toBe(
      'scales/version-not-approved',
    );
  });

  it('refuses the approval of whoever prepared or submitted it', async () => {
    const { body } = await test.call<VersionView>('POST', 'versions', {
      as: PUBLISHER,
      body: { effectiveFrom: '2027-05-01', reference: 'Décret', items: [item('25', 'min_age')] },
    });
    await step(body.id, 'submission', PUBLISHER);
    const refused = await step(body.id, 'approval', PUBLISHER);
    expect(refused.status).toBe(422);
    expect(refused.body.code).toBe('scales/second-person-required');
    await expect(
      test.transactions.run((tx) =>
        tx.query(`update versions set approved_by = submitted_by where id = $1`, [body.id]),
      ),
    ).rejects.toThrow(/violates check constraint/);
  });

  it('wants a reason for a correction, and keeps the old value readable', async () => {
    const without = await draft('2026-04-01', [item('651.70')]);
    expect(without.status).toBe(422);
    expect(without.body.code).toBe('scales/correction-reason-required');
    test.clock.moveTo(new Date('2027-04-03T08:00:00Z'));
    const correction = { correction: { reason: 'Erreur de saisie constatée au contrôle' } };
    const backdated = await publish('2026-04-01', [item('651.70')], correction, {
      publishedOn: '2027-04-01',
    });
    expect(backdated.body.code).toBe('scales/publication-too-early');
    const published = await publish('2026-04-01', [item('651.70')], correction);
    expect(published.body).toMatchObject({
      status: 'published',
      correctionReason: correction.correction.reason,
    });
    expect(await valueOn('2026-05-12')).toBe('651.70');
    expect(await valueOn('2026-05-12', '&knownOn=2027-04-02')).toBe('651.69');
    expect(await valueOn('2027-04-01')).toBe('660.00');
    const { body } = await test.call<ScaleHistory>(
      'GET',
      'scales/rsa/history?key=base_amount&superseded=true',
    );
    const both = body.parameters[0]?.values.filter((v) => v.effectiveFrom === '2026-04-01');
    expect(both).toEqual([
      expect.objectContaining({ value: '651.69', supersededAt: '2027-04-03T08:00:00.000Z' }),
      expect.objectContaining({
        value: '651.70',
        supersededAt: null,
        correctionReason: correction.correction.reason,
      }),
    ]);
  });

  it('corrects a correction of the same moment, each readable by its instant', async () => {
    const correction = { correction: { reason: 'Deuxième erreur le même jour' } };
    expect((await publish('2026-04-01', [item('651.71')], correction)).status).toBe(200);
    test.clock.moveTo(new Date('2027-04-03T08:00:01Z'));
    expect(await valueOn('2026-05-12')).toBe('651.71');
    expect(await valueOn('2026-05-12', '&knownAt=2027-04-03T08:00:00.000Z')).toBe('651.70');
  });

  it('waits for its day, then publishes itself', async () => {
    const scheduled = await publish(
      '2027-07-01',
      [item('670.00')],
      {},
      { publishedOn: '2027-06-20' },
    );
    expect(scheduled.body).toMatchObject({ status: 'scheduled', publishedOn: '2027-06-20' });
    const due = () => test.service.app.get(PublicationsService).publishDue();
    await due();
    test.clock.moveTo(new Date('2027-06-20T00:30:00Z'));
    expect(await valueOn('2027-07-01')).toBe('660.00');
    await due();
    expect(await valueOn('2027-07-01')).toBe('670.00');
    expect(await valueOn('2027-07-01', '&knownOn=2027-06-19')).toBe('660.00');
    const { body } = await test.call<VersionView>('GET', `versions/${scheduled.body.id}`, {
      as: EDITOR,
    });
    expect(body.status).toBe('published');
  });

  it('can be called back before its day', async () => {
    const scheduled = await publish(
      '2027-08-01',
      [item('680.00')],
      {},
      { publishedOn: '2027-07-20' },
    );
    const { id } = scheduled.body;
    const back = await step(id, 'rejection', PUBLISHER, { reason: 'montant à revoir' });
    expect(back.body).toMatchObject({
      status: 'draft',
      rejectionReason: 'montant à revoir',
      publishedOn: null,
      approvedBy: null,
    });
  });

  it('changes a table by its places, the other rows staying', async () => {
    const place = 'persons=1';
    const published = await publish('2027-07-01', [
      { scale: 'rsa', key: 'housing_flat_amounts', rows: [{ place, value: '80.40' }] },
    ]);
    expect(published.status).toBe(200);
    const { body } = await test.call<{ rows: object[] }>(
      'GET',
      'scales/rsa/tables/housing_flat_amounts?on=2027-07-01',
    );
    expect(body.rows).toEqual([
      { persons: 1, value: '80.40' },
      { persons: 2, value: '156.41' },
      { persons: 3, value: '193.55' },
    ]);
  });

  it.each<[string, object[], number, string]>([
    ['an unknown parameter', [item('1', 'base')], 422, 'scales/unknown-series'],
    ['an unknown scale', [item('1', 'base_amount', 'rmi')], 400, 'request/validation-failed'],
    ['a parameter twice', [item('1'), item('2')], 422, 'scales/item-repeated'],
    ['a decimal comma', [item('651,70')], 400, 'request/validation-failed'],
    ['a number', [{ ...item('1'), value: 651.7 }], 400, 'request/validation-failed'],
    ['no value', [{ scale: 'rsa', key: 'base_amount' }], 422, 'scales/item-form'],
    [
      'an unknown place',
      [{ scale: 'rsa', key: 'housing_flat_amounts', rows: [{ place: 'persons=9', value: '1' }] }],
      422,
      'scales/item-form',
    ],
    [
      'rows for a parameter',
      [{ scale: 'rsa', key: 'base_amount', rows: [] }],
      422,
      'scales/item-form',
    ],
    ['an undeclared member', [{ ...item('1'), published: true }], 400, 'request/validation-failed'],
  ])('refuses %s', async (_, items, status, code) => {
    const response = await draft('2028-04-01', items);
    expect([response.status, response.body.code]).toEqual([status, code]);
  });

  it('shows the second person what moves alone, and what moves far', async () => {
    const { body } = await draft('2028-04-01', [item('66.00')]);
    expect(body.warnings.map(({ code, ref }) => `${code} ${ref}`)).toEqual([
      'large_change rsa/base_amount',
      'follower_left_behind rsa/family_flat_amounts',
      'follower_left_behind rsa/housing_flat_amounts',
    ]);
  });

  it('changes a draft for those who saw its last state', async () => {
    const { body, headers } = await draft('2028-04-01', [item('690.00')]);
    const put = (value: string, tag: string) =>
      test.call<VersionView & Problem>('PUT', `versions/${body.id}`, {
        as: EDITOR,
        headers: { 'if-match': tag },
        body: { effectiveFrom: '2028-04-01', reference: 'Décret', items: [item(value)] },
      });
    const changed = await put('691.00', headers.etag ?? '');
    expect(changed.body).toMatchObject({ version: 2, reference: 'Décret' });
    expect((await put('692.00', headers.etag ?? '')).status).toBe(412);
    const stale = await step(body.id, 'submission', EDITOR, {}, { 'if-match': headers.etag });
    expect(stale.status).toBe(412);
  });

  it('has one effect under one key, and is read as soon as it is answered', async () => {
    test.clock.moveTo(new Date('2027-07-21T08:00:00Z'));
    const { body } = await draft('2027-09-01', [item('700.00')]);
    await step(body.id, 'submission', EDITOR);
    await step(body.id, 'approval', PUBLISHER);
    const headers = { 'idempotency-key': newId() };
    const first = await step(body.id, 'publication', PUBLISHER, {}, headers);
    expect(await valueOn('2027-09-01')).toBe('700.00');
    const again = await step(body.id, 'publication', PUBLISHER, {}, headers);
    expect([first.status, again.status, again.headers['idempotency-replayed']]).toEqual([
      200,
      200,
      'true',
    ]);
  });

  it('tells the partners who follow the scale, and nobody else', async () => {
    const follow = (as: object, scale: string) =>
      test.call<{ id: string } & Problem>('POST', 'subscriptions', { as, body: { scale } });
    const first = await follow(PARTNER, 'asf');
    expect(first.status).toBe(201);
    await follow(PARTNER, 'cf');
    await follow(STRANGER, 'rsa');
    expect((await follow(COLLEAGUE, 'asf')).body.code).toBe('scales/already-subscribed');
    const amounts = [
      item('210.00', 'asf_amount_one_parent', 'asf'),
      item('205.00', 'cf_amount', 'cf'),
    ];
    await publish('2027-07-01', amounts);
    const noticesOf = async (as: object) =>
      (await test.call<{ items: NoticeView[] }>('GET', 'notices', { as })).body.items;
    await eventually(async () => {
      expect(await noticesOf(COLLEAGUE)).toEqual([
        expect.objectContaining({
          scales: ['asf', 'cf'],
          effectiveFrom: '2027-07-01',
          correction: false,
        }),
      ]);
    });
    expect(await noticesOf(STRANGER)).toEqual([]);
    const path = `subscriptions/${first.body.id}`;
    expect((await test.call('DELETE', path, { as: STRANGER })).status).toBe(404);
    expect((await test.call('DELETE', path, { as: COLLEAGUE })).status).toBe(204);
    expect((await test.call('DELETE', path, { as: PARTNER })).status).toBe(404);
  });
});

describe('the revaluation', () => {
  let test: TestService;

  beforeAll(async () => {
    test = await TestService.start(scales, { now: '2027-03-15T08:00:00Z' });
  });

  afterAll(async () => {
    await test.stop();
  });

  const revalue = (body: object) =>
    test.call<RevaluationView & Problem>('POST', 'revaluations', { as: EDITOR, body });

  it('shows April 2024 to the cent, and why the rest stays', async () => {
    const { status, body } = await revalue({
      effectiveFrom: '2024-04-01',
      rate: '0.046',
      scope: 'all',
      dryRun: true,
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ dryRun: true, coefficient: '1.046', drafts: [] });
    expect(body.summary).toMatchObject({ moves: 60, disagreements: 0 });
    expect(
      body.items.find(({ scale, key }) => scale === 'rsa' && key === 'base_amount'),
    ).toMatchObject({
      oldValue: '607.75',
      newValue: '635.71',
      change: '0.0460',
      rule: { fr: 'Valeur précédente × 1,046, au centime le plus proche' },
      rows: [{ published: '635.71', agrees: true }],
    });
    expect(body.items.find(({ key }) => key === 'mva')).toMatchObject({
      moves: false,
      reason: { code: 'frozen' },
    });
    const { body: versions } = await test.call<{ items: object[] }>('GET', 'versions', {
      as: EDITOR,
    });
    expect(versions.items).toEqual([]);
  });

  it('drafts what moves, nothing published; then two people publish the new year', async () => {
    const { status, headers, body } = await revalue({ effectiveFrom: '2027-04-01', rate: '0.012' });
    expect(status).toBe(201);
    const [created] = body.drafts;
    expect(headers.location).toBe(created?.href);
    const id = created?.id ?? '';
    const rsa = async () =>
      (await test.call<ScaleParameter>('GET', 'scales/rsa/parameters/base_amount?on=2027-04-01'))
        .body.value;
    expect(await rsa()).toBe('651.69');
    const step = (name: string, as: object) =>
      test.call<VersionView>('POST', `versions/${id}/${name}`, { as, body: {} });
    await step('submission', EDITOR);
    await step('approval', PUBLISHER);
    const published = await step('publication', PUBLISHER);
    expect(published.body).toMatchObject({
      status: 'published',
      origin: { rate: '0.012', index: 'april', scales: null },
    });
    expect(published.body.itemCount).toBe(body.summary.moves);
    expect(published.body.warnings).toEqual([]);
    expect(await rsa()).toBe('659.51');
    const again = await revalue({ effectiveFrom: '2027-04-01', rate: '0.012', dryRun: true });
    expect(again.body.summary.disagreements).toBe(0);
    const none = await revalue({ effectiveFrom: '2027-04-01', rate: '0.012' });
    expect(none.body.code).toBe('scales/nothing-to-revalue');
  });

  it.each([
    ['2025-04-01', '0.017', null, 1],
    ['2024-04-01', '0', null, 0],
    ['2024-04-01', '0.047', ['rsa'], 0],
  ])(
    'counts what was published otherwise: %s, %s, %j',
    async (effectiveFrom, rate, scope, stay) => {
      const { body } = await revalue({
        effectiveFrom,
        rate,
        dryRun: true,
        ...(scope === null ? {} : { scope }),
      });
      const rows = body.items.flatMap((item) =>
        item.rows.map((row) => ({ ...row, moves: item.moves })),
      );
      const differing = rows.filter(({ agrees }) => agrees === false);
      expect(body.summary.disagreements).toBe(differing.length);
      expect(body.summary.disagreements).toBeGreaterThan(0);
      expect(body.summary.agreements).toBe(rows.filter(({ agrees }) => agrees === true).length);
      if (stay > 0) expect(differing.filter(({ moves }) => !moves)).toHaveLength(stay);
    },
  );

  it('changes nothing at zero', async () => {
    const { body } = await revalue({ effectiveFrom: '2028-04-01', rate: '0', dryRun: true });
    expect(body.summary.moves).toBe(0);
    expect((await revalue({ effectiveFrom: '2028-04-01', rate: '0' })).status).toBe(422);
  });

  it.each(['4,6', 46, '46', '4.6', '1.046', null, {}, undefined])(
    'refuses the rate %j',
    async (rate) => {
      const { status, body } = await revalue({ effectiveFrom: '2028-04-01', rate, dryRun: true });
      expect(status).toBe(400);
      expect(body.code).toBe('scales/rate-form');
      expect(body.detail).toContain('« 0.046 » pour 4,6 %');
    },
  );

  it.each<[object, string]>([
    [{ scope: ['rmi'] }, 'request/validation-failed'],
    [{ scope: [] }, 'request/validation-failed'],
    [{ index: 'may' }, 'scales/unknown-index'],
    [{ effectiveFrom: '2028-02-30' }, 'request/validation-failed'],
    [{ published: true }, 'request/validation-failed'],
  ])('refuses %j', async (more, code) => {
    const { status, body } = await revalue({
      effectiveFrom: '2028-04-01',
      rate: '0.01',
      dryRun: true,
      ...more,
    });
    expect([status, body.code]).toEqual([400, code]);
  });
});
