import fc from 'fast-check';

import { addDays, type LocalDate, localDate, newId, parisDay } from '@passerelle/kernel';
import type { Received } from '@passerelle/messaging';
import type { Tx } from '@passerelle/persistence';
import { TestService } from '@passerelle/testing';

import { indicators } from '../service.js';
import { type CategoryFigures, weekEnding } from '../delay-rule/delay-rule.js';
import { CATEGORIES, type Category } from '../delay-rule/category.js';
import { WorkItemsConsumer } from './work-items.consumer.js';
import { BATCH_STAGING } from './batch-staging.js';
import { WorkItemsDirectory } from './work-items.directory.js';
import { WorkItemsRepository } from './work-items.repository.js';

const SEED = 20_240_326;

let test: TestService;
let workItems: WorkItemsRepository;
let directory: WorkItemsDirectory;

beforeAll(async () => {
  test = await TestService.start(indicators);
  workItems = test.service.app.get(WorkItemsRepository);
  directory = test.service.app.get(WorkItemsDirectory);
});

afterAll(async () => {
  await test.stop();
});

interface Item {
  readonly itemId: string;
  readonly category: Category;
  readonly receivedOn: LocalDate;
  readonly startedAt: string | null;
  readonly completedAt: string | null;
  readonly urgent: boolean;
  readonly resumed: boolean;
  readonly automatic: boolean;
}

/** Stages a chunk like the import engine. */
async function merge(tx: Tx, items: readonly Item[]): Promise<void> {
  const columns = Object.entries(BATCH_STAGING).map(([name, type]) => `, ${name} ${type}`);
  await tx.query(
    `create temporary table staged (line integer, doubtful boolean${columns.join('')}) on commit drop`,
  );
  const types = Object.values(BATCH_STAGING).map(
    (type, index) => `$${String(index + 1)}::${type}[]`,
  );
  await tx.query(
    `insert into staged select row_number() over (), false, given.* from unnest(${types.join(', ')}) as given`,
    [
      items.map(({ itemId }) => itemId),
      items.map(({ category }) => category),
      items.map(({ receivedOn }) => receivedOn),
      items.map(({ startedAt }) => startedAt),
      items.map(({ completedAt }) => completedAt),
      items.map(({ urgent }) => urgent),
      items.map(({ resumed }) => resumed),
      items.map(({ automatic }) => automatic),
    ],
  );
  await workItems.mergeBatch(tx, 'staged');
}

const store = (items: readonly Item[]): Promise<void> =>
  test.transactions.run(async (tx) => {
    await tx.query('delete from work_items');
    await merge(tx, items);
  });

let serial = 0;
const item = (given: Partial<Item>): Item => ({
  itemId: `I-${String(serial++)}`,
  category: 'mail',
  receivedOn: localDate('2024-03-06'),
  startedAt: null,
  completedAt: null,
  urgent: false,
  resumed: false,
  automatic: false,
  ...given,
});

/** The rule of domain D2.1 to D2.7 step by step: days in Paris, sorted lists, whole numbers. */
function reference(items: readonly Item[], updatedOn: LocalDate): CategoryFigures[] {
  const dayOf = (instant: string | null): LocalDate | null =>
    instant === null ? null : parisDay(new Date(instant));
  const first = addDays(updatedOn, -6);
  return CATEGORIES.map((category) => {
    const own = items.filter((candidate) => candidate.category === category);
    const started = own.filter(({ startedAt }) => {
      const day = dayOf(startedAt);
      return day !== null && day >= first && day <= updatedOn;
    });
    const days = started
      .filter(({ urgent, resumed, automatic }) => !urgent && !resumed && !automatic)
      .map(({ receivedOn }) => receivedOn)
      .sort();
    const rank = (percent: number): LocalDate | null =>
      days[Math.ceil((percent * days.length) / 100) - 1] ?? null;
    const notYet = (instant: string | null): boolean => {
      const day = dayOf(instant);
      return day === null || day > updatedOn;
    };
    const waiting = own
      .filter(({ receivedOn }) => receivedOn <= updatedOn)
      .filter(({ startedAt, completedAt }) => notYet(startedAt) && notYet(completedAt))
      .map(({ receivedOn }) => receivedOn)
      .sort();
    const urgent = started.filter((candidate) => candidate.urgent).length;
    // In ten-thousandths, half rounded up.
    const share = Math.floor((2 * 10_000 * urgent + started.length) / (2 * started.length));
    return {
      category,
      arrivedFrom: days.length < 20 ? (days[0] ?? null) : rank(5),
      arrivedTo: days.length < 20 ? (days.at(-1) ?? null) : rank(95),
      oldestWaitingOn: waiting[0] ?? null,
      started: days.length,
      urgentShare:
        started.length === 0
          ? null
          : `${String(Math.floor(share / 10_000))}.${String(share % 10_000).padStart(4, '0')}`,
    };
  });
}

describe('the window rule in SQL', () => {
  it.each([
    ['2024-03-26', '2024-03-26T22:59:59Z', 1],
    ['2024-03-26', '2024-03-26T23:00:00Z', 0],
    ['2024-03-26', '2024-03-19T23:00:00Z', 1],
    ['2024-03-26', '2024-03-19T22:59:59Z', 0],
    // Summer time begins on 31 March 2024: the day ends an hour earlier in UTC.
    ['2024-03-31', '2024-03-31T21:59:59Z', 1],
    ['2024-03-31', '2024-03-31T22:00:00Z', 0],
    ['2024-04-06', '2024-03-30T23:00:00Z', 1],
    ['2024-04-06', '2024-03-30T22:59:59Z', 0],
    ['2024-04-07', '2024-03-31T22:00:00Z', 1],
    ['2024-04-07', '2024-03-31T21:59:59Z', 0],
  ])('on %s counts an item started at %s: %i', async (updatedOn, startedAt, counted) => {
    await store([item({ startedAt })]);
    const [mail] = await directory.figuresOf(weekEnding(localDate(updatedOn)));
    expect(mail).toMatchObject({ category: 'mail', started: counted });
  });

  it('has no figures without items', async () => {
    await store([]);
    expect(await directory.figuresOf(weekEnding(localDate('2024-03-26')))).toEqual(
      CATEGORIES.map((category) => ({
        category,
        arrivedFrom: null,
        arrivedTo: null,
        oldestWaitingOn: null,
        started: 0,
        urgentShare: null,
      })),
    );
  });

  it('has the same result as the rule step by step', async () => {
    const day = (from: string, days: number) =>
      fc.integer({ min: 0, max: days }).map((offset) => addDays(localDate(from), offset));
    /** Instants, half of them at midnight in Paris or within a second of midnight. */
    const instant = fc.oneof(
      fc
        .tuple(day('2024-03-19', 14), fc.constantFrom(-2, -1), fc.integer({ min: -1, max: 1 }))
        .map(([on, hours, seconds]) => {
          const at = Date.parse(`${on}T00:00:00Z`) + hours * 3_600_000 + seconds * 1_000;
          return new Date(at).toISOString();
        }),
      fc
        .date({
          min: new Date('2024-03-19T00:00:00Z'),
          max: new Date('2024-04-03T00:00:00Z'),
          noInvalidDate: true,
        })
        .map((date) => date.toISOString()),
    );
    const rarely = fc.constantFrom(false, false, false, false, false, false, true);
    const anyItem = fc
      .record({
        category: fc.constantFrom('mail' as const, ...CATEGORIES),
        receivedOn: day('2024-01-08', 90),
        startedAt: fc.option(instant, { freq: 6 }),
        completedAt: fc.option(instant, { freq: 1 }),
        urgent: rarely,
        resumed: rarely,
        automatic: rarely,
      })
      .map((given) => item(given));
    const items = fc
      .constantFrom(3, 40, 150, 250, 350)
      .chain((size) => fc.array(anyItem, { minLength: size, maxLength: size }));
    let drawnByPercentile = 0;
    await fc.assert(
      fc.asyncProperty(items, day('2024-03-24', 9), async (all, updatedOn) => {
        await store(all);
        const expected = reference(all, updatedOn);
        if (expected.some(({ started }) => started >= 20)) drawnByPercentile++;
        expect(await directory.figuresOf(weekEnding(updatedOn))).toEqual(expected);
      }),
      { numRuns: 300, seed: SEED, endOnFailure: true },
    );
    // Enough runs had a window by percentile, which needs 20 items.
    expect(drawnByPercentile).toBeGreaterThan(50);
  });
});

describe('a chunk of an import', () => {
  const versions = () =>
    test.transactions.read<{ item_id: string; version: string }>(
      'select item_id, xmin::text as version from work_items order by item_id',
    );

  it('writes new and changed items, and no other item', async () => {
    const [first, second] = [item({}), item({ urgent: true })];
    await store([second, first]);
    const again = (items: Item[]) => test.transactions.run((tx) => merge(tx, items));
    const before = await versions();
    await again([first, second]);
    expect(await versions()).toEqual(before);
    await again([{ ...first, startedAt: '2024-03-21T08:00:00.000Z' }, second]);
    const after = await versions();
    expect(after[0]).not.toEqual(before[0]);
    expect(after[1]).toEqual(before[1]);
  });

  it('never changes an item of mediation, whatever the identifier', async () => {
    const own = item({});
    await store([]);
    await test.transactions.run((tx) =>
      workItems.referralsReceived(tx, [
        { referralId: own.itemId, category: 'other', receivedOn: '2024-01-02' },
      ]),
    );
    await test.transactions.run((tx) => merge(tx, [own]));
    expect(
      await test.transactions.read('select source, category from work_items order by source'),
    ).toEqual([
      { source: 'batch', category: 'mail' },
      { source: 'mediation', category: 'other' },
    ]);
  });

  it('does not deadlock with a chunk of the same items in another order', async () => {
    const items = Array.from({ length: 300 }, () => item({}));
    await store([]);
    // A deadlock is tried again, so only this count shows a deadlock.
    let attempts = 0;
    const runs = Array.from({ length: 8 }, (_, index) =>
      test.transactions.run((tx) => {
        attempts++;
        const own = items.map((one) => ({ ...one, receivedOn: addDays(one.receivedOn, index) }));
        return merge(tx, index % 2 === 0 ? own : own.reverse());
      }),
    );
    await Promise.all(runs);
    expect(attempts).toBe(runs.length);
    const rows = await test.transactions.read<{ days: number; items: number }>(
      'select count(distinct received_on) as days, count(*) as items from work_items',
    );
    expect(rows).toEqual([{ days: 1, items: 300 }]);
  });
});

describe('events of referrals', () => {
  const CORRECTED = {
    origin: 'beneficiary',
    channel: 'online',
    benefit: 'housing',
    decidedOn: null,
    endedOn: null,
  };
  const NAMES = ['received', 'decided', 'ended', 'transferred', 'corrected'] as const;
  type Name = (typeof NAMES)[number];
  interface Event {
    readonly name: Name;
    readonly version: number;
    readonly data: { readonly referralId: string } & Record<string, unknown>;
  }
  const [first, second, third] = [newId(), newId(), newId()];
  const EVENTS: readonly Event[] = [
    event('received', {
      referralId: first,
      channel: 'online',
      benefit: 'rsa',
      receivedOn: '2024-03-01',
    }),
    event('decided', { referralId: first, decision: 'admissible', notifiedOn: '2024-03-08' }),
    event('ended', { referralId: first, status: 'closed', endedOn: '2024-03-20' }),
    event('received', {
      referralId: second,
      channel: 'email',
      benefit: 'rsa',
      receivedOn: '2024-03-02',
    }),
    event('decided', {
      referralId: second,
      decision: 'more_information',
      notifiedOn: '2024-03-04',
    }),
    event('decided', { referralId: second, decision: 'inadmissible', notifiedOn: '2024-03-15' }),
    event('ended', { referralId: second, status: 'joined', endedOn: '2024-03-16' }),
    // Corrected before its decision, and after its transfer: an older event may arrive after a correction.
    event('received', {
      referralId: third,
      channel: 'online',
      benefit: 'rsa',
      receivedOn: '2024-02-03',
    }),
    event('corrected', { ...CORRECTED, referralId: third, receivedOn: '2024-03-01' }, 2),
    event('decided', { referralId: third, decision: 'admissible', notifiedOn: '2024-02-08' }, 3),
    event('transferred', { referralId: third, transferredOn: '2024-02-20' }, 4),
    event(
      'corrected',
      {
        ...CORRECTED,
        referralId: third,
        receivedOn: '2024-03-03',
        decidedOn: '2024-03-08',
        endedOn: '2024-03-20',
      },
      5,
    ),
  ];

  function event(name: Name, data: Event['data'], version = 1): Event {
    return { name, data, version };
  }

  async function deliver(batch: readonly Event[]): Promise<void> {
    const consumer = test.service.app.get(WorkItemsConsumer);
    await test.transactions.run(async (tx) => {
      for (const name of NAMES) {
        const own = batch
          .filter((candidate) => candidate.name === name)
          .map(({ data, version }) => ({ id: newId(), time: new Date(), version, data }));
        if (own.length > 0) await consumer[name](own as unknown as Received<never>[], tx);
      }
    });
  }

  it('give the same items in any order and grouping', async () => {
    const grouping = fc.array(fc.boolean(), { minLength: EVENTS.length, maxLength: EVENTS.length });
    const order = fc.shuffledSubarray([...EVENTS], { minLength: EVENTS.length });
    await fc.assert(
      fc.asyncProperty(order, grouping, async (events, cuts) => {
        await store([]);
        const batch: Event[] = [];
        for (const [index, one] of events.entries()) {
          batch.push(one);
          if (cuts[index] === true) await deliver(batch.splice(0));
        }
        await deliver(batch);
        expect(
          await test.transactions.read(
            `select item_id, category, received_on, started_at, completed_at, urgent, resumed, automatic
             from work_items order by received_on`,
          ),
        ).toEqual([
          {
            item_id: first,
            category: 'rsa_aah',
            received_on: '2024-03-01',
            started_at: new Date('2024-03-07T23:00:00Z'),
            completed_at: new Date('2024-03-19T23:00:00Z'),
            urgent: false,
            resumed: false,
            automatic: false,
          },
          {
            item_id: second,
            category: 'mail',
            received_on: '2024-03-02',
            started_at: new Date('2024-03-14T23:00:00Z'),
            completed_at: new Date('2024-03-15T23:00:00Z'),
            urgent: false,
            resumed: true,
            automatic: true,
          },
          {
            item_id: third,
            category: 'other',
            received_on: '2024-03-03',
            started_at: new Date('2024-03-07T23:00:00Z'),
            completed_at: new Date('2024-03-19T23:00:00Z'),
            urgent: false,
            resumed: false,
            automatic: false,
          },
        ]);
      }),
      { numRuns: 100, seed: SEED },
    );
  });

  it('let a decision start an item that was corrected before it', async () => {
    await store([]);
    await deliver(EVENTS.filter(({ name, version }) => name === 'corrected' && version === 2));
    await deliver(EVENTS.filter(({ name, version }) => name === 'decided' && version === 3));
    expect(
      await test.transactions.read('select received_on, started_at, completed_at from work_items'),
    ).toEqual([
      {
        received_on: '2024-03-01',
        started_at: new Date('2024-02-07T23:00:00Z'),
        completed_at: null,
      },
    ]);
  });

  it('do not count until the arrival is known', async () => {
    await store([]);
    await deliver(EVENTS.filter(({ name }) => name === 'decided'));
    const figures = await directory.figuresOf(weekEnding(localDate('2024-03-12')));
    expect(figures.map(({ started, oldestWaitingOn }) => [started, oldestWaitingOn])).toEqual([
      [0, null],
      [0, null],
      [0, null],
    ]);
  });
});
