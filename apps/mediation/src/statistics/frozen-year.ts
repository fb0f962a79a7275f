import type { LocalDate } from '@passerelle/kernel';

import type { ReportFigures } from './report-figures.js';
import type { FullStatistics } from './statistics.js';

/** Every figure of a year, none hidden. */
export interface YearFigures {
  readonly statistics: FullStatistics;
  readonly report: ReportFigures;
}

/** What counts of each case of a year, by the id of the case. */
export type CaseDigests = Readonly<Record<string, string>>;

/** The figures of a year that all readers but the mediators see on a day. */
export interface FrozenYear {
  readonly figures: YearFigures;
  readonly cases: CaseDigests;
  /** The day on which the figures replaced the ones before. */
  readonly releasedOn: LocalDate;
  /** The day whose readers see them. */
  readonly checkedOn: LocalDate;
}

/**
 * The figures of a day, from those of an earlier one. They replace these once at least `threshold` cases count
 * differently, so that the difference between one release and the next is never that of a small group. The national
 * figures are public, and are those of the day.
 */
export function frozenFor(
  today: LocalDate,
  former: FrozenYear | null,
  present: Pick<FrozenYear, 'figures' | 'cases'>,
  threshold: number,
): FrozenYear {
  if (former !== null && countDifferences(former.cases, present.cases) < threshold) {
    return { ...former, figures: withNational(former.figures, present.figures), checkedOn: today };
  }
  return { ...present, releasedOn: today, checkedOn: today };
}

/** The cases that one of the two has alone, or that count differently. */
export function countDifferences(before: CaseDigests, after: CaseDigests): number {
  const ids = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...ids].filter((id) => before[id] !== after[id]).length;
}

function withNational(figures: YearFigures, present: YearFigures): YearFigures {
  return {
    statistics: { ...figures.statistics, national: present.statistics.national },
    report: { ...figures.report, nationalSource: present.report.nationalSource },
  };
}
