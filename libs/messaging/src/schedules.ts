import { CronExpressionParser } from 'cron-parser';

import { BUSINESS_TIME_ZONE, type LocalDate } from '@passerelle/kernel';

/** A recurring task. A crash may repeat a run, so a second run must be harmless. */
export interface Schedule {
  /** Kebab-case, unique in the service. */
  readonly name: string;
  /** Cron pattern in Paris time. */
  readonly cron: string;
  /** One sentence for the generated list of schedules. */
  readonly summary: string;
  /**
   * What becomes of the times that passed while the service was down. `latest`, the default: one run makes up for
   * all of them. `each`: one run for each of them, in order, for a task whose result belongs to a day.
   */
  readonly missed?: 'latest' | 'each';
}

/** What a run is told. */
export interface Run {
  /** The day in Paris on which the run fell due. After an outage that day is in the past. */
  readonly dueOn: LocalDate;
}

const SCHEDULED = Symbol('passerelle:scheduled');

/** Marks a method of a provider as a recurring task. The method may take a `Run`. */
export function Scheduled(schedule: Schedule) {
  return <T extends (run: Run) => Promise<void>>(
    target: object,
    key: string,
    _: TypedPropertyDescriptor<T>,
  ): void => {
    const known =
      (Reflect.getMetadata(SCHEDULED, target) as [Schedule, string][] | undefined) ?? [];
    Reflect.defineMetadata(SCHEDULED, [...known, [schedule, key]], target);
  };
}

export interface ScheduledTask extends Schedule {
  run(run: Run): Promise<void>;
}

export function collectSchedules(providers: readonly object[]): ScheduledTask[] {
  return providers.flatMap((provider) => {
    const marks =
      (Reflect.getMetadata(SCHEDULED, provider) as [Schedule, string][] | undefined) ?? [];
    return marks.map(([schedule, key]) => ({
      ...schedule,
      run: (run: Run) =>
        (provider as Record<string, (run: Run) => Promise<void>>)[key]?.(run) ?? Promise.resolve(),
    }));
  });
}

/**
 * The time for which a task has to run now.
 *
 * @param settledUntil the last time that needs no run any more
 * @returns null when no time of the pattern lies after `settledUntil`, up to `now`
 */
export function dueTime(
  { cron, missed = 'latest' }: Pick<Schedule, 'cron' | 'missed'>,
  settledUntil: Date,
  now: Date,
): Date | null {
  const due = missed === 'each' ? timeAfter(cron, settledUntil) : timeUpTo(cron, now);
  return due > settledUntil && due <= now ? due : null;
}

/** The first time of a pattern after a moment. */
export function timeAfter(cron: string, moment: Date): Date {
  return parsed(cron, moment).next().toDate();
}

/** The last time of a pattern up to a moment, which may be the moment itself. */
function timeUpTo(cron: string, moment: Date): Date {
  return parsed(cron, new Date(moment.getTime() + 1))
    .prev()
    .toDate();
}

function parsed(cron: string, currentDate: Date) {
  return CronExpressionParser.parse(cron, { currentDate, tz: BUSINESS_TIME_ZONE });
}
