import fc from 'fast-check';

import { OUTCOMES_OF } from '../closure/closure.js';
import {
  GROUNDS,
  type Origin,
  ORIGINS,
  type Outcome,
  OUTCOMES,
  type Resolution,
  RESOLUTIONS,
} from '../cases/referral.js';
import { assertAddsUp, type FullStatistics, suppressSmallCells } from './statistics.js';

const zeros = <K extends string>(keys: readonly K[]): Record<K, number> =>
  Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>;
const total = (counts: Record<string, number>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

/** The published figures of 2023 (domain M6.6); the other figures are invented to fit. */
const webinar: FullStatistics = {
  year: 2023,
  solicitations: 720,
  opened: 328,
  solicitationsByOrigin: {
    beneficiary: 520,
    legal_representative: 20,
    defender_of_rights: 70,
    state: 20,
    elected_official: 20,
    national_mediator: 10,
    social_worker: 60,
  },
  openedByOrigin: {
    beneficiary: 209,
    legal_representative: 12,
    defender_of_rights: 40,
    state: 12,
    elected_official: 10,
    national_mediator: 6,
    social_worker: 39,
  },
  byGround: { ...zeros(GROUNDS), no_prior_claim: 200, claim_processing: 150, court_seized: 3 },
  byResolution: {
    fully_revised: 90,
    partly_revised: 30,
    maintained_with_explanation: 160,
    amicable_agreement: 6,
    recommendation_followed: 2,
    recommendation_not_followed: 1,
    withdrawn: 20,
    lapsed_court_seized: 9,
    no_further_action: 10,
    redirected: 0,
  },
  byOutcome: { revised: 128, maintained: 161, other: 39 },
  recommendations: { issued: 3, followed: 1, partly_followed: 1, refused: 1, unanswered: 0 },
  withoutResult: { in_progress: 0, joined: 0, transferred: 0 },
  filesWithRecommendations: 3,
  meanDaysToDecision: 7.44,
  medianDaysToDecision: 7,
  p90DaysToDecision: 14,
  national: { opened: 350, meanDaysToDecision: 11.44 },
  suppressed: false,
};

describe('suppressSmallCells', () => {
  it('shows the published figures of 2023, except the recommendations', () => {
    const shown = suppressSmallCells(webinar);
    expect(shown).toMatchObject({
      solicitations: 720,
      opened: 328,
      openedByOrigin: { beneficiary: 209, defender_of_rights: 40, social_worker: 39 },
      byOutcome: { revised: 128, maintained: 161, other: 39 },
      recommendations: {
        issued: null,
        followed: null,
        partly_followed: null,
        refused: null,
        unanswered: null,
      },
      filesWithRecommendations: null,
      meanDaysToDecision: 7.44,
      national: webinar.national,
      suppressed: true,
    });
    expect(shown.openedByOrigin.national_mediator).toBeNull();
    expect(shown.byGround.court_seized).toBeNull();
  });

  it('states that nothing is hidden', () => {
    const large = JSON.parse(JSON.stringify(webinar), (_key, value: unknown) =>
      typeof value === 'number' ? (value + 1) * 100 : value,
    ) as FullStatistics;
    expect(suppressSmallCells(large).suppressed).toBe(false);
  });

  it('hides the opened cases of an origin when the difference would be a small cell', () => {
    const figures = {
      ...webinar,
      solicitationsByOrigin: { ...webinar.solicitationsByOrigin, beneficiary: 211 },
      solicitations: 411,
    };
    const shown = suppressSmallCells(figures);
    expect(shown.solicitationsByOrigin.beneficiary).toBe(211);
    expect(shown.openedByOrigin.beneficiary).toBeNull();
  });

  it.each([
    ['few files', 12, 4, 100, null],
    ['enough files', 12, 5, 100, 5],
    ['few opened cases without one', 96, 96, 100, null],
    ['no opened case without one', 100, 100, 100, 100],
    ['few recommendations', 4, 4, 100, null],
  ])('%s: %i recommendations in %i of %i opened', (_name, issued, files, opened, expected) => {
    const recommendations = { ...webinar.recommendations, ...zeros(['unanswered']) };
    const shown = suppressSmallCells({
      ...webinar,
      opened,
      openedByOrigin: { ...zeros(ORIGINS), beneficiary: opened },
      recommendations: {
        ...recommendations,
        issued,
        followed: issued,
        refused: 0,
        partly_followed: 0,
      },
      filesWithRecommendations: files,
    });
    expect(shown.filesWithRecommendations).toBe(expected);
  });

  describe('what a breakdown leaves out of its total', () => {
    const results = {
      ...zeros(RESOLUTIONS),
      fully_revised: 60,
      partly_revised: 12,
      maintained_with_explanation: 66,
      withdrawn: 9,
    };
    const of = (opened: number): FullStatistics => ({
      ...webinar,
      opened,
      openedByOrigin: { ...zeros(ORIGINS), beneficiary: opened },
      byResolution: results,
      byOutcome: { revised: 72, maintained: 66, other: 9 },
    });

    it.each([
      ['3 opened cases without a result', 150, null],
      ['none', 147, 9],
      ['as many as the threshold', 152, 9],
    ])('%s: the outcomes', (_name, opened, other) => {
      const shown = suppressSmallCells(of(opened));
      expect(shown.opened).toBe(opened);
      expect(shown.byOutcome).toEqual({ revised: 72, maintained: 66, other });
    });

    it('hides a resolution with the outcome', () => {
      expect(suppressSmallCells(of(150)).byResolution.no_further_action).toBeNull();
      const spread = { ...results, withdrawn: 9, no_further_action: 8, redirected: 7 };
      const all = { ...spread, lapsed_court_seized: 6 };
      const figures = { ...of(171), byResolution: all };
      const shown = suppressSmallCells({
        ...figures,
        byOutcome: { revised: 72, maintained: 66, other: 30 },
      });
      expect(shown.byOutcome.other).toBeNull();
      expect(shown.byResolution).toMatchObject({ lapsed_court_seized: null, withdrawn: 9 });
    });

    it.each([
      ['cases without a ground', 718, null],
      ['no case without a ground', 720, 0],
      ['cases without a ground beside the opened', 390, null],
      ['as many as the opened', 392, 0],
    ])('%s', (_name, grounds, hidden) => {
      const byGround = { ...zeros(GROUNDS), no_prior_claim: grounds - 5, court_seized: 5 };
      const large = Object.fromEntries(
        Object.entries(byGround).filter(([, count]) => count > 0),
      ) as FullStatistics['byGround'];
      const shown = suppressSmallCells({ ...webinar, byGround: large });
      expect(shown.byGround).toEqual({
        no_prior_claim: grounds - 5,
        court_seized: hidden === null ? null : 5,
      });
    });

    it('reveals no small cell by subtraction, whatever the cases', () => {
      const oneCase = fc.record({
        origin: fc.constantFrom(ORIGINS[0], ORIGINS[1], ORIGINS[2]),
        ground: fc.option(fc.constantFrom(...GROUNDS.slice(0, 3))),
        resolution: fc.option(fc.constantFrom(...RESOLUTIONS)),
      });
      const groups = fc.array(
        fc.tuple(oneCase, fc.oneof(fc.nat({ max: 4 }), fc.nat({ max: 30 }))),
        {
          maxLength: 8,
        },
      );
      fc.assert(
        fc.property(groups, (cases) => {
          const full = {
            ...webinar,
            solicitations: 0,
            opened: 0,
            solicitationsByOrigin: zeros(ORIGINS),
            openedByOrigin: zeros(ORIGINS),
            byGround: zeros(GROUNDS),
            byResolution: zeros(RESOLUTIONS),
            byOutcome: zeros(OUTCOMES),
          };
          for (const [{ origin, ground, resolution }, count] of cases) {
            full.solicitations += count;
            full.solicitationsByOrigin[origin] += count;
            if (ground !== null) {
              full.byGround[ground] += count;
              continue;
            }
            full.opened += count;
            full.openedByOrigin[origin] += count;
            if (resolution === null) continue;
            full.byResolution[resolution] += count;
            full.byOutcome[OUTCOMES_OF[resolution][0]] += count;
          }
          const shown = suppressSmallCells(full);
          const tables = [
            [full.solicitationsByOrigin, shown.solicitationsByOrigin, shown.solicitations],
            [full.openedByOrigin, shown.openedByOrigin, shown.opened],
            [full.byGround, shown.byGround, shown.solicitations],
            [full.byResolution, shown.byResolution, shown.opened],
            [full.byOutcome, shown.byOutcome, shown.opened],
          ] as const;
          for (const [counts, cells, sum] of tables) {
            if (sum === null) continue;
            const unknown = Object.entries<number>(counts)
              .filter(([key]) => (cells as Record<string, number | null>)[key] === null)
              .map(([, count]) => count);
            const rest = sum - total(counts);
            // With a second unknown cell, both may have other values: only their sum is known.
            if (unknown.length === 0) expect(rest > 0 && rest < 5).toBe(false);
            if (unknown.length === 1 && rest === 0) expect(unknown[0]).toBe(0);
          }
        }),
        { numRuns: 1000 },
      );
    });
  });

  it('gives the cases without a result to mediators only', () => {
    expect(suppressSmallCells(webinar)).not.toHaveProperty('withoutResult');
  });

  it('hides the mean of fewer than five cases', () => {
    const openedByOrigin = { ...zeros(ORIGINS), beneficiary: 4 };
    const shown = suppressSmallCells({ ...webinar, opened: 4, openedByOrigin });
    expect(shown).toMatchObject({
      opened: null,
      meanDaysToDecision: null,
      medianDaysToDecision: null,
      p90DaysToDecision: null,
    });
  });

  it('hides every figure of a year without a case', () => {
    const nothing = {
      ...webinar,
      solicitations: 0,
      opened: 0,
      solicitationsByOrigin: zeros(ORIGINS),
      openedByOrigin: zeros(ORIGINS),
      byResolution: zeros(RESOLUTIONS),
      byOutcome: zeros(OUTCOMES),
    };
    const shown = suppressSmallCells(nothing);
    expect(shown.solicitations).toBeNull();
    expect(Object.values(shown.openedByOrigin)).toEqual(ORIGINS.map(() => null));
    expect(Object.values(shown.byResolution)).toEqual(RESOLUTIONS.map(() => null));
  });

  it('lets a reader compute no hidden figure from received and opened cases, whichever values fit', () => {
    const [one, two, three] = ORIGINS as unknown as [Origin, Origin, Origin];
    const pair = fc
      .integer({ min: 0, max: 6 })
      .chain((received) =>
        fc.record({ received: fc.constant(received), opened: fc.nat({ max: received }) }),
      );
    fc.assert(
      fc.property(pair, pair, pair, (a, b, c) => {
        const of = (key: 'received' | 'opened') =>
          ({ [one]: a[key], [two]: b[key], [three]: c[key] }) as Record<Origin, number>;
        const received = of('received');
        const opened = of('opened');
        const shown = suppressSmallCells(
          {
            ...webinar,
            solicitations: total(received),
            opened: total(opened),
            solicitationsByOrigin: received,
            openedByOrigin: opened,
          },
          3,
        );
        if (shown.solicitations === null || shown.opened === null) return;
        const seen = [one, two, three].map(() => ({
          received: new Set<number>(),
          opened: new Set<number>(),
          difference: new Set<number>(),
        }));
        const fits = (value: number, cell: number | null | undefined) =>
          cell === null || cell === value;
        const S = shown.solicitations;
        const O = shown.opened;
        for (let s1 = 0; s1 <= S; s1 += 1)
          for (let s2 = 0; s1 + s2 <= S; s2 += 1) {
            const s = [s1, s2, S - s1 - s2];
            const keys = [one, two, three];
            if (!keys.every((k, i) => fits(s[i] ?? 0, shown.solicitationsByOrigin[k]))) continue;
            for (let o1 = 0; o1 <= Math.min(s1, O); o1 += 1)
              for (let o2 = 0; o2 <= s2 && o1 + o2 <= O; o2 += 1) {
                const o = [o1, o2, O - o1 - o2];
                if ((o[2] ?? 0) > (s[2] ?? 0)) continue;
                if (!keys.every((k, i) => fits(o[i] ?? 0, shown.openedByOrigin[k]))) continue;
                seen.forEach((values, i) => {
                  values.received.add(s[i] ?? 0);
                  values.opened.add(o[i] ?? 0);
                  values.difference.add((s[i] ?? 0) - (o[i] ?? 0));
                });
              }
          }
        [one, two, three].forEach((key, i) => {
          const values = seen[i];
          const difference = received[key] - opened[key];
          if (shown.solicitationsByOrigin[key] === null)
            expect(values?.received.size).toBeGreaterThan(1);
          if (shown.openedByOrigin[key] === null) expect(values?.opened.size).toBeGreaterThan(1);
          if (difference > 0 && difference < 3) expect(values?.difference.size).toBeGreaterThan(1);
        });
      }),
      { numRuns: 2000 },
    );
  });

  it('lets a reader compute no hidden resolution from the outcomes', () => {
    const counts = fc
      .array(fc.oneof(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 90 })), {
        minLength: RESOLUTIONS.length,
        maxLength: RESOLUTIONS.length,
      })
      .map(
        (values) =>
          Object.fromEntries(RESOLUTIONS.map((key, i) => [key, values[i] ?? 0])) as Record<
            Resolution,
            number
          >,
      );
    fc.assert(
      fc.property(counts, (byResolution) => {
        const byOutcome: Record<Outcome, number> = zeros(OUTCOMES);
        for (const key of RESOLUTIONS) byOutcome[OUTCOMES_OF[key][0]] += byResolution[key];
        const opened = total(byOutcome);
        const openedByOrigin = { ...zeros(ORIGINS), beneficiary: opened };
        const figures = { ...webinar, opened, openedByOrigin, byResolution, byOutcome };
        const shown = suppressSmallCells(figures);
        if (Object.values(byOutcome).filter((count) => count < 5).length === 3) return;
        const outcomeOf = (key: Resolution) => OUTCOMES_OF[key][0];
        const hidden = RESOLUTIONS.filter((key) => shown.byResolution[key] === null);
        for (const key of hidden) {
          // A case could move to or from another hidden cell, and no shown figure would change.
          const other = hidden.some(
            (each) =>
              each !== key &&
              byResolution[each] + byResolution[key] > 0 &&
              (outcomeOf(each) === outcomeOf(key) ||
                (shown.byOutcome[outcomeOf(each)] === null &&
                  shown.byOutcome[outcomeOf(key)] === null)),
          );
          expect(other).toBe(true);
        }
        for (const outcome of OUTCOMES.filter((each) => shown.byOutcome[each] === null)) {
          expect(hidden.some((key) => outcomeOf(key) === outcome)).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('assertAddsUp', () => {
  it('accepts figures that add up and names the breakdown that does not', () => {
    expect(() => {
      assertAddsUp(webinar);
    }).not.toThrow();
    const { recommendations } = webinar;
    for (const [change, message] of [
      [{ opened: 327 }, 'openedByOrigin: 328 of 327'],
      [{ solicitations: 721 }, 'solicitationsByOrigin: 720 of 721'],
      [{ recommendations: { ...recommendations, issued: 4 } }, 'recommendations: 3 of 4'],
      [{ filesWithRecommendations: 4 }, 'filesWithRecommendations: 4 of 328'],
    ] as const) {
      expect(() => {
        assertAddsUp({ ...webinar, ...change });
      }).toThrow(message);
    }
  });
});
