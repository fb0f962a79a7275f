import type { Block, TableBlock } from '@passerelle/documents';
import type { Localized } from '@passerelle/kernel';

import { BENEFIT_LABELS, ORIGIN_LABELS, OUTCOME_LABELS, REASON_LABELS } from '../cases/labels.js';
import { BENEFITS, ORIGINS, OUTCOMES, REASONS } from '../cases/referral.js';
import { heading, numbers, paragraphs, sumIfShown, withShare, words } from './report-blocks.js';
import type { ShownReport } from './report-figures.js';
import { CASES, type ReportFormatter } from './report-formatter.js';
import type { Cells } from './small-cells.js';
import type { YearStatistics } from './statistics.js';

/** The figures of two years, each as the reader may see that year. */
interface TwoYears {
  readonly before: ShownReport;
  readonly now: ShownReport;
}

/**
 * The year beside the year before: counts, shares and delays. Everything here is computed from what the reader may
 * see of each year alone, and no case counts in two years, so the differences tell nothing of a hidden figure. A
 * difference with a hidden figure is hidden too.
 */
export function comparisonSection(
  now: ShownReport,
  before: ShownReport,
  format: ReportFormatter,
): Block[] {
  const title = heading(format, { fr: 'L’année d’avant', en: 'The year before' });
  const { solicitations, year } = before.statistics;
  if (solicitations === null || solicitations === 0) {
    const none = {
      fr: 'Aucune saisine n’est enregistrée pour {year} : il n’y a rien à comparer.',
      en: 'No case is recorded for {year}: there is nothing to compare.',
    };
    const hidden = {
      fr: 'Pour {year}, les saisines enregistrées sont trop peu nombreuses pour être publiées, ou il n’y en a pas : la comparaison n’est pas donnée.',
      en: 'For {year}, the recorded cases are too few to be published, or there are none: no comparison is given.',
    };
    return [title, ...paragraphs(format.text(solicitations === null ? hidden : none, { year }))];
  }
  const years = { now, before };
  return [title, ...essentials(years, format), ...breakdowns(years, format)];
}

function essentials({ now, before }: TwoYears, format: ReportFormatter): Block[] {
  const a = before.statistics;
  const b = now.statistics;
  const countRow = (label: Localized, of: (statistics: YearStatistics) => number | null) => [
    format.text(label),
    format.count(of(a)),
    format.count(of(b)),
    format.countChange(of(a), of(b)),
  ];
  const daysRow = (label: Localized, of: (statistics: YearStatistics) => number | null) => [
    format.text(label),
    format.days(of(a), a.opened === null),
    format.days(of(b), b.opened === null),
    a.opened === null || b.opened === null ? format.hidden() : format.daysChange(of(a), of(b)),
  ];
  return [
    ...paragraphs(
      a.solicitations === null || b.solicitations === null
        ? undefined
        : format.text(
            {
              fr: 'Pour {year}, {now} ; pour {yearBefore}, {before}.',
              en: 'For {year}, {now}; for {yearBefore}, {before}.',
            },
            {
              year: b.year,
              yearBefore: a.year,
              now: format.counted(b.solicitations, CASES),
              before: format.counted(a.solicitations, CASES),
            },
          ),
    ),
    {
      kind: 'table',
      caption: format.text(
        { fr: 'Les deux années : {before} et {now}', en: 'The two years: {before} and {now}' },
        { before: a.year, now: b.year },
      ),
      columns: [
        words(format, { fr: 'Indicateur', en: 'Indicator' }, 2.2),
        ...yearColumns(a.year, b.year, format),
      ],
      rows: [
        countRow({ fr: 'Saisines reçues', en: 'Cases received' }, (each) => each.solicitations),
        countRow({ fr: 'Médiations ouvertes', en: 'Mediations opened' }, (each) => each.opened),
        [
          format.text({ fr: 'Part des saisines ouvertes', en: 'Share of cases opened' }),
          shareOf(a.opened, a.solicitations, format),
          shareOf(b.opened, b.solicitations, format),
          format.shareChange([a.opened, a.solicitations], [b.opened, b.solicitations]),
        ],
        countRow(
          { fr: 'Recommandations émises', en: 'Recommendations issued' },
          (each) => each.recommendations.issued,
        ),
        daysRow({ fr: 'Délai moyen', en: 'Mean delay' }, (each) => each.meanDaysToDecision),
        daysRow({ fr: 'Délai médian', en: 'Median delay' }, (each) => each.medianDaysToDecision),
        daysRow(
          { fr: 'Délai du 9e décile', en: 'Delay of the 9th decile' },
          (each) => each.p90DaysToDecision,
        ),
      ],
      note: format.text({
        fr: 'Les délais vont de la réception à la recevabilité notifiée.',
        en: 'The delays run from receipt to the notified admissibility.',
      }),
    },
  ];
}

interface Breakdown<K extends string> {
  readonly caption: Localized;
  readonly keys: readonly K[];
  readonly labels: Readonly<Record<K, Localized>>;
  readonly cells: (report: ShownReport) => Cells;
  /** The total of which the shares are computed. */
  readonly whole: (report: ShownReport) => number | null;
}

function breakdowns(years: TwoYears, format: ReportFormatter): Block[] {
  const opened = (report: ShownReport): number | null => report.statistics.opened;
  return [
    compared(years, format, {
      caption: { fr: 'Médiations ouvertes, par origine', en: 'Mediations opened, by origin' },
      keys: ORIGINS,
      labels: ORIGIN_LABELS,
      cells: ({ statistics }) => statistics.openedByOrigin,
      whole: opened,
    }),
    compared(years, format, {
      caption: { fr: 'Médiations ouvertes, par motif', en: 'Mediations opened, by reason' },
      keys: REASONS,
      labels: REASON_LABELS,
      cells: ({ byReason }) => byReason,
      whole: opened,
    }),
    compared(years, format, {
      caption: { fr: 'Médiations ouvertes, par prestation', en: 'Mediations opened, by benefit' },
      keys: BENEFITS,
      labels: BENEFIT_LABELS,
      cells: ({ byBenefit }) => byBenefit,
      whole: opened,
    }),
    compared(years, format, {
      caption: {
        fr: 'Médiations terminées, par sort de la décision contestée',
        en: 'Mediations ended, by what became of the contested decision',
      },
      keys: OUTCOMES,
      labels: OUTCOME_LABELS,
      cells: ({ statistics }) => statistics.byOutcome,
      whole: ({ statistics }) => sumIfShown(OUTCOMES.map((key) => statistics.byOutcome[key])),
    }),
  ];
}

/** Each count with its share of the year, and the difference of the counts. */
function compared<K extends string>(
  { now, before }: TwoYears,
  format: ReportFormatter,
  { caption, keys, labels, cells, whole }: Breakdown<K>,
): TableBlock {
  const cell = (report: ShownReport, key: K): string => {
    const count = cells(report)[key] ?? null;
    return withShare(format.count(count), format.share(count, whole(report)));
  };
  return {
    kind: 'table',
    caption: format.text(caption),
    columns: [
      words(format, { fr: 'Intitulé', en: 'Item' }, 2.2),
      ...yearColumns(before.statistics.year, now.statistics.year, format),
    ],
    rows: keys.map((key) => [
      format.text(labels[key]),
      cell(before, key),
      cell(now, key),
      format.countChange(cells(before)[key] ?? null, cells(now)[key] ?? null),
    ]),
  };
}

function yearColumns(before: number, now: number, format: ReportFormatter) {
  const year = (number: number): Localized => ({ fr: String(number), en: String(number) });
  return [
    numbers(format, year(before)),
    numbers(format, year(now)),
    numbers(format, { fr: 'Écart', en: 'Change' }),
  ];
}

/** A share, or the word for a hidden one. */
function shareOf(part: number | null, whole: number | null, format: ReportFormatter): string {
  return part === null || whole === null ? format.hidden() : format.share(part, whole);
}
