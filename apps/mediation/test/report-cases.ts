import fc from 'fast-check';

import type { PrintableDocument } from '@passerelle/documents';
import { type Language, localDate } from '@passerelle/kernel';

import { OUTCOMES_OF } from '../src/closure/closure.js';
import {
  BENEFITS,
  CHANNELS,
  GROUNDS,
  ORIGINS,
  OUTCOMES,
  REASONS,
  RESOLUTIONS,
} from '../src/cases/referral.js';
import {
  DECISION_CELLS,
  FOLLOW_UPS,
  type ReportFigures,
  RESULTS,
  type ShownReport,
  showReport,
  suppressReport,
} from '../src/statistics/report-figures.js';
import { annualReport } from '../src/statistics/report.js';
import type { FullStatistics } from '../src/statistics/statistics.js';

/** A case as the report counts it. */
export interface ReportCase {
  readonly origin: string;
  readonly channel: string;
  /** The position in `DECISION_CELLS`. */
  readonly decision: number;
  readonly reason: string;
  readonly benefit: string;
  readonly resolution: (typeof RESOLUTIONS)[number] | null;
  /** Whether a case without a resolution went on elsewhere. */
  readonly elsewhere: boolean;
  readonly recommendation: (typeof FOLLOW_UPS)[number] | null;
  readonly kind: string;
  readonly arrearsCents: number;
  readonly overpaymentCents: number;
}

/** The figures of some cases, computed as the SQL of the repository does. */
export function figuresOf(cases: readonly ReportCase[]): {
  full: FullStatistics;
  figures: ReportFigures;
} {
  const decided = cases.map((each) => {
    const keys = DECISION_CELLS[each.decision % DECISION_CELLS.length]!;
    return { ...each, keys, isOpened: keys[1] === 'admissible' };
  });
  const opened = decided.filter(({ isOpened }) => isOpened);
  const outcomeOf = ({ resolution }: ReportCase): string | null =>
    resolution === null ? null : OUTCOMES_OF[resolution][0];
  const answers = opened.map(({ recommendation }) => recommendation);
  const full = {
    year: 2023,
    solicitations: cases.length,
    opened: opened.length,
    solicitationsByOrigin: over(
      ORIGINS,
      cases.map(({ origin }) => origin),
    ),
    openedByOrigin: over(
      ORIGINS,
      opened.map(({ origin }) => origin),
    ),
    byGround: over(
      GROUNDS,
      decided.map(({ keys }) => (keys[0] === 'none' ? null : keys[0])),
    ),
    byResolution: over(
      RESOLUTIONS,
      opened.map(({ resolution }) => resolution),
    ),
    byOutcome: over(OUTCOMES, opened.map(outcomeOf)),
    recommendations: {
      issued: answers.filter((answer) => answer !== null).length,
      ...over(FOLLOW_UPS, answers),
    },
    withoutResult: { in_progress: 0, joined: 0, transferred: 0 },
    filesWithRecommendations: answers.filter((answer) => answer !== null).length,
    meanDaysToDecision: opened.length === 0 ? null : 7.44,
    medianDaysToDecision: opened.length === 0 ? null : 6,
    p90DaysToDecision: opened.length === 0 ? null : 14.5,
    national: { opened: 350, meanDaysToDecision: 11.44 },
    suppressed: false,
  } as unknown as FullStatistics;
  const crossed = (
    possible: readonly (readonly string[])[],
    found: readonly (readonly string[])[],
  ) =>
    possible.map((keys) => ({
      keys,
      count: found.filter((each) => each.join() === keys.join()).length,
    }));
  const figures: ReportFigures = {
    byChannel: over(
      CHANNELS,
      cases.map(({ channel }) => channel),
    ),
    decisions: crossed(
      DECISION_CELLS,
      decided.map(({ keys }) => keys),
    ),
    results: crossed(
      REASONS.flatMap((reason) =>
        BENEFITS.flatMap((benefit) => RESULTS.map((result) => [reason, benefit, result])),
      ),
      opened.map((each) => [
        each.reason,
        each.benefit,
        outcomeOf(each) ?? (each.elsewhere ? 'elsewhere' : 'open'),
      ]),
    ),
    recommendations: crossed(
      ['individual', 'generic'].flatMap((kind) => FOLLOW_UPS.map((answer) => [kind, answer])),
      opened.flatMap(({ kind, recommendation }) =>
        recommendation === null ? [] : [[kind, recommendation]],
      ),
    ),
    arrears: {
      cases: opened.filter(({ arrearsCents }) => arrearsCents > 0).length,
      cents: opened.reduce((sum, { arrearsCents }) => sum + arrearsCents, 0),
    },
    overpayments: {
      cases: opened.filter(({ overpaymentCents }) => overpaymentCents > 0).length,
      cents: opened.reduce((sum, { overpaymentCents }) => sum + overpaymentCents, 0),
    },
    nationalSource: 'Rapport 2023 du médiateur national',
  };
  return { full, figures };
}

function over(
  vocabulary: readonly string[],
  keys: readonly (string | null)[],
): Record<string, number> {
  return Object.fromEntries(
    vocabulary.map((key) => [key, keys.filter((each) => each === key).length]),
  );
}

const pick = <T>(values: readonly T[], place: number): T => values[place % values.length]!;

/** A year of cases whose counts all differ: many in the first places of each vocabulary, few in the last. */
export const YEAR: readonly ReportCase[] = Array.from({ length: 240 }, (_, n) => ({
  origin: pick(ORIGINS, Math.trunc(n ** 1.5 / 200)),
  channel: pick(CHANNELS, n % 5 < 3 ? 0 : n % 5),
  decision: n % 2 === 0 ? 0 : (n * 7) % (DECISION_CELLS.length + 3),
  reason: pick(REASONS, n % 11 < 6 ? 0 : n % 11),
  benefit: pick(BENEFITS, n % 13 < 5 ? 1 : n % 13),
  resolution: n % 9 === 4 ? null : pick(RESOLUTIONS, Math.trunc((n % 40) / 7)),
  elsewhere: n % 4 === 1,
  recommendation: n % 3 === 0 ? pick(FOLLOW_UPS, n % 4 === 0 ? 0 : n % 7) : null,
  kind: n % 5 === 0 ? 'generic' : 'individual',
  arrearsCents: n % 4 === 0 ? n * 1_234 : 0,
  overpaymentCents: n % 17 === 0 ? n * 567 : 0,
}));

/** Any cases of a year, few enough of each kind for small cells. */
export const anyCases = fc.array(
  fc.record({
    origin: fc.constantFrom(...ORIGINS),
    channel: fc.constantFrom(...CHANNELS),
    // Half of the cases are opened, as in the report of 2023.
    decision: fc.oneof(fc.constant(0), fc.nat({ max: DECISION_CELLS.length - 1 })),
    reason: fc.constantFrom(...REASONS.slice(0, 3)),
    benefit: fc.constantFrom(...BENEFITS.slice(0, 2)),
    resolution: fc.option(fc.constantFrom(...RESOLUTIONS)),
    elsewhere: fc.boolean(),
    recommendation: fc.option(fc.constantFrom(...FOLLOW_UPS), { freq: 2 }),
    kind: fc.constantFrom('individual', 'generic'),
    arrearsCents: fc.nat({ max: 3 }),
    overpaymentCents: fc.nat({ max: 3 }),
  }),
  { maxLength: 200, size: 'max' },
);

/** The report of a year; without a year before, that of a year without cases. */
export function print(
  shown: ShownReport,
  language: Language = 'fr',
  {
    before = shown.threshold === null ? showReport(...NO_CASES) : suppressReport(...NO_CASES, 5),
    synthetic = false,
  }: {
    readonly before?: ShownReport;
    readonly synthetic?: boolean;
  } = {},
): PrintableDocument {
  return annualReport(shown, before, {
    language,
    issuer: 'Caf de Loire-Atlantique — médiation administrative',
    computedOn: localDate('2024-04-02'),
    synthetic,
  });
}

/** The figures of the cases of the year before. */
export function figuresBefore(
  cases: readonly ReportCase[],
): readonly [FullStatistics, ReportFigures] {
  const { full, figures } = figuresOf(cases);
  return [{ ...full, year: 2022 }, figures];
}

const NO_CASES = figuresBefore([]);
