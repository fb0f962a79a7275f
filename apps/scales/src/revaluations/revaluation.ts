import type { LocalDate, Localized } from '@passerelle/kernel';
import { baseLabels, changeBetween, labelsByRef } from '../scales/comparison.js';
import {
  add,
  compareDecimals,
  type Decimal,
  decimal,
  decimalText,
  multiply,
  round,
  shortest,
} from '../scales/decimal.js';
import {
  type Cell,
  rateOn,
  refOf,
  type Rounding,
  type Series,
  type Term,
  type Values,
} from '../scales/scale.js';
import {
  baseStays,
  type Indices,
  NO_LONGER_APPLIES,
  type Reason,
  reasonToStay,
  ROUNDED_AWAY,
  UNKNOWN_VALUE,
  ZERO_RATE,
} from '../scales/uprating.js';

export interface RevaluationRequest {
  readonly effectiveFrom: LocalDate;
  /** The increase: 0.046 for 4.6 %. */
  readonly rate: Decimal;
  /** What is revalued: `april` for the yearly coefficient of benefits. */
  readonly index: string;
  /** The scales concerned; null for all. Bases outside are read as they are published. */
  readonly scales: readonly string[] | null;
}

/** What is known of a series, oldest first. */
export type HistoryOf = (
  ref: string,
) => readonly { readonly effectiveFrom: LocalDate; readonly values: Values }[];

interface RevaluedCell {
  readonly at: Cell['at'];
  readonly oldValue: string | null;
  readonly newValue: string | null;
  readonly change: string | null;
  /** `607.75 × 1.046 = 635.70650`; null where nothing is computed. */
  readonly calculation: string | null;
  /** The value already published for that day, if there is one, and whether it is the computed one. */
  readonly published: string | null;
  readonly agrees: boolean | null;
}

export interface RevaluationOutcome {
  readonly series: Series;
  readonly moves: boolean;
  /** Why it does not move; null when it does. */
  readonly reason: Reason | null;
  readonly rule: Localized;
  readonly alreadyPublished: boolean;
  readonly cells: readonly RevaluedCell[];
}

interface Computed {
  readonly values: Values;
  readonly calculations: readonly (string | null)[];
}

const PLACES: Readonly<Record<Rounding, number>> = { cent: 2, euro: 0 };

/**
 * What a revaluation makes of every series: each by its own rule, from the values in force on the day before.
 * Nothing is stored; values already published for that day are only shown beside.
 */
export function revalue(
  catalogue: readonly Series[],
  historyOf: HistoryOf,
  indices: Indices,
  request: RevaluationRequest,
): RevaluationOutcome[] {
  const { effectiveFrom, rate, index, scales } = request;
  const coefficient = shortest(add(decimal('1'), rate));
  const byRef = new Map(catalogue.map((series) => [refOf(series), series]));
  const labelOf = labelsByRef(catalogue);
  const computed = new Map<string, Computed | null>();

  const before = (ref: string) => historyOf(ref).findLast((f) => f.effectiveFrom < effectiveFrom);
  const published = (ref: string) =>
    historyOf(ref).find((f) => f.effectiveFrom === effectiveFrom)?.values;
  const inScope = (ref: string): boolean =>
    scales === null || scales.includes(byRef.get(ref)?.scale ?? '');

  /** The new values of a series; null when it does not move on that day. */
  function newValues(ref: string): Computed | null {
    const known = computed.get(ref);
    if (known !== undefined) return known;
    const series = byRef.get(ref);
    const result = series ? compute(series, ref) : null;
    computed.set(ref, result);
    return result;
  }

  function compute(series: Series, ref: string): Computed | null {
    const { uprating } = series;
    const old = before(ref)?.values ?? (uprating.rule === 'the_coefficient' ? [null] : undefined);
    if (!old || rate.units === 0n) return null;
    if (!inScope(ref)) {
      const already = published(ref);
      return already ? { values: already, calculations: already.map(() => null) } : null;
    }
    const result = ((): Computed | null => {
      if (uprating.rule === 'derived') return derive(series, old);
      if (uprating.rule === 'the_coefficient' && uprating.index === index) {
        return { values: [decimalText(coefficient)], calculations: [null] };
      }
      if (uprating.rule !== 'coefficient' || uprating.index !== index) return null;
      const { anchor, rounding } = uprating;
      return pair(
        old.map((value) => {
          if (value === null) return [null, null];
          const factors = anchor
            ? [decimal(anchor.value), ...coefficientsSince(anchor.effectiveFrom), coefficient]
            : [decimal(value), coefficient];
          return product(factors, rounding);
        }),
      );
    })();
    return result && result.values.some((value, i) => !sameValue(value, old[i] ?? null))
      ? result
      : null;
  }

  function coefficientsSince(day: LocalDate): Decimal[] {
    const holder = catalogue.find(
      ({ uprating }) => uprating.rule === 'the_coefficient' && uprating.index === index,
    );
    if (!holder) return [];
    return historyOf(refOf(holder))
      .filter((f) => f.effectiveFrom > day && f.effectiveFrom < effectiveFrom)
      .flatMap(({ values }) => values.filter((value) => value !== null).map(decimal));
  }

  function derive(series: Series, old: Values): Computed | null {
    const bases = series.cells.flatMap(({ terms }) => (terms ?? []).map(({ base }) => base));
    if (!bases.some((base) => newValues(base))) return null;
    return pair(
      series.cells.map((cell, i) => (old[i] == null ? [null, null] : sumOf(cell.terms ?? []))),
    );
  }

  function sumOf(terms: readonly Term[]): [string | null, string | null] {
    const parts: string[] = [];
    let sum: Decimal = { units: 0n, places: 0 };
    for (const term of terms) {
      const base = newValues(term.base)?.values[0] ?? before(term.base)?.values[0];
      if (base == null) return [null, null];
      const amount = multiply(decimal(base), decimal(rateOn(term, effectiveFrom)));
      const rounded = round(amount, PLACES[term.rounding]);
      const times = { units: BigInt(term.times ?? 1), places: 0 };
      sum = add(sum, multiply(rounded, times));
      const text = `${base} × ${rateOn(term, effectiveFrom)} = ${decimalText(amount)}`;
      parts.push(
        terms.length === 1 && times.units === 1n
          ? text
          : `${times.units} × ${decimalText(rounded)} (${text})`,
      );
    }
    return [decimalText(sum), parts.join(' + ')];
  }

  function whyNot(series: Series, ref: string): Reason {
    const old = before(ref);
    if (!old || old.values.every((value) => value === null)) {
      return series.reliability === 'unknown' || series.kind === 'parameter'
        ? UNKNOWN_VALUE
        : NO_LONGER_APPLIES;
    }
    const { uprating } = series;
    if (uprating.rule === 'derived') {
      return rate.units === 0n ? ZERO_RATE : baseStays(baseLabels(series, labelOf));
    }
    if ('index' in uprating && uprating.rule !== 'text' && uprating.index === index) {
      return rate.units === 0n ? ZERO_RATE : ROUNDED_AWAY;
    }
    return reasonToStay(series, indices, index, old.effectiveFrom);
  }

  return catalogue
    .filter((series) => inScope(refOf(series)))
    .map((series) => {
      const ref = refOf(series);
      const result = newValues(ref);
      const old = before(ref)?.values;
      const official = published(ref);
      return {
        series,
        moves: result !== null,
        reason: result ? null : whyNot(series, ref),
        rule: ruleText(series, decimalText(coefficient), labelOf),
        alreadyPublished: official !== undefined,
        cells: series.cells.map(({ at }, i) => {
          const oldValue = old?.[i] ?? null;
          const newValue = result ? (result.values[i] ?? null) : oldValue;
          const publishedValue = official?.[i] ?? null;
          return {
            at,
            oldValue,
            newValue,
            change:
              series.uprating.rule === 'the_coefficient' ? null : changeBetween(oldValue, newValue),
            calculation: result?.calculations[i] ?? null,
            published: publishedValue,
            agrees: official ? sameValue(newValue, publishedValue) : null,
          };
        }),
      };
    });
}

function pair(cells: readonly (readonly [string | null, string | null])[]): Computed {
  return { values: cells.map(([value]) => value), calculations: cells.map(([, text]) => text) };
}

function product(factors: readonly Decimal[], rounding: Rounding): [string, string] {
  const exact = factors.reduce((result, factor) => multiply(result, factor));
  const text = `${factors.map(decimalText).join(' × ')} = ${decimalText(exact)}`;
  return [decimalText(round(exact, PLACES[rounding])), text];
}

/** Equal as numbers: `1016.050` is `1016.05`. */
function sameValue(a: string | null, b: string | null): boolean {
  if (a === null || b === null) return a === b;
  return compareDecimals(decimal(a), decimal(b)) === 0;
}

function ruleText(
  series: Series,
  coefficient: string,
  labelOf: (ref: string) => Localized,
): Localized {
  const { uprating } = series;
  switch (uprating.rule) {
    case 'coefficient':
      return {
        fr: `Valeur précédente × ${coefficient.replace('.', ',')}, ${uprating.rounding === 'cent' ? 'au centime' : 'à l’euro'} le plus proche`,
        en: `Previous value × ${coefficient}, to the nearest ${uprating.rounding}`,
      };
    case 'derived': {
      const bases = baseLabels(series, labelOf);
      const euro = series.cells.some(({ terms }) => terms?.some((t) => t.rounding === 'euro'));
      return {
        fr: `Taux × base (${bases.fr}), ${euro ? 'à l’euro' : 'au centime'} le plus proche`,
        en: `Rate × base (${bases.en}), to the nearest ${euro ? 'euro' : 'cent'}`,
      };
    }
    case 'the_coefficient':
      return { fr: 'Le coefficient lui-même', en: 'The coefficient itself' };
    case 'frozen':
      return { fr: 'Gelé', en: 'Frozen' };
    case 'text':
      return { fr: 'Fixé par un texte', en: 'Set by a text' };
  }
}
