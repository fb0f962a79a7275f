import type { LocalDate, Localized } from '@passerelle/kernel';
import { decimal, decimalText, relativeChange } from './decimal.js';
import { type Cell, labelOr, refOf, type Series, type Values } from './scale.js';
import {
  baseStays,
  type Indices,
  NO_LONGER_APPLIES,
  notKnownYet,
  type Reason,
  reasonToMove,
  reasonToStay,
  UNKNOWN_VALUE,
} from './uprating.js';

/** The values of a series in force on a day, and since when. */
export interface InForceValues {
  readonly effectiveFrom: LocalDate;
  readonly values: Values;
  /** The day of a revaluation that was due by then and is not known. */
  readonly dueOn?: LocalDate | null;
}

interface CellComparison {
  readonly at: Cell['at'];
  readonly from: string | null;
  readonly to: string | null;
  /** The share of `from`, four decimals: `0.0460`. Null when one side has no value, or `from` is zero. */
  readonly change: string | null;
}

export interface SeriesComparison {
  readonly series: Series;
  readonly moved: boolean;
  /** The day of a revaluation that was due by the later day and is not known. */
  readonly dueOn: LocalDate | null;
  readonly cells: readonly CellComparison[];
  readonly reason: Reason;
}

export function changeBetween(from: string | null, to: string | null): string | null {
  if (from === null || to === null) return null;
  const change = relativeChange(decimal(from), decimal(to));
  return change && decimalText(change);
}

/** The labels of what a series is computed from, as one list. */
export function baseLabels(series: Series, labelOf: (ref: string) => Localized): Localized {
  const refs = series.cells.flatMap((cell) => (cell.terms ?? []).map(({ base }) => base));
  const labels = [...new Set(refs)].map(labelOf);
  return {
    fr: labels.map(({ fr }) => fr).join(', '),
    en: labels.map(({ en }) => en).join(', '),
  };
}

/** One series at two days: what changed, by how much, and why it did or did not. */
export function compareSeries(
  series: Series,
  from: InForceValues | undefined,
  to: InForceValues | undefined,
  indices: Indices,
  labelOf: (ref: string) => Localized,
): SeriesComparison {
  const cells = series.cells.map(({ at }, i) => {
    const before = from?.values[i] ?? null;
    const after = to?.values[i] ?? null;
    return { at, from: before, to: after, change: changeBetween(before, after) };
  });
  const moved = cells.some(({ from: before, to: after }) => before !== after);
  return { series, moved, dueOn: to?.dueOn ?? null, cells, reason: reasonFor(moved) };

  function reasonFor(hasMoved: boolean): Reason {
    if (hasMoved) return reasonToMove(series, indices, baseLabels(series, labelOf));
    if (cells.every((cell) => cell.from === null)) {
      return series.reliability === 'unknown' ? UNKNOWN_VALUE : NO_LONGER_APPLIES;
    }
    if (to?.dueOn) return notKnownYet(to.dueOn);
    if (series.uprating.rule === 'derived') return baseStays(baseLabels(series, labelOf));
    return reasonToStay(series, indices, null, to?.effectiveFrom ?? from?.effectiveFrom ?? NEVER);
  }
}

const NEVER = '1945-10-04' as LocalDate;

export function labelsByRef(series: readonly Series[]): (ref: string) => Localized {
  const byRef = new Map(series.map((one) => [refOf(one), one]));
  return (ref) => labelOr(ref, byRef.get(ref));
}
