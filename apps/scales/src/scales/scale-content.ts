import type { LocalDate, Localized } from '@passerelle/kernel';

import {
  isDue,
  type KnownHistory,
  type ScaleEpoch,
  type StoredFigure,
  type ValueOnDay,
} from './catalogue.js';
import { type CsvTable, placeText } from './csv.js';
import { PreparedContent } from './prepared-content.view.js';
import { type Cell, rateOn, type Series, type Term } from './scale.js';
import { inForce, type Period } from './timeline.js';

/** Where a value comes from and how far it can be trusted: the same members wherever a value is shown. */
interface Provenance {
  readonly effectiveFrom: LocalDate;
  readonly effectiveTo: LocalDate | null;
  readonly publishedOn: LocalDate;
  readonly publishedOnBasis: string;
  readonly recordedAt: string;
  readonly reference: string;
  readonly referenceKind: string;
  readonly reliability: string;
  readonly correctionReason: string | null;
  /** The day from which a revaluation is due that is not known: from then on the value is the former one. */
  readonly revaluationDueOn: LocalDate | null;
  /** The instant from which a correction replaced it; null while it stands. */
  readonly supersededAt?: string | null;
}

interface DerivationView {
  readonly base: string;
  readonly rate: string;
  readonly rounding: string;
}

export interface SeriesHead {
  readonly key: string;
  readonly labelFr: string;
  readonly labelEn: string;
  readonly unit: string;
  readonly crds: string | null;
  readonly source: string;
  readonly note: Localized | null;
  readonly restatedIn: string | null;
  readonly uprating: { readonly rule: string; readonly index: string | null };
}

export function seriesHead(series: Series): SeriesHead {
  const { key, labelFr, labelEn, unit, crds, source, note, restatedIn, uprating } = series;
  const index = 'index' in uprating ? (uprating.index ?? null) : null;
  return {
    key,
    labelFr,
    labelEn,
    unit,
    crds: crds ?? null,
    source,
    note: note ?? null,
    restatedIn: restatedIn ?? null,
    uprating: { rule: uprating.rule, index },
  };
}

function provenance({ series, period, dueOn }: ValueOnDay): Provenance {
  const { figure, effectiveFrom, effectiveTo } = period;
  return {
    effectiveFrom,
    effectiveTo,
    publishedOn: figure.publishedOn,
    publishedOnBasis: figure.publishedOnBasis,
    recordedAt: figure.recordedAt,
    reference: figure.reference,
    referenceKind: figure.referenceKind,
    reliability: figure.reliability ?? series.reliability,
    correctionReason: figure.correctionReason,
    revaluationDueOn: dueOn,
  };
}

/** A term as the contract shows it; the parameter `bmaf` of the scale `bmaf` is simply `bmaf`. */
function derivationView(term: Term, on: LocalDate): DerivationView {
  const base = term.base === 'bmaf/bmaf' ? 'bmaf' : term.base;
  return { base, rate: rateOn(term, on), rounding: `nearest_${term.rounding}` };
}

function derivationOf(cell: Cell | undefined, on: LocalDate): { derivation?: DerivationView } {
  const [term, ...others] = cell?.terms ?? [];
  return term && others.length === 0 ? { derivation: derivationView(term, on) } : {};
}

function parameterView(value: ValueOnDay) {
  const { series, period } = value;
  return {
    ...seriesHead(series),
    value: period.figure.values[0] ?? null,
    ...provenance(value),
    ...derivationOf(series.cells[0], period.effectiveFrom),
  };
}

/** The rows that apply: a place that no longer has a value is left out. */
function rowsOf(series: Series, figure: StoredFigure) {
  return series.cells.flatMap((cell, i) => {
    const value = figure.values[i] ?? null;
    return value === null ? [] : [{ ...cell.at, value }];
  });
}

function tableView(value: ValueOnDay) {
  const { series, period } = value;
  return {
    ...seriesHead(series),
    dimensions: series.dimensions,
    placeNames: series.placeNames ?? null,
    ...provenance(value),
    rows: rowsOf(series, period.figure),
  };
}

const VALUE_COLUMNS = [
  'scale',
  'kind',
  'key',
  'label',
  'place',
  'unit',
  'value',
  'effectiveFrom',
  'effectiveTo',
  'publishedOn',
  'publishedOnBasis',
  'recordedAt',
  'reference',
  'reliability',
  'revaluationDueOn',
  'placeName',
] as const;

function csvRows(value: ValueOnDay): (string | null)[][] {
  const { series, period } = value;
  const from = provenance(value);
  return series.cells.flatMap((cell, i) => {
    const amount = period.figure.values[i] ?? null;
    if (amount === null && series.kind === 'table') return [];
    return [
      [
        series.scale,
        series.kind,
        series.key,
        series.labelFr,
        placeText(cell.at),
        series.unit,
        amount,
        from.effectiveFrom,
        from.effectiveTo,
        from.publishedOn,
        from.publishedOnBasis,
        from.recordedAt,
        from.reference,
        from.reliability,
        from.revaluationDueOn,
        namesOf(series, cell),
      ],
    ];
  });
}

function tableOf(values: readonly ValueOnDay[]): CsvTable {
  return { columns: VALUE_COLUMNS, rows: values.flatMap(csvRows), decimals: ['value'] };
}

/** `Nantes`: what the codes of a place are called; null where they speak for themselves. */
function namesOf({ placeNames = {} }: Series, { at }: Cell): string | null {
  const names = Object.entries(placeNames).flatMap(([dimension, byCode]) => {
    return byCode[String(at[dimension])] ?? [];
  });
  return names.length === 0 ? null : names.join('; ');
}

/** A scale between two days on which something changes, or is due. */
export function scaleContent(epoch: ScaleEpoch, state: number, on: LocalDate): PreparedContent {
  return epoch.prepared(`scale ${state}`, () => {
    const interval = epoch.intervalOf(on);
    const current = epoch.inForceOn(on);
    const of = (kind: Series['kind']) => current.filter(({ series }) => series.kind === kind);
    const { heading } = epoch;
    return new PreparedContent(
      () => ({
        code: heading.code,
        titleFr: heading.titleFr,
        titleEn: heading.titleEn,
        legalBasis: heading.legalBasis,
        notes: heading.notes,
        inForceFrom: epoch.days[interval] as LocalDate,
        inForceTo: epoch.days[interval + 1] ?? null,
        parameters: of('parameter').map(parameterView),
        tables: of('table').map(tableView),
      }),
      () => tableOf(current),
    );
  });
}

/** One parameter or table on a day, kept for each of its periods; undefined before its first value. */
export function seriesContent(
  epoch: ScaleEpoch,
  known: KnownHistory,
  on: LocalDate,
): PreparedContent | undefined {
  const period = inForce(known.history, on);
  if (!period) return undefined;
  // Only the last value can be due: the series itself stands for it then.
  return epoch.prepared(isDue(known, on) ? known : period, () => {
    const { series } = known;
    const value = { series, period, dueOn: isDue(known, on) ? known.dueOn : null };
    const view = series.kind === 'parameter' ? parameterView : tableView;
    return new PreparedContent(
      () => ({ scale: series.scale, ...view(value) }),
      () => tableOf([value]),
    );
  });
}

/** Every value of a scale, or of one series; with those that a correction replaced when asked for. */
export function historyContent(
  epoch: ScaleEpoch,
  key: string | null,
  superseded: boolean,
): PreparedContent {
  return epoch.prepared(`history ${key ?? ''} ${superseded}`, () => {
    const chosen = epoch.histories.filter(({ series }) => key === null || series.key === key);
    const valuesOf = (known: KnownHistory): ValueOnDay[] =>
      (superseded ? everPublished(known, epoch) : known.history).map((period) => ({
        series: known.series,
        period,
        dueOn: period === known.history.at(-1) ? known.dueOn : null,
      }));
    const of = (kind: Series['kind']) => chosen.filter(({ series }) => series.kind === kind);
    const { code, titleFr, titleEn } = epoch.heading;
    return new PreparedContent(
      () => ({
        code,
        titleFr,
        titleEn,
        parameters: of('parameter').map((known) => ({
          ...seriesHead(known.series),
          values: valuesOf(known).map((value) => ({
            value: value.period.figure.values[0] ?? null,
            ...provenance(value),
            ...derivationOf(known.series.cells[0], value.period.effectiveFrom),
            ...(superseded ? { supersededAt: endOfKnowledge(known, value.period, epoch) } : {}),
          })),
        })),
        tables: of('table').map((known) => ({
          ...seriesHead(known.series),
          dimensions: known.series.dimensions,
          placeNames: known.series.placeNames ?? null,
          values: valuesOf(known).map((value) => ({
            ...provenance(value),
            rows: rowsOf(known.series, value.period.figure),
            ...(superseded ? { supersededAt: endOfKnowledge(known, value.period, epoch) } : {}),
          })),
        })),
      }),
      () => tableOf(chosen.flatMap(valuesOf)),
    );
  });
}

/** One period a figure, as it was last known: what a correction replaced is among them. */
function everPublished({ periods }: KnownHistory, epoch: ScaleEpoch): Period<StoredFigure>[] {
  const latest = new Map<StoredFigure, Period<StoredFigure>>();
  for (const period of periods) {
    if (period.knownFrom > epoch.knownFrom) continue;
    const other = latest.get(period.figure);
    if (!other || other.knownFrom < period.knownFrom) latest.set(period.figure, period);
  }
  return [...latest.values()].sort((a, b) =>
    a.effectiveFrom === b.effectiveFrom
      ? a.knownFrom - b.knownFrom
      : a.effectiveFrom < b.effectiveFrom
        ? -1
        : 1,
  );
}

function endOfKnowledge(
  { history }: KnownHistory,
  period: Period<StoredFigure>,
  epoch: ScaleEpoch,
): string | null {
  if (history.some(({ figure }) => figure === period.figure)) return null;
  const { knownTo } = period;
  return knownTo !== null && knownTo <= epoch.knownFrom ? new Date(knownTo).toISOString() : null;
}
