import type { LocalDate, Localized } from '@passerelle/kernel';

import type { KnownHistory, ScaleEpoch, StoredFigure } from './catalogue.js';
import { csv, placeText } from './csv.js';
import { PreparedContent } from './prepared-content.view.js';
import { type Cell, rateOn, type Series, type Term } from './scale.js';
import type { Period } from './timeline.js';

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
  readonly unit: string;
  readonly crds: string | null;
  readonly source: string;
  readonly note: Localized | null;
  readonly uprating: { readonly rule: string; readonly index: string | null };
}

export function seriesHead(series: Series): SeriesHead {
  const { key, labelFr, unit, crds, source, note, uprating } = series;
  const index = 'index' in uprating ? (uprating.index ?? null) : null;
  const rule = { rule: uprating.rule, index };
  return { key, labelFr, unit, crds: crds ?? null, source, note: note ?? null, uprating: rule };
}

function provenance(
  series: Series,
  { figure, effectiveFrom, effectiveTo }: Period<StoredFigure>,
): Provenance {
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

function parameterView(series: Series, period: Period<StoredFigure>) {
  return {
    ...seriesHead(series),
    value: period.figure.values[0] ?? null,
    ...provenance(series, period),
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

function tableView(series: Series, period: Period<StoredFigure>) {
  return {
    ...seriesHead(series),
    dimensions: series.dimensions,
    ...provenance(series, period),
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
] as const;

function csvRows(series: Series, period: Period<StoredFigure>): (string | null)[][] {
  const from = provenance(series, period);
  return series.cells.flatMap((cell, i) => {
    const value = period.figure.values[i] ?? null;
    if (value === null && series.kind === 'table') return [];
    return [
      [
        series.scale,
        series.kind,
        series.key,
        series.labelFr,
        placeText(cell.at),
        series.unit,
        value,
        from.effectiveFrom,
        from.effectiveTo,
        from.publishedOn,
        from.publishedOnBasis,
        from.recordedAt,
        from.reference,
        from.reliability,
      ],
    ];
  });
}

/** A scale between two days on which something changes. */
export function scaleContent(epoch: ScaleEpoch, interval: number): PreparedContent {
  return epoch.prepared(`scale ${interval}`, () => {
    const on = epoch.days[interval] as LocalDate;
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
        inForceFrom: on,
        inForceTo: epoch.days[interval + 1] ?? null,
        parameters: of('parameter').map(({ series, period }) => parameterView(series, period)),
        tables: of('table').map(({ series, period }) => tableView(series, period)),
      }),
      () =>
        csv(
          VALUE_COLUMNS,
          current.flatMap(({ series, period }) => csvRows(series, period)),
        ),
    );
  });
}

/** One parameter or table in force during one of its periods. */
export function seriesContent(
  epoch: ScaleEpoch,
  known: KnownHistory,
  period: Period<StoredFigure>,
) {
  const { series } = known;
  return epoch.prepared(`series ${series.key} ${period.effectiveFrom}`, () => {
    const view = series.kind === 'parameter' ? parameterView : tableView;
    return new PreparedContent(
      () => ({ scale: series.scale, ...view(series, period) }),
      () => csv(VALUE_COLUMNS, csvRows(series, period)),
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
    const periodsOf = (known: KnownHistory) =>
      superseded ? everPublished(known, epoch) : known.history;
    const of = (kind: Series['kind']) => chosen.filter(({ series }) => series.kind === kind);
    const { code, titleFr, titleEn } = epoch.heading;
    return new PreparedContent(
      () => ({
        code,
        titleFr,
        titleEn,
        parameters: of('parameter').map((known) => ({
          ...seriesHead(known.series),
          values: periodsOf(known).map((period) => ({
            value: period.figure.values[0] ?? null,
            ...provenance(known.series, period),
            ...derivationOf(known.series.cells[0], period.effectiveFrom),
            ...(superseded ? { supersededAt: endOfKnowledge(known, period, epoch) } : {}),
          })),
        })),
        tables: of('table').map((known) => ({
          ...seriesHead(known.series),
          dimensions: known.series.dimensions,
          values: periodsOf(known).map((period) => ({
            ...provenance(known.series, period),
            rows: rowsOf(known.series, period.figure),
            ...(superseded ? { supersededAt: endOfKnowledge(known, period, epoch) } : {}),
          })),
        })),
      }),
      () =>
        csv(
          VALUE_COLUMNS,
          chosen.flatMap((known) =>
            periodsOf(known).flatMap((period) => csvRows(known.series, period)),
          ),
        ),
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
