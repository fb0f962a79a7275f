import { type LocalDate, type Localized, parisDay } from '@passerelle/kernel';

import {
  type Figure,
  labelOr,
  READABLE_CODES,
  refOf,
  type ScaleHeading,
  type Series,
  type UpratingIndex,
} from './scale.js';
import { dueAfter, yearlyIndicesOf } from './due-date.js';
import { firstDays, inForce, knownAt, type Period, type Placement } from './timeline.js';

/** A figure as it is kept, with what an auditor asks. */
export interface StoredFigure extends Figure {
  /** Absent until it is written. */
  readonly id?: string;
  /** When this system learnt of it (RFC 3339). */
  readonly recordedAt: string;
  readonly correctionReason: string | null;
  readonly versionId: string | null;
}

/** A period as it is kept. */
export interface StoredPeriod extends Period<StoredFigure> {
  readonly id: string;
}

/** A period to be written for a series. */
export interface NewPeriod {
  readonly seriesId: number;
  readonly period: Period<StoredFigure>;
}

/** What the placement of a figure closes and adds in a series. */
export interface PlacedPeriod {
  readonly seriesId: number;
  readonly placement: Placement<StoredFigure>;
  /** The period that ends, if one does. */
  readonly closedId: string | null;
  readonly knownFrom: number;
}

export interface StoredSeries {
  readonly id: number;
  readonly series: Series;
  readonly periods: readonly Period<StoredFigure>[];
}

export interface StoredCatalogue {
  readonly revision: number;
  readonly headings: readonly ScaleHeading[];
  readonly indices: readonly UpratingIndex[];
  readonly series: readonly StoredSeries[];
}

export interface KnownHistory {
  readonly series: Series;
  /** All periods, for those who ask what was superseded. */
  readonly periods: readonly Period<StoredFigure>[];
  /** Contiguous, as known at the instant asked for. */
  readonly history: readonly Period<StoredFigure>[];
  /** From when on the last value may no longer hold: a revaluation is due on that day and none is known. */
  readonly dueOn: LocalDate | null;
}

/** A series with its value on a day. */
export interface ValueOnDay {
  readonly series: Series;
  readonly period: Period<StoredFigure>;
  /** The day of a revaluation that was due by then and is not known: the value is the former one. */
  readonly dueOn: LocalDate | null;
}

/** Between two publications of a scale nothing about it changes: an epoch. The present and the past one asked for last. */
const KEPT_EPOCHS = 2;
const KEPT_LISTS = 64;

/** The indices that set a series anew each year. */
type YearlyIndices = (series: Series) => readonly UpratingIndex[];

/** Only the last value can be out of date, and only where it says something. */
function dueDayOf(
  history: readonly Period<StoredFigure>[],
  indices: readonly UpratingIndex[],
): LocalDate | null {
  const last = history.at(-1);
  if (!last || last.figure.values.every((value) => value === null)) return null;
  return dueAfter(last.effectiveFrom, indices);
}

/** The value of a series on a day; undefined before its first. */
export function valueOn(known: KnownHistory, on: LocalDate): ValueOnDay | undefined {
  const period = inForce(known.history, on);
  return period && { series: known.series, period, dueOn: isDue(known, on) ? known.dueOn : null };
}

/** Whether a revaluation was due by a day and is not known. */
export function isDue({ dueOn }: KnownHistory, on: LocalDate): boolean {
  return dueOn !== null && dueOn <= on;
}

/** The position of the last of some ascending days that has come; -1 before the first. */
function lastUntil(days: readonly LocalDate[], on: LocalDate): number {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[middle] ?? '') <= on) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** One scale as it was known during one epoch. */
export class ScaleEpoch {
  readonly histories: readonly KnownHistory[];
  /** The days between which nothing changes. */
  readonly days: readonly LocalDate[];
  private readonly stateDays: readonly LocalDate[];
  private readonly byKey: ReadonlyMap<string, KnownHistory>;
  private readonly kept = new Map<string | object, unknown>();

  constructor(
    readonly heading: ScaleHeading,
    series: readonly StoredSeries[],
    /** The last publication before the instant asked for. */
    readonly knownFrom: number,
    yearlyIndices: YearlyIndices,
  ) {
    this.histories = series.map((stored): KnownHistory => {
      const history = knownAt(stored.periods, knownFrom);
      const dueOn = dueDayOf(history, yearlyIndices(stored.series));
      return { series: stored.series, periods: stored.periods, history, dueOn };
    });
    this.byKey = new Map(this.histories.map((known) => [known.series.key, known]));
    this.days = firstDays(this.histories.map(({ history }) => history));
    const dueDays = this.histories.flatMap(({ dueOn }) => dueOn ?? []);
    this.stateDays = [...new Set([...this.days, ...dueDays])].sort();
  }

  /** Where a day lies among `days`; -1 before the first. */
  intervalOf(on: LocalDate): number {
    return lastUntil(this.days, on);
  }

  /** Like `intervalOf`, the days from which a revaluation is due and not known among them. */
  stateOf(on: LocalDate): number {
    return lastUntil(this.stateDays, on);
  }

  find(key: string): KnownHistory | undefined {
    return this.byKey.get(key);
  }

  /** What is in force on a day, series without a value left out. */
  inForceOn(on: LocalDate): ValueOnDay[] {
    return this.histories.flatMap((known) => valueOn(known, on) ?? []);
  }

  /** Made once an epoch: bodies ready to send. Their number is bounded by the days of the data. */
  prepared<T>(key: string | object, make: () => T): T {
    const known = this.kept.get(key);
    if (known !== undefined) return known as T;
    const made = make();
    this.kept.set(key, made);
    return made;
  }
}

/** A scale through all that was ever published of it. */
export class ScaleRecord {
  /** When anything became known of it, ascending. */
  readonly instants: readonly number[];
  private readonly epochs = new Map<number, ScaleEpoch>();

  constructor(
    readonly heading: ScaleHeading,
    readonly series: readonly StoredSeries[],
    private readonly yearlyIndices: YearlyIndices,
  ) {
    const instants = series.flatMap(({ periods }) => periods.map(({ knownFrom }) => knownFrom));
    this.instants = [...new Set(instants)].sort((a, b) => a - b);
  }

  /** The scale as known at an instant; undefined before the first publication. */
  epochAt(instant: number): ScaleEpoch | undefined {
    let low = 0;
    let high = this.instants.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.instants[middle] ?? 0) <= instant) low = middle + 1;
      else high = middle;
    }
    const knownFrom = this.instants[low - 1];
    if (knownFrom === undefined) return undefined;
    const kept = this.epochs.get(knownFrom);
    if (kept) return kept;
    const epoch = new ScaleEpoch(this.heading, this.series, knownFrom, this.yearlyIndices);
    // The oldest goes, unless it is the present: that one is asked for all day long.
    if (this.epochs.size >= KEPT_EPOCHS) {
      const last = this.instants.at(-1);
      const oldest = [...this.epochs.keys()].find((key) => key !== last && key !== knownFrom);
      if (oldest !== undefined) this.epochs.delete(oldest);
    }
    this.epochs.set(knownFrom, epoch);
    return epoch;
  }
}

/** All scales of one revision, immutable: a publication makes another. */
export class Catalogue {
  readonly revision: number;
  readonly indices: ReadonlyMap<string, UpratingIndex>;
  readonly scales: ReadonlyMap<string, ScaleRecord>;
  private readonly byRef: ReadonlyMap<string, StoredSeries>;
  private readonly kept = new Map<string, unknown>();

  constructor(stored: StoredCatalogue) {
    this.revision = stored.revision;
    this.indices = new Map(stored.indices.map((index) => [index.code, index]));
    this.byRef = new Map(stored.series.map((one) => [refOf(one.series), one]));
    const yearlyIndices: YearlyIndices = (series) =>
      yearlyIndicesOf(series, (ref) => this.byRef.get(ref)?.series, this.indices);
    const headings = new Map(stored.headings.map((heading) => [heading.code, heading]));
    this.scales = new Map(
      READABLE_CODES.flatMap((code) => {
        const heading = headings.get(code);
        const own = stored.series.filter(({ series }) => series.scale === code);
        return heading ? [[code, new ScaleRecord(heading, own, yearlyIndices)]] : [];
      }),
    );
  }

  /** Every series of every scale. */
  get series(): readonly StoredSeries[] {
    return [...this.byRef.values()];
  }

  find(ref: string): StoredSeries | undefined {
    return this.byRef.get(ref);
  }

  /** Answers about all scales together; as many are kept as a week's visitors ask for. */
  prepared<T>(key: string, make: () => T): T {
    const known = this.kept.get(key);
    if (known !== undefined) return known as T;
    if (this.kept.size >= KEPT_LISTS) this.kept.clear();
    const made = make();
    this.kept.set(key, made);
    return made;
  }

  labelOf = (ref: string): Localized => labelOr(ref, this.byRef.get(ref)?.series);

  /** The history of a series as known at an instant, oldest first. */
  historyOf(ref: string, instant: number): readonly Period<StoredFigure>[] {
    return knownAt(this.byRef.get(ref)?.periods ?? [], instant);
  }
}

/**
 * The last day for which figures can be given: nearly everything is set again each year, so what is known
 * on a day is not carried beyond that year, nor beyond the year of the last published change.
 */
export function lastKnownDay(epoch: ScaleEpoch, instant: number): LocalDate {
  const years = [parisDay(new Date(instant)).slice(0, 4), epoch.days.at(-1)?.slice(0, 4) ?? ''];
  return `${years.sort().at(-1) ?? ''}-12-31` as LocalDate;
}
