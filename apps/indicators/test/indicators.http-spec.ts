import { admissibilityDecidedV1, referralReceivedV1 } from '@passerelle/contracts';
import { addDays, localDate, newId } from '@passerelle/kernel';
import { Outbox } from '@passerelle/messaging';
import { eventually, TestService } from '@passerelle/testing';

import { importItems, type Line, ndjson } from './import-items.js';
import { indicators } from '../src/service.js';
import type { SnapshotView } from '../src/snapshots/snapshot.view.js';
import { SnapshotsService } from '../src/snapshots/snapshots.service.js';

let test: TestService;

const start = (options = {}): Promise<TestService> => TestService.start(indicators, options);

const publish = (body: object, token?: string) =>
  test.call<SnapshotView & { code?: string }>('POST', 'snapshots', {
    ...(token === undefined ? { as: 'indicator_publisher' as const } : { token }),
    body,
  });

/** `count` ordinary items, started on 21 March 2024, with days of arrival at equal distances. */
function spread(
  category: string,
  from: string,
  to: string,
  count: number,
  more: Line = {},
): Line[] {
  const span = (Date.parse(to) - Date.parse(from)) / 86_400_000;
  return Array.from({ length: count }, (_, index) => ({
    itemId: `${category}-${from}-${String(index)}`,
    category,
    receivedOn: addDays(localDate(from), Math.round((index * span) / Math.max(1, count - 1))),
    startedAt: '2024-03-21T08:30:00Z',
    ...more,
  }));
}

/** The week of the webinar (domain D1.2), with items that the rule leaves out at both ends. */
const WEBINAR: readonly Line[] = [
  ...spread('mail', '2024-03-06', '2024-03-11', 38),
  ...spread('mail', '2024-02-01', '2024-02-01', 1),
  ...spread('mail', '2024-03-20', '2024-03-20', 1),
  ...spread('mail', '2024-03-21', '2024-03-21', 2, { urgent: true }),
  ...spread('rsa_aah', '2024-03-13', '2024-03-19', 40),
  ...spread('rsa_aah', '2023-12-24', '2023-12-24', 3, { resumed: true }),
  ...spread('other', '2024-01-08', '2024-01-28', 19),
  ...spread('other', '2023-06-01', '2023-06-01', 1, { automatic: true }),
  ...spread('other', '2023-11-02', '2023-11-02', 1, { startedAt: undefined }),
  // Items of the week before and of the day after.
  ...spread('other', '2024-01-01', '2024-01-02', 2, { startedAt: '2024-03-19T22:59:59Z' }),
  ...spread('other', '2024-02-20', '2024-02-21', 2, { startedAt: '2024-03-26T23:00:00Z' }),
];

describe('indicators', () => {
  beforeAll(async () => {
    // One look a minute for snapshots of other processes, so a snapshot that shows at once is of this
    // process.
    test = await start({ env: { INDICATORS_REFRESH_MS: '60000' } });
  });

  afterAll(async () => {
    await test.stop();
  });

  it('has no figures before the first snapshot', async () => {
    for (const path of ['processing-delays', 'normal-delay?category=mail&receivedOn=2024-03-06']) {
      const response = await test.call('GET', path);
      expect(response.status).toBe(404);
      expect(response.body).toMatchObject({ code: 'indicators/nothing-published' });
    }
  });

  it('publishes the figures of the webinar', async () => {
    const items = await importItems(test, ndjson(WEBINAR));
    expect(items).toMatchObject({ linesRead: WEBINAR.length, accepted: WEBINAR.length });
    // Items alone publish no figures.
    expect((await test.call('GET', 'processing-delays')).status).toBe(404);
    const created = await publish({ updatedOn: '2024-03-26' });
    expect(created.status).toBe(201);
    expect(created.headers.location).toBe(`/indicators/v1/snapshots/${created.body.id}`);
    expect(created.body).toMatchObject({
      version: 1,
      ruleVersion: 'arrival-window/1',
      reason: null,
    });
    const response = await test.call('GET', 'processing-delays');
    expect(response.body).toEqual({
      updatedOn: '2024-03-26',
      categories: [
        {
          category: 'mail',
          arrivedFrom: '2024-03-06',
          arrivedTo: '2024-03-11',
          oldestWaitingOn: null,
          started: 40,
          urgentShare: '0.0476',
        },
        {
          category: 'rsa_aah',
          arrivedFrom: '2024-03-13',
          arrivedTo: '2024-03-19',
          oldestWaitingOn: null,
          started: 40,
          urgentShare: '0.0000',
        },
        {
          category: 'other',
          arrivedFrom: '2024-01-08',
          arrivedTo: '2024-01-28',
          oldestWaitingOn: '2023-11-02',
          started: 19,
          urgentShare: '0.0000',
        },
      ],
    });
  });

  it('lets proxies keep the figures, and answers 304 for unchanged figures', async () => {
    const first = await test.call('GET', 'processing-delays');
    const etag = first.headers.etag ?? '';
    expect(etag).toMatch(/^"[\w-]{24}"$/);
    expect(first.headers['cache-control']).toBe('public, max-age=60');
    const second = await test.call('GET', 'processing-delays?on=2024-04-01', {
      headers: { 'if-none-match': `"other", ${etag}` },
    });
    expect(second).toMatchObject({ status: 304, body: undefined });
    expect(second.headers).toMatchObject({ etag, 'cache-control': 'public, max-age=60' });
  });

  it('answers from memory', async () => {
    const read = jest.spyOn(test.transactions, 'read');
    const tokens = new Set<string | undefined>();
    for (let index = 0; index < 20; index++) {
      tokens.add((await test.call('GET', 'processing-delays')).headers.etag);
    }
    const statements = read.mock.calls.map(([sql]) => sql);
    read.mockRestore();
    expect(tokens.size).toBe(1);
    // The relay reads the outbox meanwhile.
    expect(statements.filter((sql) => !sql.includes('outbox'))).toEqual([]);
  });

  it('shows whether a wait is normal', async () => {
    const normal = await test.call(
      'GET',
      'normal-delay?category=mail&receivedOn=2024-03-20&on=2024-03-28',
    );
    expect(normal.body).toEqual({
      category: 'mail',
      receivedOn: '2024-03-20',
      on: '2024-03-28',
      windowUpdatedOn: '2024-03-26',
      windowAgeDays: 2,
      arrivedFrom: '2024-03-06',
      arrivedTo: '2024-03-11',
      abnormal: false,
      expectedBy: '2024-04-09',
    });
    const abnormal = await test.call('GET', 'normal-delay?category=other&receivedOn=2024-01-07');
    expect(abnormal.body).toMatchObject({ abnormal: true, expectedBy: null, on: '2024-04-02' });
  });

  it.each([
    ['2024-04-16', false, 21],
    ['2024-04-17', null, 22],
    ['2026-11-27', null, 976],
  ])('calls no wait normal by figures that are too old: asked %s', async (on, abnormal, age) => {
    const path = `normal-delay?category=mail&receivedOn=2024-03-20&on=${on}`;
    const { body } = await test.call('GET', path);
    expect(body).toMatchObject({
      abnormal,
      expectedBy: null,
      windowUpdatedOn: '2024-03-26',
      windowAgeDays: age,
    });
  });

  it.each([
    ['category=mail&receivedOn=2024-04-03', 422, 'indicators/received-after'],
    ['category=mail&receivedOn=2024-03-27&on=2024-03-26', 422, 'indicators/received-after'],
    ['category=mail&receivedOn=2024-03-20&on=2024-03-25', 404, 'indicators/nothing-published'],
    ['category=letters&receivedOn=2024-03-20', 400, 'request/validation-failed'],
    ['receivedOn=2024-03-20', 400, 'request/validation-failed'],
    ['category=mail&receivedOn=2024-02-30', 400, 'request/validation-failed'],
  ])('refuses normal-delay?%s', async (query, status, code) => {
    const response = await test.call('GET', `normal-delay?${query}`);
    expect(response).toMatchObject({ status, body: { code } });
  });

  it('refuses an invalid day and an unknown parameter', async () => {
    for (const query of ['on=2024-W13-2', 'on=', 'day=2024-03-26']) {
      expect((await test.call('GET', `processing-delays?${query}`)).status).toBe(400);
    }
  });

  describe('snapshots', () => {
    it('are corrected by a new version with a reason, and the former version stays', async () => {
      const { items } = (await test.call<{ items: SnapshotView[] }>('GET', 'snapshots')).body;
      const first = items.find(({ updatedOn }) => updatedOn === '2024-03-26');
      const without = await publish({ updatedOn: '2024-03-26' });
      expect(without).toMatchObject({
        status: 422,
        body: { code: 'indicators/correction-needs-reason' },
      });
      await importItems(
        test,
        ndjson(
          spread('other', '2023-11-02', '2023-11-02', 1, {
            completedAt: '2024-03-20T10:00:00Z',
            startedAt: undefined,
          }),
        ),
      );
      const corrected = await publish({ updatedOn: '2024-03-26', reason: 'un dossier oublié' });
      expect(corrected.body).toMatchObject({ version: 2, reason: 'un dossier oublié' });
      const now = await test.call<SnapshotView>('GET', 'processing-delays');
      expect(now.body.categories[2]).toMatchObject({ oldestWaitingOn: '2024-02-20' });
      const earlier = await test.call('GET', `snapshots/${first?.id ?? ''}`);
      expect(earlier.body).toEqual(first);
      expect(earlier.headers.etag).toBe('"1"');
    });

    it.each([
      [{ updatedOn: '2024-04-03' }, 422, 'indicators/update-in-future'],
      [{ updatedOn: '1990-01-01' }, 422, 'indicators/update-too-early'],
      [{ updatedOn: '0001-01-01' }, 400, 'request/validation-failed'],
      [{ updatedOn: '2024-02-30' }, 400, 'request/validation-failed'],
      [{ updatedOn: '2024-04-02', version: 3 }, 400, 'request/validation-failed'],
      [{ updatedOn: '2024-04-02', reason: '' }, 400, 'request/validation-failed'],
      [{}, 400, 'request/validation-failed'],
    ])('refuses %j', async (body, status, code) => {
      expect(await publish(body)).toMatchObject({ status, body: { code } });
    });

    it('give each version of a day to one request only', async () => {
      const token = await test.issuer.token('indicator_publisher');
      const racing = await Promise.all(
        Array.from({ length: 8 }, () =>
          publish({ updatedOn: '2024-03-19', reason: 'course' }, token),
        ),
      );
      const versions = racing
        .filter(({ status }) => status === 201)
        .map(({ body }) => body.version);
      expect(versions.sort()).toEqual(versions.map((_, index) => index + 1));
      for (const { status, body } of racing.filter((answer) => answer.status !== 201)) {
        expect([status, body.code]).toEqual([409, 'indicators/published-meanwhile']);
      }
      const rows = await test.transactions.read(
        `select 1 from snapshots where updated_on = '2024-03-19'`,
      );
      expect(rows).toHaveLength(versions.length);
    });

    it('have one effect for one idempotency key', async () => {
      const options = {
        token: await test.issuer.token('indicator_publisher'),
        body: { updatedOn: '2024-03-05' },
        headers: { 'idempotency-key': 'weekly-2024-03-05' },
      };
      const first = await test.call('POST', 'snapshots', options);
      const second = await test.call('POST', 'snapshots', options);
      expect([first.status, second.status]).toEqual([201, 201]);
      expect(second.body).toEqual(first.body);
      expect(second.headers['idempotency-replayed']).toBe('true');
    });

    it('are listed newest first, page by page', async () => {
      const keys: string[] = [];
      let after = '';
      do {
        const page = await test.call<{ items: SnapshotView[]; next: string | null }>(
          'GET',
          `snapshots?limit=2${after}`,
        );
        keys.push(...page.body.items.map((view) => `${view.updatedOn} ${String(view.version)}`));
        after = page.body.next === null ? '' : `&after=${page.body.next}`;
      } while (after !== '');
      expect(keys.length).toBeGreaterThan(3);
      expect(keys).toEqual([...new Set(keys)].sort().reverse());
      const bad = await test.call('GET', 'snapshots?after=WyIyMDI0LTAzLTI2IiwidHdvIl0');
      expect(bad).toMatchObject({ status: 400, body: { code: 'request/invalid-cursor' } });
    });

    it('are unknown under another id', async () => {
      for (const id of [newId(), 'none']) {
        expect((await test.call('GET', `snapshots/${id}`)).status).toBe(404);
      }
    });

    it('cannot be changed by an SQL statement', async () => {
      for (const [statement, reason] of [
        ['update snapshots set version = version + 100', 'frozen'],
        ['delete from snapshots', 'frozen'],
        ['truncate snapshots', 'permission denied'],
      ] as const) {
        await expect(test.transactions.run((tx) => tx.query(statement))).rejects.toThrow(reason);
      }
      await expect(test.asOwner('truncate snapshots')).rejects.toThrow('frozen');
    });
  });

  it('follows the referrals to the mediator through the queue', async () => {
    const referralId = newId();
    const outbox = test.service.app.get(Outbox);
    await test.transactions.run(async (tx) => {
      outbox.publish(
        tx,
        admissibilityDecidedV1,
        { referralId, decision: 'admissible', ground: null, notifiedOn: '2024-02-09' },
        2,
      );
      outbox.publish(
        tx,
        referralReceivedV1,
        {
          referralId,
          origin: 'beneficiary',
          channel: 'online',
          benefit: 'rsa',
          receivedOn: '2024-02-01',
        },
        1,
      );
    });
    await eventually(async () => {
      const rows = await test.transactions.read(
        'select category, received_on, started_at from work_items where item_id = $1',
        [referralId],
      );
      expect(rows).toEqual([
        {
          category: 'rsa_aah',
          received_on: '2024-02-01',
          started_at: new Date('2024-02-08T23:00:00Z'),
        },
      ]);
    });
    const { body } = await publish({ updatedOn: '2024-02-13' });
    expect(body.categories[1]).toMatchObject({
      arrivedFrom: '2024-02-01',
      arrivedTo: '2024-02-01',
      started: 1,
    });
  });
});

describe('the weekly publication', () => {
  beforeEach(async () => {
    test = await start({ env: { INDICATORS_REFRESH_MS: '100' }, now: '2024-03-27T04:00:00Z' });
  });

  afterEach(async () => {
    await test.stop();
  });

  const weekly = (dueOn = test.clock.today()): Promise<void> =>
    test.service.app.get(SnapshotsService).publishWeekly(dueOn);

  it('is dated on the Tuesday and made once', async () => {
    await importItems(
      test,
      ndjson(WEBINAR.filter(({ startedAt }) => startedAt !== '2024-03-26T23:00:00Z')),
    );
    await Promise.all([weekly(), weekly()]);
    await weekly();
    const { body } = await test.call<{ items: SnapshotView[] }>('GET', 'snapshots');
    expect(body.items.map(({ updatedOn, version }) => [updatedOn, version])).toEqual([
      ['2024-03-26', 1],
    ]);
  });

  it('made late has the figures of the Tuesday on which it fell due', async () => {
    await importItems(test, ndjson(WEBINAR));
    test.clock.moveTo(new Date('2024-04-10T09:00:00Z'));
    await weekly(localDate('2024-03-26'));
    const { body } = await test.call<{ items: SnapshotView[] }>('GET', 'snapshots');
    expect(body.items.map(({ updatedOn }) => updatedOn)).toEqual(['2024-03-26']);
  });

  it('leaves the figures in force when no item was started', async () => {
    await weekly();
    expect((await test.call('GET', 'processing-delays')).status).toBe(404);
    expect(test.logLines.join('')).toContain('no weekly snapshot');
  });

  it('of another process shows in this process soon', async () => {
    expect((await test.call('GET', 'processing-delays')).status).toBe(404);
    await test.transactions.run((tx) =>
      tx.query(
        `insert into snapshots (id, updated_on, version, rule_version, figures, published_at)
         values ($1, '2024-03-26', 1, 'arrival-window/1', '[]', now())`,
        [newId()],
      ),
    );
    await eventually(async () => {
      expect((await test.call('GET', 'processing-delays')).status).toBe(200);
    });
  });
});
