import { addDays, type LocalDate, type WorkingCalendar } from '@passerelle/kernel';

import { type Contested, TIME_LIMITS } from './time-limits.js';

/** How the last day of a remedy is counted. The legal service of each Caf confirms it per remedy. */
export interface LastDayRule {
  /** A last day that is not worked moves to the next working day (art. 642 CPC; domain M3.7). */
  readonly rolls: boolean;
  /** The limit has one day more before the administrative judge (délai franc; domain M3.8, unverified). */
  readonly franc: boolean;
}

export interface LastDaySettings {
  readonly limitsNotRolled: readonly Contested[];
  readonly limitsFranc: readonly Contested[];
}

export function lastDayRule(contested: Contested, settings: LastDaySettings): LastDayRule {
  return {
    rolls: !settings.limitsNotRolled.includes(contested),
    franc: settings.limitsFranc.includes(contested),
  };
}

/** Only a limit before the administrative judge may be franc (domain M3.8). */
export function mayBeFranc(contested: Contested): boolean {
  return TIME_LIMITS.some(
    (limit) => limit.contested === contested && limit.nextCourt === 'tribunal_administratif',
  );
}

/** The two steps of a last day: days are counted on the first, people rely on the second. */
export class LastDay {
  constructor(
    readonly rule: LastDayRule,
    private readonly calendar: WorkingCalendar,
  ) {}

  /** The last day as the law counts it, before it is moved to a working day. */
  counted(plain: LocalDate): LocalDate {
    return this.rule.franc ? addDays(plain, 1) : plain;
  }

  /** The last day on which the person can act. A date is moved once, when everything else is counted. */
  rolled(counted: LocalDate): LocalDate {
    return this.rule.rolls ? this.calendar.nextWorkingDay(counted) : counted;
  }
}
