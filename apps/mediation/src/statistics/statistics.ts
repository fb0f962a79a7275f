import { OUTCOMES_OF } from '../closure/closure.js';
import type { Origin, Outcome, Resolution } from '../cases/referral.js';
import {
  type Cells,
  type Counts,
  coverHidden,
  DEFAULT_THRESHOLD,
  hide,
  smallCells,
  sumOf,
} from './small-cells.js';

export const IN_PROGRESS = 'in_progress';
/** The received cases that have no result: in progress, or gone on in another case or with another mediator. */
export const WITHOUT_RESULT = [IN_PROGRESS, 'joined', 'transferred'] as const;

export interface RecommendationCounts {
  /** The recommendations that were not withdrawn: the sum of the four other members. */
  readonly issued: number | null;
  readonly followed: number | null;
  readonly partly_followed: number | null;
  readonly refused: number | null;
  readonly unanswered: number | null;
}

/**
 * The figures of a year, which SQL computes from the cases received in the year. Every breakdown lists its whole
 * vocabulary, zeros included, because an absent cell cannot help to hide another. A hidden figure is null.
 */
export interface YearStatistics {
  readonly year: number;
  readonly solicitations: number | null;
  readonly opened: number | null;
  readonly solicitationsByOrigin: Readonly<Record<Origin, number | null>>;
  readonly openedByOrigin: Readonly<Record<Origin, number | null>>;
  readonly byGround: Cells;
  readonly byResolution: Readonly<Record<Resolution, number | null>>;
  readonly byOutcome: Readonly<Record<Outcome, number | null>>;
  /**
   * Only mediators see these figures: most are small, and their sum would reveal the remainder that `byOutcome`
   * leaves.
   */
  readonly withoutResult?: Readonly<Record<(typeof WITHOUT_RESULT)[number], number>>;
  readonly recommendations: RecommendationCounts;
  /** The cases with at least one recommendation: the webinar counts files (domain M6.6, M6.9). */
  readonly filesWithRecommendations: number | null;
  /** Days from receipt to the notified admissibility, over the opened cases. */
  readonly meanDaysToDecision: number | null;
  readonly medianDaysToDecision: number | null;
  readonly p90DaysToDecision: number | null;
  /** Public figures of the network: never hidden. */
  readonly national: {
    readonly opened: number | null;
    readonly meanDaysToDecision: number | null;
  };
  /** Whether a figure is hidden. A hidden figure is below the threshold, or would reveal such a figure. */
  readonly suppressed: boolean;
}

/** The same figures with none hidden. */
export interface FullStatistics extends YearStatistics {
  readonly solicitations: number;
  readonly opened: number;
  readonly solicitationsByOrigin: Readonly<Record<Origin, number>>;
  readonly openedByOrigin: Readonly<Record<Origin, number>>;
  readonly byGround: Counts;
  readonly byResolution: Readonly<Record<Resolution, number>>;
  readonly byOutcome: Readonly<Record<Outcome, number>>;
  readonly withoutResult: Readonly<Record<(typeof WITHOUT_RESULT)[number], number>>;
  readonly recommendations: Readonly<Record<keyof RecommendationCounts, number>>;
  readonly filesWithRecommendations: number;
  readonly suppressed: false;
}

/**
 * The figures for every reader but the mediators. The small cells are hidden, and every figure from which a reader
 * could compute a small cell: within a breakdown, from its total; between a total and a breakdown that leaves some
 * of its cases out; between `solicitationsByOrigin` and `openedByOrigin`, whose difference is the number of cases not
 * opened; between `byResolution` and `byOutcome`, which sums the resolutions.
 */
export function suppressSmallCells(
  full: FullStatistics,
  threshold = DEFAULT_THRESHOLD,
): YearStatistics {
  const origins = suppressOrigins(full, threshold);
  const results = suppressResults(full, origins, threshold);
  const recommendations = suppressRecommendations(full.recommendations, threshold);
  const tooFew = origins.opened === null;
  const { withoutResult: _, ...others } = full;
  const shown: YearStatistics = {
    ...others,
    ...origins,
    ...results,
    byGround: suppressGrounds(full, origins, threshold),
    recommendations,
    filesWithRecommendations: shownFiles(full, origins, recommendations, threshold),
    meanDaysToDecision: tooFew ? null : full.meanDaysToDecision,
    medianDaysToDecision: tooFew ? null : full.medianDaysToDecision,
    p90DaysToDecision: tooFew ? null : full.p90DaysToDecision,
  };
  return { ...shown, suppressed: hasHidden(full, shown) };
}

type Totals = Pick<
  YearStatistics,
  'solicitations' | 'opened' | 'solicitationsByOrigin' | 'openedByOrigin'
>;

function suppressOrigins(full: FullStatistics, threshold: number): Totals {
  const { solicitations, opened, solicitationsByOrigin: received, openedByOrigin } = full;
  const hiddenReceived = coverHidden(received, smallCells(received, threshold));

  // An opened case was received, so a shown `opened` would be a lower bound of the hidden `received` of its origin.
  const hiddenOpened = new Set([
    ...smallCells(openedByOrigin, threshold),
    ...hiddenReceived.hidden,
  ]);
  const caps: Record<string, number> = {};
  for (const [origin, count] of Object.entries<number>(received)) {
    if (hiddenReceived.hidden.has(origin)) continue;
    caps[origin] = count;
    const notOpened = count - openedByOrigin[origin as Origin];
    if (isSmallGroup(notOpened, threshold)) hiddenOpened.add(origin);
  }
  const covered = coverHidden(openedByOrigin, hiddenOpened, caps);

  const hideReceived = solicitations < threshold || hiddenReceived.exposed;
  const hideOpened =
    hideReceived ||
    opened < threshold ||
    covered.exposed ||
    isSmallGroup(solicitations - opened, threshold);
  // A shown breakdown would reveal its hidden total, so the breakdown is hidden with the total.
  const all = new Set(Object.keys(openedByOrigin));
  return {
    solicitations: hideReceived ? null : solicitations,
    opened: hideOpened ? null : opened,
    solicitationsByOrigin: hide(received, hideReceived ? all : hiddenReceived.hidden),
    openedByOrigin: hide(openedByOrigin, hideOpened ? all : covered.hidden),
  };
}

/** Whether a difference between two cells counts a few persons; a difference of 0 counts nobody. */
export function isSmallGroup(count: number, threshold: number): boolean {
  return count > 0 && count < threshold;
}

/** A cell that no table shows: the cases of a total that its breakdown leaves out. */
const LEFT_OUT = 'left_out';

/** Hides with the small cells what a reader who subtracts the shown cells from the total could compute. */
function coverWithLeftOut(counts: Counts, hidden: ReadonlySet<string>, leftOut: Counts) {
  const never = Object.keys(leftOut);
  const covered = coverHidden({ ...counts, ...leftOut }, new Set([...hidden, ...never])).hidden;
  for (const key of never) covered.delete(key);
  return covered;
}

/** The cases left out, where they are few: a count of 0 or of the threshold may be computed. */
function smallRest(rests: readonly (number | null)[], threshold: number): Counts {
  const few = rests.find((count) => count !== null && isSmallGroup(count, threshold));
  return few === undefined || few === null ? {} : { [LEFT_OUT]: few };
}

/**
 * The received cases without a ground are opened, undecided or redirected. An opened case rarely states a ground
 * (domain M2), so a reader may also subtract the opened cases and compute those without a ground that are not opened.
 */
function suppressGrounds(
  { byGround, ...full }: FullStatistics,
  { solicitations, opened }: Totals,
  threshold: number,
): Cells {
  const rest = full.solicitations - sumOf(byGround);
  const leftOut = smallRest(
    [solicitations === null ? null : rest, opened === null ? null : rest - opened],
    threshold,
  );
  return hide(byGround, coverWithLeftOut(byGround, smallCells(byGround, threshold), leftOut));
}

type Results = Pick<YearStatistics, 'byResolution' | 'byOutcome'>;

/**
 * A reader may assume that an outcome is the sum of its usual resolutions, which is true in most years. Therefore
 * the hidden resolutions of a shown outcome protect each other. Under a hidden outcome at least one resolution is
 * hidden, and the hidden resolutions of all hidden outcomes protect each other. The opened cases without a result
 * are one more cell, where they are few.
 */
function suppressResults(full: FullStatistics, { opened }: Totals, threshold: number): Results {
  const { byOutcome, byResolution } = full;
  const leftOut = smallRest([opened === null ? null : opened - sumOf(byOutcome)], threshold);
  const outcomes = coverWithLeftOut(byOutcome, smallCells(byOutcome, threshold), leftOut);
  const small = smallCells(byResolution, threshold);
  const hidden = new Set<string>();
  const underHidden: [string, number][] = [];
  const alsoHidden = new Set<string>();

  for (const outcome of Object.keys(byOutcome) as Outcome[]) {
    const group = Object.entries<number>(byResolution).filter(
      ([resolution]) => OUTCOMES_OF[resolution as Resolution][0] === outcome,
    );
    if (outcomes.has(outcome)) {
      underHidden.push(...group);
      if (!group.some(([key]) => small.has(key))) {
        const [smallest] = group.sort(([, a], [, b]) => a - b);
        if (smallest !== undefined) alsoHidden.add(smallest[0]);
      }
    } else {
      const counts = Object.fromEntries(group);
      const own = new Set(group.map(([key]) => key).filter((key) => small.has(key)));
      for (const key of coverHidden(counts, own).hidden) hidden.add(key);
    }
  }
  const counts = Object.fromEntries(underHidden);
  const own = new Set(Object.keys(counts).filter((key) => small.has(key) || alsoHidden.has(key)));
  for (const key of coverWithLeftOut(counts, own, leftOut)) hidden.add(key);

  return {
    byOutcome: hide(byOutcome, outcomes),
    byResolution: hide(byResolution, hidden),
  };
}

function suppressRecommendations(
  full: FullStatistics['recommendations'],
  threshold: number,
): RecommendationCounts {
  const { issued, ...answers } = full;
  const small = smallCells(answers, threshold);
  const { hidden, exposed } = coverHidden(answers, small);
  const hideIssued = issued < threshold || exposed;
  return {
    issued: hideIssued ? null : issued,
    ...(hide(answers, hideIssued ? new Set(Object.keys(answers)) : hidden) as Omit<
      RecommendationCounts,
      'issued'
    >),
  };
}

/**
 * The files with a recommendation are hidden with the number of recommendations, and where the opened cases without
 * one are few: a reader computes these from the opened cases.
 */
function shownFiles(
  full: FullStatistics,
  { opened }: Totals,
  { issued }: RecommendationCounts,
  threshold: number,
): number | null {
  const files = full.filesWithRecommendations;
  if (opened === null || issued === null || files < threshold) return null;
  return isSmallGroup(opened - files, threshold) ? null : files;
}

function hasHidden(full: FullStatistics, shown: YearStatistics): boolean {
  const nulls = (statistics: YearStatistics): number =>
    JSON.stringify(statistics).split('null').length;
  return nulls(shown) > nulls(full);
}

/** Throws when a breakdown does not add up, because a reader could then compute a hidden cell. */
export function assertAddsUp(full: FullStatistics): void {
  const { issued, ...answers } = full.recommendations;
  const sums: [string, number, number][] = [
    ['solicitationsByOrigin', sumOf(full.solicitationsByOrigin), full.solicitations],
    ['openedByOrigin', sumOf(full.openedByOrigin), full.opened],
    ['recommendations', sumOf(answers), issued],
  ];
  for (const [name, sum, total] of sums) {
    if (sum !== total) throw new RangeError(`${name}: ${String(sum)} of ${String(total)}`);
  }
  // Each file with recommendations is an opened case, and has one recommendation at least.
  const files = full.filesWithRecommendations;
  if (files > full.opened || files > issued) {
    throw new RangeError(`filesWithRecommendations: ${String(files)} of ${String(full.opened)}`);
  }
}
