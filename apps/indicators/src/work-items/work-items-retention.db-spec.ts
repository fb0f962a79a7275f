import { addDays, newId, startOfParisDay } from '@passerelle/kernel';
import { TestService } from '@passerelle/testing';

import { indicators } from '../service.js';
import { SnapshotsService } from '../snapshots/snapshots.service.js';
import { WorkItemsRetentionSchedule } from './work-items-retention.schedule.js';
import { WorkItemsRepository } from './work-items.repository.js';

let test: TestService;
let workItems: WorkItemsRepository;

beforeAll(async () => {
  test = await TestService.start(indicators);
  workItems = test.service.app.get(WorkItemsRepository);
});

afterAll(async () => {
  await test.stop();
});

interface Item {
  readonly itemId: string;
  readonly startedAt?: string;
  readonly completedAt?: string;
}

/** Replaces all work items. */
const store = (items: readonly Item[]): Promise<void> =>
  test.transactions.run(async (tx) => {
    await tx.query('delete from work_items');
    await tx.query(
      `insert into work_items (source, item_id, category, received_on, started_at, completed_at)
       select 'batch', item_id, 'mail', '1999-01-01', started_at, completed_at
       from unnest($1::text[], $2::timestamptz[], $3::timestamptz[]) as item (item_id, started_at, completed_at)`,
      [
        items.map(({ itemId }) => itemId),
        items.map(({ startedAt }) => startedAt ?? null),
        items.map(({ completedAt }) => completedAt ?? null),
      ],
    );
  });

describe('retention', () => {
  const DAYS = 3_650;
  const instant = (daysAgo: number): string =>
    startOfParisDay(addDays(test.clock.today(), -daysAgo)).toISOString();
  const second = (at: string): string => new Date(Date.parse(at) - 1_000).toISOString();
  const forget = () => test.service.app.get(WorkItemsRetentionSchedule).forget();
  const left = async (): Promise<string[]> => {
    const rows = await test.transactions.read<{ item_id: string }>(
      'select item_id from work_items order by item_id',
    );
    return rows.map(({ item_id }) => item_id);
  };

  it('forgets the items that ended before the days that are kept, and no other item', async () => {
    const kept = instant(DAYS);
    const gone = second(kept);
    await store([
      { itemId: 'gone: completed', startedAt: gone, completedAt: gone },
      { itemId: 'gone: completed alone', completedAt: gone },
      { itemId: 'gone: started', startedAt: gone },
      { itemId: 'kept: completed later', startedAt: gone, completedAt: kept },
      { itemId: 'kept: started', startedAt: kept },
      // Events come in any order, so the later of start and completion counts.
      { itemId: 'kept: started later', startedAt: kept, completedAt: gone },
      { itemId: 'kept: waiting' },
    ]);
    await forget();
    expect(await left()).toEqual([
      'kept: completed later',
      'kept: started',
      'kept: started later',
      'kept: waiting',
    ]);
  });

  it('goes on in batches until all these items are gone', async () => {
    await store([{ itemId: 'recent', startedAt: instant(1) }]);
    await test.transactions.run((tx) =>
      tx.query(
        `insert into work_items (source, item_id, category, received_on, started_at)
         select 'batch', 'old-' || n, 'mail', '2001-01-01', '2001-01-02' from generate_series(1, 25000) as n`,
      ),
    );
    const batches = jest.spyOn(workItems, 'forgetEnded');
    await forget();
    const removed = await Promise.all(
      batches.mock.results.map(({ value }) => value as Promise<number>),
    );
    batches.mockRestore();
    expect(removed).toEqual([10_000, 10_000, 5_000]);
    expect(await left()).toEqual(['recent']);
  });

  it('does not wait for an import that holds an item', async () => {
    await store([
      { itemId: 'free', startedAt: '2001-01-02T08:00:00Z' },
      { itemId: 'held', startedAt: '2001-01-02T08:00:00Z' },
    ]);
    const other = await test.transactions.session();
    try {
      await other.query('begin');
      await other.query(`select 1 from work_items where item_id = 'held' for update`);
      await forget();
    } finally {
      await other.close();
    }
    expect(await left()).toEqual(['held']);
  });

  it('refuses figures of a week of which items may be gone', async () => {
    const snapshots = test.service.app.get(SnapshotsService);
    const firstWhole = addDays(test.clock.today(), -DAYS + 6);
    await expect(
      snapshots.publish({ updatedOn: addDays(firstWhole, -1) }, newId()),
    ).rejects.toMatchObject({ code: 'indicators/update-too-early' });
    expect(await snapshots.publish({ updatedOn: firstWhole }, newId())).toMatchObject({
      version: 1,
    });
  });
});
