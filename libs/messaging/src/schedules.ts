import { BUSINESS_TIME_ZONE } from '@passerelle/kernel';

/** A recurring task. A crash may repeat a run, so a second run must be harmless. */
export interface Schedule {
  /** Kebab-case, unique in the service. */
  readonly name: string;
  /** Cron pattern in Paris time. */
  readonly cron: string;
  /** One sentence for the generated list of schedules. */
  readonly summary: string;
}

const SCHEDULED = Symbol('passerelle:scheduled');

/** Marks a method of a provider, without parameters, as a recurring task. */
export function Scheduled(schedule: Schedule) {
  return (target: object, key: string): void => {
    const known =
      (Reflect.getMetadata(SCHEDULED, target) as [Schedule, string][] | undefined) ?? [];
    Reflect.defineMetadata(SCHEDULED, [...known, [schedule, key]], target);
  };
}

export interface ScheduledTask extends Schedule {
  run(): Promise<void>;
}

export function collectSchedules(providers: readonly object[]): ScheduledTask[] {
  return providers.flatMap((provider) => {
    const marks =
      (Reflect.getMetadata(SCHEDULED, provider) as [Schedule, string][] | undefined) ?? [];
    return marks.map(([schedule, key]) => ({
      ...schedule,
      run: () => (provider as Record<string, () => Promise<void>>)[key]?.() ?? Promise.resolve(),
    }));
  });
}

export const SCHEDULE_TIME_ZONE = BUSINESS_TIME_ZONE;
