import { type LocalDate, SystemClock } from '@passerelle/kernel';
import { Logger, Metrics } from '@passerelle/observability';
import {
  createDataSource,
  type DataSource,
  Installation,
  migrate,
  Transactions,
} from '@passerelle/persistence';
import { TestDatabase } from '@passerelle/test-database';

import { eventually } from '../test/eventually.js';
import { Schedules1700000000008 } from './migration.js';
import { Scheduler, type SchedulerTimings } from './scheduler.js';
import type { Run, ScheduledTask } from './schedules.js';

const TIMINGS: SchedulerTimings = {
  lookMs: 40,
  leaseMs: 600,
  firstPauseMs: 20,
  longestPauseMs: 100,
};
const DAILY = '0 0 * * *';

describe('the scheduler', () => {
  let database: TestDatabase;
  let source: DataSource;
  let transactions: Transactions;
  const metrics = new Metrics('scheduler', false);
  const lines: string[] = [];
  const logger = new Logger('scheduler', 'info', (line) => lines.push(line));
  const atWork: Scheduler[] = [];

  beforeAll(async () => {
    database = await TestDatabase.create();
    const installation = new Installation(database.installation);
    const options = {
      url: installation.urlOf('mediation'),
      service: 'mediation',
      poolSize: 6,
      entities: [],
      migrations: [Schedules1700000000008],
    };
    await migrate(installation, options);
    source = await createDataSource(options).initialize();
    transactions = new Transactions(source);
  });

  afterEach(async () => {
    for (const scheduler of atWork.splice(0)) await scheduler.stop();
    await database.query('truncate mediation.schedules');
    lines.length = 0;
  });

  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  const start = async (
    task: Partial<ScheduledTask> & Pick<ScheduledTask, 'run'>,
    timings = TIMINGS,
  ): Promise<Scheduler> => {
    const full = { name: 'task', cron: DAILY, summary: 'A task.', ...task };
    const scheduler = new Scheduler([full], transactions, logger, metrics, timings);
    atWork.push(scheduler);
    await scheduler.start();
    return scheduler;
  };

  /** As after an outage of so many days. */
  const settleDaysAgo = (days: number): Promise<unknown> =>
    database.query(
      `insert into mediation.schedules (name, settled_until)
       values ('task', date_trunc('day', now() at time zone 'Europe/Paris') at time zone 'Europe/Paris'
         - ${String(days)} * interval '24 hours' + interval '12 hours')`,
    );

  const settledUntil = async (): Promise<Date | undefined> => {
    const [row] = await transactions.read<{ settledUntil: Date }>(
      'select settled_until as "settledUntil" from schedules',
    );
    return row?.settledUntil;
  };

  const recorded = (): {
    readonly days: LocalDate[];
    readonly run: (run: Run) => Promise<void>;
  } => {
    const days: LocalDate[] = [];
    return {
      days,
      run: ({ dueOn }) => {
        days.push(dueOn);
        return Promise.resolve();
      },
    };
  };

  const today = new SystemClock().today();
  const dayBefore = (days: number): string =>
    new Date(Date.parse(today) - days * 86_400_000).toISOString().slice(0, 10);

  it('makes up for each missed day, once and in order, whatever the number of processes', async () => {
    await settleDaysAgo(4);
    const { days, run } = recorded();
    await Promise.all(Array.from({ length: 4 }, () => start({ run, missed: 'each' })));
    await eventually(() => Promise.resolve(days.length), 4);
    expect(days).toEqual([dayBefore(3), dayBefore(2), dayBefore(1), today]);
    await eventually(async () => (await settledUntil())!.getTime() > Date.now() - 86_400_000, true);
  });

  it('makes up for all missed times with one run where no result belongs to a day', async () => {
    await settleDaysAgo(30);
    const { days, run } = recorded();
    await Promise.all(Array.from({ length: 4 }, () => start({ run })));
    await eventually(() => Promise.resolve(days), [today]);
  });

  it('has nothing to make up for on the first start of a release that brings the task', async () => {
    const { days, run } = recorded();
    await start({ run, missed: 'each' });
    await eventually(async () => (await settledUntil()) !== undefined, true);
    expect(days).toEqual([]);
  });

  it('tries a failed run again, with its day, before the next one', async () => {
    await settleDaysAgo(2);
    const tried: string[] = [];
    await start({
      missed: 'each',
      run: ({ dueOn }) => {
        tried.push(dueOn);
        return tried.length < 4 ? Promise.reject(new Error('not yet')) : Promise.resolve();
      },
    });
    const first = dayBefore(1);
    await eventually(() => Promise.resolve(tried), [first, first, first, first, today]);
    expect(lines.filter((line) => line.includes('the scheduled run task failed'))).toHaveLength(3);
    expect((await metrics.scheduledRunsFailed.get()).values).toMatchObject([
      { labels: { schedule: 'task' }, value: 3 },
    ]);
  });

  it('takes over the run of a process that died, after its lease', async () => {
    await settleDaysAgo(1);
    const { days, run } = recorded();
    await database.query(
      `update mediation.schedules set attempts = 1, free_from = now() + interval '300 milliseconds'`,
    );
    await start({ run });
    await eventually(() => Promise.resolve(days), [today]);
  });

  it('keeps a run that takes longer than the lease', async () => {
    await settleDaysAgo(1);
    let runs = 0;
    let end = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      end = resolve;
    });
    const run = async (): Promise<void> => {
      runs++;
      await held;
    };
    const timings = { ...TIMINGS, leaseMs: 150 };
    await Promise.all([start({ run }, timings), start({ run }, timings)]);
    await eventually(() => Promise.resolve(runs), 1);
    const renewals = async (): Promise<boolean> => {
      const [row] = await transactions.read<{ isKept: boolean }>(
        `select free_from > now() + interval '60 milliseconds' as "isKept" from schedules`,
      );
      return row?.isKept === true;
    };
    // Several leases pass.
    for (let look = 0; look < 10; look++) await eventually(renewals, true);
    expect(runs).toBe(1);
    end();
    await eventually(async () => (await settledUntil())!.getTime() > Date.now() - 86_400_000, true);
  });

  it('starts no run after the stop, and leaves what is due to another process', async () => {
    await settleDaysAgo(3);
    const first = recorded();
    const scheduler = await start({
      missed: 'each',
      run: async (run) => {
        await first.run(run);
        void scheduler.stop();
      },
    });
    await eventually(() => Promise.resolve(first.days.length), 1);
    const second = recorded();
    await start({ run: second.run, missed: 'each' });
    await eventually(() => Promise.resolve(second.days.at(-1)), today);
    expect(first.days).toEqual([dayBefore(2)]);
  });
});
