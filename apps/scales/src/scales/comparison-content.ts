import type { LocalDate } from '@passerelle/kernel';

import { type Catalogue, type ScaleEpoch, valueOn } from './catalogue.js';
import { compareSeries, type SeriesComparison } from './comparison.js';
import { placeText } from './csv.js';
import { PreparedContent } from './prepared-content.view.js';
import { seriesHead } from './scale-content.js';

function compare(
  catalogue: Catalogue,
  epoch: ScaleEpoch,
  from: LocalDate,
  to: LocalDate,
): SeriesComparison[] {
  return epoch.histories.flatMap((known) => {
    const on = (day: LocalDate) => {
      const value = valueOn(known, day);
      if (!value) return undefined;
      const { period, dueOn } = value;
      return { effectiveFrom: period.effectiveFrom, values: period.figure.values, dueOn };
    };
    const before = on(from);
    const after = on(to);
    if (!before && !after) return [];
    return [compareSeries(known.series, before, after, catalogue.indices, catalogue.labelOf)];
  });
}

function headOf({ series, moved, dueOn, reason }: SeriesComparison) {
  const { key, labelFr, labelEn, unit, uprating } = seriesHead(series);
  return {
    key,
    labelFr,
    labelEn,
    unit,
    uprating,
    moved,
    revaluationDueOn: dueOn,
    reason: { code: reason.code, ...reason.text },
  };
}

/** Two days of one scale. Not kept: there are as many as pairs of days, and few are asked for twice. */
export function comparisonContent(
  catalogue: Catalogue,
  epoch: ScaleEpoch,
  from: LocalDate,
  to: LocalDate,
): PreparedContent {
  const comparisons = compare(catalogue, epoch, from, to);
  const of = (kind: 'parameter' | 'table') =>
    comparisons.filter(({ series }) => series.kind === kind);
  const { code, titleFr, titleEn } = epoch.heading;
  return new PreparedContent(
    () => ({
      code,
      titleFr,
      titleEn,
      fromState: epoch.days[epoch.intervalOf(from)] ?? null,
      toState: epoch.days[epoch.intervalOf(to)] ?? null,
      parameters: of('parameter').map((one) => ({
        ...headOf(one),
        from: one.cells[0]?.from ?? null,
        to: one.cells[0]?.to ?? null,
        change: one.cells[0]?.change ?? null,
      })),
      tables: of('table').map((one) => ({
        ...headOf(one),
        dimensions: one.series.dimensions,
        rows: one.cells
          .filter((cell) => cell.from !== null || cell.to !== null)
          .map(({ at, ...values }) => ({ ...at, ...values })),
      })),
    }),
    () => ({
      columns: COLUMNS,
      rows: comparisons.flatMap(rowsOf),
      decimals: ['from', 'to', 'change'],
    }),
  );
}

const COLUMNS = [
  'scale',
  'kind',
  'key',
  'label',
  'place',
  'unit',
  'from',
  'to',
  'change',
  'reason',
  'why',
  'revaluationDueOn',
];

function rowsOf({ series, cells, reason, dueOn }: SeriesComparison): (string | null)[][] {
  return cells
    .filter((cell) => series.kind === 'parameter' || cell.from !== null || cell.to !== null)
    .map((cell) => [
      series.scale,
      series.kind,
      series.key,
      series.labelFr,
      placeText(cell.at),
      series.unit,
      cell.from,
      cell.to,
      cell.change,
      reason.code,
      reason.text.fr,
      dueOn,
    ]);
}
