import { GROUND_RULES } from '../grounds/ground-rules.js';
import { type ReceivingService, RECEIVING_SERVICES } from '../grounds/receiving-services.js';
import { RECOMMENDATION_ANSWERS, RECOMMENDATION_KINDS } from '../recommendations/recommendation.js';
import { BENEFITS, GROUNDS, OUTCOMES, REASONS } from '../cases/referral.js';
import {
  type CrossedCell,
  type Margin,
  showCrossed,
  type ShownCross,
  sumsAlong,
  suppressCrossed,
} from './crossed-cells.js';
import {
  type Cells,
  type Counts,
  coverHidden,
  smallCells,
  suppressBreakdown,
} from './small-cells.js';
import {
  type FullStatistics,
  isSmallGroup,
  suppressSmallCells,
  type YearStatistics,
} from './statistics.js';

export const NO_GROUND = 'none';
export const UNDECIDED = 'undecided';
/** A redirection may name any body: the bodies outside the decision table (domain M2) are counted together and never printed. */
export const OTHER_BODY = 'other_body';
export const DESTINATIONS: readonly (ReceivingService | typeof OTHER_BODY)[] = [
  ...(Object.keys(RECEIVING_SERVICES) as ReceivingService[]),
  OTHER_BODY,
];
/** What became of a received case: opened, inadmissible, not decided, or redirected to a destination. */
const WAYS = ['admissible', 'inadmissible', UNDECIDED, ...DESTINATIONS] as const;

/** The result of an opened case that went on elsewhere: joined to another case, or with the mediator of another Caf. */
export const ELSEWHERE = 'elsewhere';
/** The result of an opened case that has not ended. */
export const STILL_OPEN = 'open';
export const RESULTS = [...OUTCOMES, ELSEWHERE, STILL_OPEN] as const;
export const UNANSWERED = 'unanswered';
export const FOLLOW_UPS = [...RECOMMENDATION_ANSWERS, UNANSWERED] as const;

export interface Amount {
  readonly cases: number;
  readonly cents: number;
}

/** The figures that the annual report shows beside the statistics (domain M11.2), for the same cases. */
export interface ReportFigures {
  readonly byChannel: Counts;
  /** Ground of the decision (or `none`) × way. */
  readonly decisions: readonly CrossedCell[];
  /** Reason × benefit × outcome (or `elsewhere`, or `open`), over the opened cases. */
  readonly results: readonly CrossedCell[];
  /** Kind × answer (or `unanswered`). */
  readonly recommendations: readonly CrossedCell[];
  /** For the opened cases: the arrears paid to people, and the overpayments found. */
  readonly arrears: Amount;
  readonly overpayments: Amount;
  readonly nationalSource: string | null;
}

interface ShownAmount {
  readonly cases: number | null;
  readonly cents: number | null;
}

/** The figures of the report that a reader may see; a hidden figure is null. */
export interface ShownReport {
  readonly statistics: YearStatistics;
  /** Cells below this number are hidden; null when the reader sees every cell. */
  readonly threshold: number | null;
  readonly byChannel: Cells;
  readonly byWay: Cells;
  readonly decisions: ShownCross['cells'];
  readonly byReason: Cells;
  readonly byBenefit: Cells;
  readonly results: ShownCross['cells'];
  readonly byKind: Cells;
  readonly recommendations: ShownCross['cells'];
  readonly arrears: ShownAmount;
  readonly overpayments: ShownAmount;
  readonly nationalSource: string | null;
}

/**
 * The combinations of ground and way that the decision table allows (domain M2), with the usual service of each
 * ground. An impossible combination has no cell: a reader knows that it is empty, so it could not hide another cell.
 */
export const DECISION_CELLS: readonly (readonly [string, string])[] = [
  // Only an inadmissible case must state its ground.
  ...WAYS.filter((way) => way !== 'inadmissible').map((way) => [NO_GROUND, way] as const),
  ...GROUNDS.flatMap((ground) => {
    const { decisions, service } = GROUND_RULES[ground];
    return decisions.flatMap((decision) => {
      if (decision === 'more_information') return [];
      const way = decision === 'redirected' ? (service ?? OTHER_BODY) : decision;
      return [[ground, way] as const];
    });
  }),
];

/** The report for mediators: every figure. */
export function showReport(full: FullStatistics, figures: ReportFigures): ShownReport {
  const tables = crossesOf(figures);
  return {
    ...figures,
    statistics: full,
    threshold: null,
    byWay: tables.ways,
    byReason: tables.reasons,
    byBenefit: tables.benefits,
    byKind: tables.kinds,
    decisions: showCrossed(figures.decisions, []).cells,
    results: showCrossed(figures.results, []).cells,
    recommendations: showCrossed(figures.recommendations, []).cells,
  };
}

/**
 * The report for every other reader. The tables agree with the statistics that the same reader may request: a sum
 * hidden in the statistics is hidden here, and a sum shown in the statistics is assumed to be known.
 */
export function suppressReport(
  full: FullStatistics,
  figures: ReportFigures,
  threshold: number,
): ShownReport {
  const statistics = suppressSmallCells(full, threshold);
  const nothing = statistics.solicitations === null;
  const decisions = suppressDecisions(figures, statistics, threshold);
  const results = suppressResultTable(figures, statistics, threshold);
  const recommendations = suppressRecommendationTable(figures, statistics, threshold);
  return {
    statistics,
    threshold,
    byChannel: nothing
      ? hideAll(figures.byChannel)
      : suppressBreakdown(figures.byChannel, threshold),
    byWay: decisions.margins[1] ?? {},
    decisions: decisions.cells,
    byReason: results.margins[0] ?? {},
    byBenefit: results.margins[1] ?? {},
    results: results.cells,
    byKind: recommendations.margins[0] ?? {},
    recommendations: recommendations.cells,
    arrears: suppressAmount(figures.arrears, statistics.opened, threshold),
    overpayments: suppressAmount(figures.overpayments, statistics.opened, threshold),
    nationalSource: figures.nationalSource,
  };
}

function crossesOf({ decisions, results, recommendations }: ReportFigures) {
  return {
    grounds: sumsAlong(decisions, 0, [...GROUNDS, NO_GROUND]),
    ways: sumsAlong(decisions, 1, WAYS),
    reasons: sumsAlong(results, 0, REASONS),
    benefits: sumsAlong(results, 1, BENEFITS),
    results: sumsAlong(results, 2, RESULTS),
    kinds: sumsAlong(recommendations, 0, RECOMMENDATION_KINDS),
    followUps: sumsAlong(recommendations, 1, FOLLOW_UPS),
  };
}

function suppressDecisions(
  figures: ReportFigures,
  statistics: YearStatistics,
  threshold: number,
): ShownCross {
  const { grounds, ways } = crossesOf(figures);
  const { solicitations, opened, byGround } = statistics;
  if (solicitations === null || opened === null) {
    return nothingOf(figures.decisions, [grounds, ways]);
  }
  const { admissible: _, ...others } = ways;
  return suppressCrossed(
    figures.decisions,
    [
      withRemainder(grounds, byGround, NO_GROUND, threshold, opened),
      {
        counts: ways,
        hidden: coverHidden(others, smallCells(others, threshold)).hidden,
        // The statistics show this sum: it is the number of opened cases.
        fixed: new Set(['admissible']),
      },
    ],
    threshold,
  );
}

function suppressResultTable(
  figures: ReportFigures,
  statistics: YearStatistics,
  threshold: number,
): ShownCross {
  const { reasons, benefits } = crossesOf(figures);
  const cells = withOneRemainder(figures.results);
  const results = sumsAlong(cells, 2, [...OUTCOMES, STILL_OPEN]);
  if (statistics.opened === null) return nothingOf(cells, [reasons, benefits, results]);
  return suppressCrossed(
    // This report has no column for the cases without a result.
    cells.map((cell) => ({ ...cell, neverShown: cell.keys[2] === STILL_OPEN })),
    [
      marginOf(reasons, threshold),
      marginOf(benefits, threshold),
      withRemainder(results, statistics.byOutcome, STILL_OPEN, threshold),
    ],
    threshold,
  );
}

/** A reader who sees no column without a result knows one remainder of the sums, so its two cells are one here. */
function withOneRemainder(results: readonly CrossedCell[]): CrossedCell[] {
  const elsewhere = new Map(
    results
      .filter(({ keys }) => keys[2] === ELSEWHERE)
      .map(({ keys, count }) => [`${keys[0] ?? ''} ${keys[1] ?? ''}`, count]),
  );
  return results
    .filter(({ keys }) => keys[2] !== ELSEWHERE)
    .map((cell) => {
      if (cell.keys[2] !== STILL_OPEN) return cell;
      const added = elsewhere.get(`${cell.keys[0] ?? ''} ${cell.keys[1] ?? ''}`) ?? 0;
      return { ...cell, count: cell.count + added };
    });
}

function suppressRecommendationTable(
  figures: ReportFigures,
  statistics: YearStatistics,
  threshold: number,
): ShownCross {
  const { kinds, followUps } = crossesOf(figures);
  const { issued, ...shown } = statistics.recommendations;
  if (issued === null) return nothingOf(figures.recommendations, [kinds, followUps]);
  return suppressCrossed(
    figures.recommendations,
    [
      marginOf(kinds, threshold),
      { counts: followUps, hidden: hiddenIn(shown), fixed: keysOf(followUps) },
    ],
    threshold,
  );
}

/** The margin of sums that only the report shows. */
function marginOf(counts: Counts, threshold: number): Margin {
  const { hidden } = coverHidden(counts, smallCells(counts, threshold));
  return { counts, hidden, fixed: new Set() };
}

/**
 * The margin of sums that the statistics show, with the remainder that the statistics leave out. A reader who knows
 * the total and every other sum also knows the remainder, small or not.
 */
function withRemainder(
  counts: Counts,
  shown: Cells,
  remainder: string,
  threshold: number,
  known = 0,
): Margin {
  const hidden = hiddenIn(shown);
  const rest = counts[remainder] ?? 0;
  // The statistics also protect what is left of the remainder without a part of it that the reader knows.
  const few = rest < threshold || isSmallGroup(rest - known, threshold);
  if (hidden.size > 0 && few) hidden.add(remainder);
  return { counts, hidden, fixed: keysOf(counts) };
}

/** A reader computes the opened cases without the amount from the opened cases. */
function suppressAmount(amount: Amount, opened: number | null, threshold: number): ShownAmount {
  const isHidden =
    opened === null || amount.cases < threshold || isSmallGroup(opened - amount.cases, threshold);
  return isHidden ? { cases: null, cents: null } : amount;
}

function nothingOf(cells: readonly CrossedCell[], margins: readonly Counts[]): ShownCross {
  return { cells: cells.map((cell) => ({ ...cell, shown: null })), margins: margins.map(hideAll) };
}

function hideAll(counts: Counts): Cells {
  return Object.fromEntries(Object.keys(counts).map((key) => [key, null]));
}

function hiddenIn(cells: Cells): Set<string> {
  return new Set(Object.keys(cells).filter((key) => cells[key] === null));
}

function keysOf(counts: Counts): ReadonlySet<string> {
  return new Set(Object.keys(counts));
}
