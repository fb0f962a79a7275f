import type { LocalDate, Localized } from '@passerelle/kernel';

/** The 17 scales in the order of the partners' page; front ends show them in it. */
export const SCALE_CODES = [
  'aah-mva-afh',
  'ade',
  'al',
  'aeeh',
  'af',
  'ajpa',
  'ajpp',
  'ars',
  'asf',
  'cf',
  'cmg',
  'evafor',
  'pn-ab',
  'prepare',
  'prime-activite',
  'prime-demenagement',
  'rsa',
] as const;

/** The monthly base of family benefits: no scale of the page, but the base of nine of them. */
const BASE_CODE = 'bmaf';

/** The catalogue knows values that were in force long before the days of other records. */
export const FIRST_SCALE_DAY = '1900-01-01';

/** Every code that can be read, the base last. */
export const READABLE_CODES: readonly string[] = [...SCALE_CODES, BASE_CODE];

export const UNITS = [
  'age_years',
  'count',
  'days',
  'eur',
  'eur_per_child_per_year',
  'eur_per_day',
  'eur_per_half_day',
  'eur_per_hour',
  'eur_per_month',
  'eur_per_year',
  'factor',
  'hours',
  'months',
  'rate',
  'rate_of_bmaf',
  'rate_of_smic',
  'smic_hours',
  'weeks',
  'years',
  'zone',
] as const;
export type Unit = (typeof UNITS)[number];

/** How far a figure can be trusted; everything but `confirmed` is shown to the reader. */
export const RELIABILITIES = [
  'confirmed',
  'partly_checked',
  'computed_unverified',
  'deduced',
  'single_source',
  'not_updated',
  'unknown',
] as const;
export type Reliability = (typeof RELIABILITIES)[number];

/** `base`: as published as the figure it is computed from. `assumed`: unknown, taken as the effective date. */
export const PUBLICATION_BASES = ['official', 'signature', 'base', 'assumed'] as const;
type PublicationBasis = (typeof PUBLICATION_BASES)[number];

export const REFERENCE_KINDS = ['text', 'computed', 'secondary', 'none'] as const;
type ReferenceKind = (typeof REFERENCE_KINDS)[number];

export type Rounding = 'cent' | 'euro';

/** What a rate was from a day on; without a day, for ever. */
interface DatedRate {
  readonly effectiveFrom?: LocalDate;
  readonly rate: string;
}

/** `times` × round(`rate` × base): one part of a derived figure. */
export interface Term {
  /** The figure it is computed from, `scale/key`. */
  readonly base: string;
  readonly rates: readonly DatedRate[];
  readonly rounding: Rounding;
  readonly times?: number;
}

/**
 * How a figure moves.
 * `coefficient`: previous value × coefficient of its index. With an `anchor`, the coefficients since that
 * day multiply the anchor's value and only the product is rounded.
 * `derived`: the sum of its cells' terms, whenever a base moves. `text`: set by a text, at its own date.
 * `frozen`: an amount that nothing indexes. `the_coefficient`: the coefficient itself.
 */
type Uprating =
  | {
      readonly rule: 'coefficient';
      readonly index: string;
      readonly rounding: Rounding;
      readonly anchor?: { readonly effectiveFrom: LocalDate; readonly value: string };
    }
  | { readonly rule: 'the_coefficient'; readonly index: string }
  | { readonly rule: 'derived' }
  | { readonly rule: 'text'; readonly index?: string }
  | { readonly rule: 'frozen' };

export type Coordinate = string | number | boolean | null;

/** One place of a table; a parameter is a series with the single cell `{}`. */
export interface Cell {
  readonly at: Readonly<Record<string, Coordinate>>;
  readonly terms?: readonly Term[];
}

/** A parameter or a table, without its figures. */
export interface Series {
  readonly scale: string;
  readonly key: string;
  readonly kind: 'parameter' | 'table';
  readonly labelFr: string;
  readonly labelEn: string;
  readonly unit: Unit;
  readonly dimensions: readonly string[];
  readonly cells: readonly Cell[];
  readonly uprating: Uprating;
  readonly crds?: 'gross' | 'net' | 'none';
  readonly source: string;
  readonly reliability: Reliability;
  readonly note?: Localized;
  /** The text that states the last value today, where it is later than the one that first set the value. */
  readonly restatedIn?: string;
  /** What the codes of a dimension are called: `communeInsee`, `44109`, `Nantes`. */
  readonly placeNames?: PlaceNames;
}

/** The label of a series in both languages; of an unknown one its reference. */
export function labelOr(
  ref: string,
  series: Pick<Series, 'labelFr' | 'labelEn'> | undefined,
): Localized {
  return { fr: series?.labelFr ?? ref, en: series?.labelEn ?? ref };
}

type PlaceNames = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Values in the order of the series' cells; null: unknown, or a row that no longer applies. */
export type Values = readonly (string | null)[];

/** What was published about a series: the values from a day on, and where they come from. */
export interface Figure {
  readonly effectiveFrom: LocalDate;
  readonly values: Values;
  readonly reference: string;
  readonly referenceKind: ReferenceKind;
  readonly publishedOn: LocalDate;
  readonly publishedOnBasis: PublicationBasis;
  readonly reliability?: Reliability;
}

/** What figures are indexed on, and the day it usually moves (`04-01`). */
export interface UpratingIndex {
  readonly code: string;
  readonly labelFr: string;
  readonly labelEn: string;
  readonly usualDay?: string;
  /** Whether every year sets its values anew on the usual day: an older value is then no longer known to hold. */
  readonly eachYear?: boolean;
  /** Years in which a law moved the day forward: nothing is due any more on the usual one. */
  readonly movedAhead?: readonly {
    readonly due: LocalDate;
    readonly to: LocalDate;
    readonly reference: string;
  }[];
  readonly reference?: string;
}

/** A figure that people come for: a parameter, or one place of a table. */
export interface Headline {
  readonly key: string;
  readonly at?: Cell['at'];
}

export interface ScaleHeading {
  readonly code: string;
  readonly titleFr: string;
  readonly titleEn: string;
  readonly legalBasis: {
    readonly texts: readonly string[];
    readonly status: 'checked' | 'to_check';
  };
  readonly notes: readonly Localized[];
  /** What the sheet shows on top, in this order. */
  readonly headlines: readonly Headline[];
}

export function refOf(series: { readonly scale: string; readonly key: string }): string {
  return `${series.scale}/${series.key}`;
}

/** The rate of a term in force on a day. */
export function rateOn(term: Term, day: LocalDate): string {
  const inForce = term.rates.filter(({ effectiveFrom }) => !effectiveFrom || effectiveFrom <= day);
  const rate = inForce.at(-1) ?? term.rates[0];
  if (!rate) throw new RangeError(`a term on ${term.base} without a rate`);
  return rate.rate;
}

export function isMoney(unit: Unit): boolean {
  return unit.startsWith('eur');
}

/** The position of the cell at a place; -1 where there is none. */
export function cellIndexAt({ cells }: Pick<Series, 'cells'>, place: Cell['at']): number {
  const asked = Object.entries(place);
  return cells.findIndex(
    ({ at }) =>
      Object.keys(at).length === asked.length &&
      asked.every(([dimension, coordinate]) => (at[dimension] ?? null) === coordinate),
  );
}
