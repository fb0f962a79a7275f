import fc from 'fast-check';

import { addDays, daysBetween, localDate, newId } from '@passerelle/kernel';
import {
  createDataSource,
  Installation,
  type DataSource,
  migrate,
  Transactions,
} from '@passerelle/persistence';
import { TestDatabase } from '@passerelle/testing';

import {
  type CaseRow,
  opened,
  received,
  recommendation,
  type RecommendationRow,
  storeCases,
} from '../../test/stored-cases.js';
import { ENDED_STATUSES } from '../cases/lifecycle.js';
import { Referrals1720000000001 } from '../migrations/1720000000001-referrals.js';
import { RECOMMENDATION_ANSWERS, RECOMMENDATION_KINDS } from '../recommendations/recommendation.js';
import {
  BENEFITS,
  CHANNELS,
  GROUNDS,
  ORIGINS,
  OUTCOMES,
  REASONS,
  RESOLUTIONS,
} from '../cases/referral.js';
import type { CrossedCell } from './crossed-cells.js';
import { UNANSWERED } from './report-figures.js';
import { assertAddsUp } from './statistics.js';
import { StatisticsRepository } from './statistics.repository.js';

describe('StatisticsRepository', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let transactions: Transactions;
  let repository: StatisticsRepository;

  beforeAll(async () => {
    database = await TestDatabase.create();
    const installation = new Installation(database.installation);
    const options = {
      url: installation.urlOf('mediation'),
      service: 'mediation',
      poolSize: 2,
      entities: [],
      migrations: [Referrals1720000000001],
    };
    await migrate(installation, options);
    dataSource = await createDataSource(options).initialize();
    transactions = new Transactions(dataSource);
    repository = new StatisticsRepository(transactions);
  });

  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  const store = (cases: readonly CaseRow[], recommendations: readonly RecommendationRow[] = []) =>
    storeCases(transactions, cases, recommendations);

  it('gives the figures that were computed by hand', async () => {
    const cases = [
      opened(3, { origin: 'beneficiary', resolution: 'fully_revised', outcome: 'revised' }),
      opened(4, { origin: 'beneficiary', resolution: 'withdrawn', outcome: 'other' }),
      opened(16, { origin: 'social_worker', ground: 'abnormal_delay' }),
      received({ origin: 'state', decision: 'inadmissible', ground: 'no_prior_claim' }),
      received({
        decision: 'redirected',
        ground: 'debt_remission',
        redirected_to: 'commission_de_recours_amiable',
      }),
      received({ decision: 'redirected', redirected_to: 'Mairie de Nantes' }),
      // Not final: another decision follows.
      received({ decision: 'more_information', ground: 'unclear_subject' }),
      // Ended before a decision: not a result of a mediation.
      received({ resolution: 'withdrawn', outcome: 'other' }),
      received({ received_on: localDate('2022-12-31') }),
      opened(100, { received_on: localDate('2024-01-01') }),
    ];
    const [first, , third] = cases;
    await store(cases, [
      recommendation(first!.id, 'individual', 'followed'),
      recommendation(third!.id, 'generic', null),
      recommendation(third!.id, 'generic', null, localDate('2024-01-05')),
      recommendation(cases.at(-1)!.id, 'generic', 'refused'),
    ]);

    const figures = await repository.yearFigures(2023);
    expect(figures).toMatchObject({
      year: 2023,
      solicitations: 8,
      opened: 3,
      solicitationsByOrigin: { beneficiary: 6, state: 1, social_worker: 1, elected_official: 0 },
      openedByOrigin: { beneficiary: 2, state: 0, social_worker: 1 },
      byGround: { abnormal_delay: 1, no_prior_claim: 1, debt_remission: 1, unclear_subject: 0 },
      byResolution: { fully_revised: 1, withdrawn: 1, redirected: 0 },
      byOutcome: { revised: 1, maintained: 0, other: 1 },
      recommendations: { issued: 2, followed: 1, partly_followed: 0, refused: 0, unanswered: 1 },
      withoutResult: { in_progress: 8, joined: 0, transferred: 0 },
      filesWithRecommendations: 2,
      // Mean 23 / 3; median of 3, 4, 16; the 9th decile is the 3rd of 3 values.
      meanDaysToDecision: 7.67,
      medianDaysToDecision: 4,
      p90DaysToDecision: 16,
      national: { opened: null, meanDaysToDecision: null },
      suppressed: false,
    });
    expect(Object.keys(figures.byGround)).toEqual([...GROUNDS]);
    expect(Object.keys(figures.byResolution)).toEqual([...RESOLUTIONS]);
    expect(() => {
      assertAddsUp(figures);
    }).not.toThrow();

    const report = await repository.reportFigures(2023);
    expect(nonZero(report.decisions)).toEqual({
      'abnormal_delay admissible': 1,
      'none admissible': 2,
      'no_prior_claim inadmissible': 1,
      'debt_remission commission_de_recours_amiable': 1,
      'none other_body': 1,
      'none undecided': 2,
    });
    expect(nonZero(report.recommendations)).toEqual({
      'individual followed': 1,
      'generic unanswered': 1,
    });
    expect(JSON.stringify(report)).not.toContain('Nantes');
  });

  it('gives days within which the share of the cases was really decided', async () => {
    const days = [1, 1, 2, 3, 5, 8, 13, 21, 34, 55];
    await store(days.map((each) => opened(each)));
    expect(await repository.yearFigures(2023)).toMatchObject({
      medianDaysToDecision: 5,
      p90DaysToDecision: 34,
    });
  });

  it('counts a case that was joined or transferred as gone on elsewhere, never as in progress', async () => {
    await store([
      opened(3, { status: 'in_review' }),
      opened(3, { status: 'joined' }),
      opened(3, { status: 'transferred' }),
      received({ status: 'transferred' }),
      received({ status: 'withdrawn', resolution: 'withdrawn', outcome: 'other' }),
    ]);
    const { statistics, report } = await repository.allFigures(2023);
    expect(statistics).toMatchObject({
      solicitations: 5,
      opened: 3,
      withoutResult: { in_progress: 1, joined: 1, transferred: 2 },
    });
    expect(nonZero(report.results)).toEqual({ 'delay rsa open': 1, 'delay rsa elsewhere': 2 });
  });

  it('counts files, so that several recommendations of a case are one', async () => {
    const only = opened(3);
    await store(
      [only],
      [
        recommendation(only.id, 'individual', 'followed'),
        recommendation(only.id, 'generic', null),
        recommendation(only.id, 'generic', null, localDate('2024-01-05')),
      ],
    );
    const figures = await repository.yearFigures(2023);
    expect(figures.recommendations.issued).toBe(2);
    expect(figures).toMatchObject({ opened: 1, filesWithRecommendations: 1 });
  });

  it('gives zeros for a year without cases', async () => {
    await store([]);
    const { statistics, report } = await repository.allFigures(2021);
    expect(statistics).toMatchObject({
      solicitations: 0,
      opened: 0,
      recommendations: { issued: 0, followed: 0, partly_followed: 0, refused: 0, unanswered: 0 },
      meanDaysToDecision: null,
      medianDaysToDecision: null,
      p90DaysToDecision: null,
    });
    expect(Object.values(statistics.solicitationsByOrigin)).toEqual(ORIGINS.map(() => 0));
    expect(nonZero([...report.decisions, ...report.results])).toEqual({});
    expect(report.arrears).toEqual({ cases: 0, cents: 0 });
  });

  it('agrees with a plain computation, whatever the cases', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyCase, { maxLength: 40 }),
        anyRecommendations,
        async (given, picks) => {
          const cases = given.map((facts) => received(facts));
          const recommendations =
            cases.length === 0
              ? []
              : picks.map(({ place, kind, answer, withdrawn }) =>
                  recommendation(
                    cases[place % cases.length]!.id,
                    kind,
                    answer,
                    withdrawn ? localDate('2024-03-01') : null,
                  ),
                );
          await store(cases, recommendations);
          const { statistics, report } = await repository.allFigures(2023);
          const own = cases.filter(({ received_on: on }) => on.startsWith('2023'));
          const counted = recommendations.filter(
            (each) => each.withdrawn_on === null && own.some(({ id }) => id === each.referral_id),
          );
          const ofOpened = own.filter(({ opened_on: on }) => on !== null);
          const days = ofOpened.map((each) => daysBetween(each.received_on, each.opened_on!));
          const final = own.map((each) =>
            each.decision === 'more_information' ? { ...each, decision: null, ground: null } : each,
          );
          const ways = final.map((each) =>
            each.decision === null
              ? 'undecided'
              : each.decision !== 'redirected'
                ? each.decision
                : each.redirected_to === 'benefits_service'
                  ? 'benefits_service'
                  : 'other_body',
          );
          const answers = tally(counted.map(({ answer }) => answer ?? UNANSWERED));
          expect(statistics).toEqual({
            year: 2023,
            solicitations: own.length,
            opened: ofOpened.length,
            solicitationsByOrigin: over(
              ORIGINS,
              own.map(({ origin }) => origin),
            ),
            openedByOrigin: over(
              ORIGINS,
              ofOpened.map(({ origin }) => origin),
            ),
            byGround: over(
              GROUNDS,
              final.map(({ ground }) => ground),
            ),
            byResolution: over(
              RESOLUTIONS,
              ofOpened.map(({ resolution }) => resolution),
            ),
            byOutcome: over(
              OUTCOMES,
              ofOpened.map(({ outcome }) => outcome),
            ),
            recommendations: {
              issued: counted.length,
              followed: answers.followed ?? 0,
              partly_followed: answers.partly_followed ?? 0,
              refused: answers.refused ?? 0,
              unanswered: answers.unanswered ?? 0,
            },
            filesWithRecommendations: new Set(counted.map((each) => each.referral_id)).size,
            withoutResult: {
              in_progress: 0,
              joined: 0,
              transferred: 0,
              ...tally(
                own.map(({ status }) =>
                  status === 'joined' || status === 'transferred'
                    ? status
                    : (ENDED_STATUSES as readonly string[]).includes(status)
                      ? null
                      : 'in_progress',
                ),
              ),
            },
            meanDaysToDecision: meanOf(days),
            medianDaysToDecision: percentileOf(days, 0.5),
            p90DaysToDecision: percentileOf(days, 0.9),
            national: { opened: null, meanDaysToDecision: null },
            suppressed: false,
          });
          expect(report.byChannel).toEqual(
            over(
              CHANNELS,
              own.map(({ channel }) => channel),
            ),
          );
          expect(nonZero(report.decisions)).toEqual(
            tally(final.map(({ ground }, place) => `${ground ?? 'none'} ${ways[place] ?? ''}`)),
          );
          expect(nonZero(report.results)).toEqual(
            tally(
              ofOpened.map(
                (each) =>
                  `${each.reason} ${each.benefit} ${each.outcome ?? withoutOutcome(each.status)}`,
              ),
            ),
          );
          expect(nonZero(report.recommendations)).toEqual(
            tally(counted.map(({ kind, answer }) => `${kind} ${answer ?? UNANSWERED}`)),
          );
          const arrears = ofOpened.map((each) => each.arrears_cents ?? 0);
          expect(report.arrears).toEqual({
            cases: arrears.filter((cents) => cents > 0).length,
            cents: arrears.reduce((a, b) => a + b, 0),
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('records the national figures once, however often they are sent', async () => {
    const figures = {
      year: 2023,
      opened: 350,
      meanDaysToDecision: 11.44,
      source: 'Rapport national',
      recordedAt: new Date('2024-04-02T08:00:00Z'),
    };
    const record = (changes: Partial<typeof figures>) =>
      transactions.run((tx) => repository.recordNational(tx, { ...figures, ...changes }, newId()));
    expect(await record({})).toEqual(figures);
    expect(await record({ recordedAt: new Date('2024-05-01T00:00:00Z') })).toEqual(figures);
    const later = { opened: 351, recordedAt: new Date('2024-06-01T00:00:00Z') };
    expect(await record(later)).toEqual({ ...figures, ...later });
    expect((await repository.yearFigures(2023)).national).toEqual({
      opened: 351,
      meanDaysToDecision: 11.44,
    });
    expect((await repository.reportFigures(2023)).nationalSource).toBe('Rapport national');
    expect((await repository.reportFigures(2022)).nationalSource).toBeNull();
  });
});

const anyDay = fc
  .integer({ min: -3, max: 367 })
  .map((days) => addDays(localDate('2023-01-01'), days));

const anyCase: fc.Arbitrary<Partial<CaseRow>> = fc
  .record({
    status: fc.constantFrom('received', 'in_review', 'closed', 'joined', 'transferred'),
    origin: fc.constantFrom(...ORIGINS),
    channel: fc.constantFrom(...CHANNELS),
    benefit: fc.constantFrom(...BENEFITS),
    reason: fc.constantFrom(...REASONS),
    received_on: anyDay,
    decision: fc.constantFrom('admissible', 'inadmissible', 'redirected', 'more_information', null),
    ground: fc.constantFrom(...GROUNDS, null),
    redirected_to: fc.constantFrom('benefits_service', 'Mairie', null),
    days: fc.integer({ min: 0, max: 400 }),
    resolution: fc.constantFrom(...RESOLUTIONS, null),
    outcome: fc.constantFrom(...OUTCOMES, null),
    arrears_cents: fc.option(fc.integer({ min: 0, max: 100_000_000_000 })),
  })
  .map(({ days, ...facts }) => ({
    ...facts,
    ground: facts.decision === null ? null : facts.ground,
    opened_on: facts.decision === 'admissible' ? addDays(facts.received_on, days) : null,
  }));

const anyRecommendations = fc.array(
  fc.record({
    place: fc.nat(),
    kind: fc.constantFrom(...RECOMMENDATION_KINDS),
    answer: fc.constantFrom(...RECOMMENDATION_ANSWERS, null),
    withdrawn: fc.boolean(),
  }),
  { maxLength: 10 },
);

function withoutOutcome(status: string): string {
  return status === 'joined' || status === 'transferred' ? 'elsewhere' : 'open';
}

function tally(keys: readonly (string | null)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const key of keys) if (key !== null) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}

function over(vocabulary: readonly string[], keys: readonly (string | null)[]): object {
  return { ...Object.fromEntries(vocabulary.map((key) => [key, 0])), ...tally(keys) };
}

function nonZero(cells: readonly CrossedCell[]): Record<string, number> {
  return Object.fromEntries(
    cells.filter(({ count }) => count > 0).map(({ keys, count }) => [keys.join(' '), count]),
  );
}

/** In whole numbers: a half is rounded up, as PostgreSQL rounds a numeric. */
function meanOf(days: readonly number[]): number | null {
  if (days.length === 0) return null;
  const sum = days.reduce((a, b) => a + b, 0);
  return Math.floor((2 * 100 * sum + days.length) / (2 * days.length)) / 100;
}

function percentileOf(days: readonly number[], fraction: number): number | null {
  if (days.length === 0) return null;
  const sorted = [...days].sort((a, b) => a - b);
  // Nearest rank, in whole numbers: the first value that the fraction of the cases does not exceed.
  return sorted[Math.ceil((fraction * 10 * sorted.length) / 10) - 1]!;
}
