import { parisDay } from '@passerelle/kernel';
import { type Logger, type Metrics, newContext, runInContext } from '@passerelle/observability';
import type { Transactions } from '@passerelle/persistence';

import { dueTime, type ScheduledTask, timeAfter } from './schedules.js';
import { within } from './transport.js';

export interface SchedulerTimings {
  /** The longest time between two looks, after which runs that other processes left are taken over. */
  readonly lookMs: number;
  /** How long a run belongs to its process without a sign of life. */
  readonly leaseMs: number;
  /** The pause after the first failure of a run; it doubles up to `longestPauseMs`. */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
}

const SCHEDULER_TIMINGS: SchedulerTimings = {
  lookMs: 15_000,
  leaseMs: 60_000,
  firstPauseMs: 5_000,
  longestPauseMs: 600_000,
};

/** A stop waits so long for runs under way. Another process repeats a run that did not end. */
const STOP_LIMIT_MS = 5_000;

interface ScheduleRow {
  readonly name: string;
  readonly settledUntil: Date;
  readonly isFree: boolean;
}

/**
 * Runs the recurring tasks of a service. The times that are settled stand in the table `schedules` of the service, so
 * that no outage of the queue loses a schedule, a time that passed while the service was down is made up for, and of
 * several processes one has each run. A process that dies loses its run to another after the lease.
 */
export class Scheduler {
  private readonly running = new Map<string, Promise<void>>();
  private readonly stopping = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;

  constructor(
    private readonly tasks: readonly ScheduledTask[],
    private readonly transactions: Transactions,
    private readonly logger: Logger,
    private readonly metrics: Metrics,
    private readonly timings: SchedulerTimings = SCHEDULER_TIMINGS,
  ) {}

  /** A schedule that the table does not know yet has nothing to make up for. */
  async start(): Promise<void> {
    if (this.tasks.length === 0) return;
    await this.transactions.run((tx) =>
      tx.query(
        `insert into schedules (name, settled_until)
         select name, now() from unnest($1::text[]) as name order by name on conflict do nothing`,
        [this.tasks.map(({ name }) => name)],
      ),
    );
    this.look();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    clearTimeout(this.timer);
    await this.looking;
    await within(STOP_LIMIT_MS, () => Promise.all(this.running.values()));
  }

  private look(): void {
    this.looking = this.startDueRuns()
      .catch((error: unknown) => {
        this.logger.error('the schedules could not be read', error);
      })
      .then(() => {
        if (this.stopping.signal.aborted) return;
        this.timer = setTimeout(() => {
          this.look();
        }, this.msToNextLook());
      });
  }

  /** The next time of any task, if it comes before the regular look. */
  private msToNextLook(): number {
    const now = new Date();
    const next = Math.min(...this.tasks.map(({ cron }) => timeAfter(cron, now).getTime()));
    return Math.min(this.timings.lookMs, next - now.getTime());
  }

  private async startDueRuns(): Promise<void> {
    const rows = await this.transactions.read<ScheduleRow>(
      `select name, settled_until as "settledUntil", free_from <= now() as "isFree"
       from schedules where name = any($1::text[])`,
      [this.tasks.map(({ name }) => name)],
    );
    const now = new Date();
    for (const { name, settledUntil, isFree } of rows) {
      const task = this.tasks.find((candidate) => candidate.name === name);
      if (task === undefined || !isFree || this.running.has(name)) continue;
      const due = dueTime(task, settledUntil, now);
      if (due === null) continue;
      const run = this.runsOf(task, due).finally(() => {
        this.running.delete(name);
      });
      this.running.set(name, run);
    }
  }

  /** The run for a time, and then those for the times after it that have passed. */
  private async runsOf(task: ScheduledTask, first: Date): Promise<void> {
    try {
      for (let due: Date | null = first; due !== null; due = dueTime(task, due, new Date())) {
        if (this.stopping.signal.aborted || !(await this.runOnce(task, due))) return;
      }
    } catch (error) {
      // The database is away: the lease ends, and a later look finds the same time due.
      this.logger.error(`the scheduled run ${task.name} could not be recorded`, error);
    }
  }

  /** @returns false when another process has the run, or when it failed */
  private async runOnce(task: ScheduledTask, due: Date): Promise<boolean> {
    const attempts = await this.claim(task.name, due);
    if (attempts === null) return false;
    const renewal = setInterval(() => {
      this.renew(task.name, due).catch(() => undefined);
    }, this.timings.leaseMs / 3);
    try {
      await runInContext(newContext('fr'), () => task.run({ dueOn: parisDay(due) }));
    } catch (error) {
      await this.failed(task.name, attempts, error);
      return false;
    } finally {
      clearInterval(renewal);
    }
    await this.transactions.run((tx) =>
      tx.query(
        `update schedules set settled_until = $2, attempts = 0, free_from = '-infinity'
         where name = $1 and settled_until < $2`,
        [task.name, due],
      ),
    );
    return true;
  }

  /** @returns how often the run was tried, this time included; null when it is not to be had */
  private async claim(name: string, due: Date): Promise<number | null> {
    const [row] = await this.transactions.run((tx) =>
      tx.query<{ attempts: number }>(
        `update schedules set attempts = attempts + 1, free_from = now() + $3 * interval '1 millisecond'
         where name = $1 and settled_until < $2 and free_from <= now() returning attempts`,
        [name, due, this.timings.leaseMs],
      ),
    );
    return row?.attempts ?? null;
  }

  private async renew(name: string, due: Date): Promise<void> {
    await this.transactions.run((tx) =>
      tx.query(
        `update schedules set free_from = now() + $3 * interval '1 millisecond'
         where name = $1 and settled_until < $2`,
        [name, due, this.timings.leaseMs],
      ),
    );
  }

  private async failed(name: string, attempts: number, error: unknown): Promise<void> {
    this.metrics.scheduledRunsFailed.inc({ schedule: name });
    this.logger.error(`the scheduled run ${name} failed`, error);
    const { firstPauseMs, longestPauseMs } = this.timings;
    const wait = Math.min(firstPauseMs * 2 ** (attempts - 1), longestPauseMs);
    await this.transactions.run((tx) =>
      tx.query(
        `update schedules set free_from = now() + $2 * interval '1 millisecond' where name = $1`,
        [name, wait],
      ),
    );
  }
}
