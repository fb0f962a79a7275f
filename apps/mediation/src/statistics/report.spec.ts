import fc from 'fast-check';

import type { PrintableDocument } from '@passerelle/documents';
import { type Language, localDate } from '@passerelle/kernel';

import { OUTCOMES_OF } from '../closure/closure.js';
import {
  BENEFITS,
  CHANNELS,
  GROUNDS,
  ORIGINS,
  OUTCOMES,
  REASONS,
  RESOLUTIONS,
} from '../cases/referral.js';
import { annualReport } from './report.js';
import {
  DECISION_CELLS,
  FOLLOW_UPS,
  type ReportFigures,
  RESULTS,
  type ShownReport,
  showReport,
  suppressReport,
} from './report-figures.js';
import { sumOf } from './small-cells.js';
import type { FullStatistics } from './statistics.js';

interface Case {
  readonly origin: string;
  readonly channel: string;
  /** Place in `DECISION_CELLS`. */
  readonly decision: number;
  readonly reason: string;
  readonly benefit: string;
  readonly resolution: (typeof RESOLUTIONS)[number] | null;
  readonly recommendation: (typeof FOLLOW_UPS)[number] | null;
  readonly arrearsCents: number;
}

function figuresOf(cases: readonly Case[]): { full: FullStatistics; figures: ReportFigures } {
  const decided = cases.map((each) => {
    const keys = DECISION_CELLS[each.decision % DECISION_CELLS.length]!;
    return { ...each, keys, isOpened: keys[1] === 'admissible' };
  });
  const opened = decided.filter(({ isOpened }) => isOpened);
  const outcomeOf = ({ resolution }: Case): string | null =>
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
      opened.map((each) => [each.reason, each.benefit, outcomeOf(each) ?? 'open']),
    ),
    recommendations: crossed(
      ['individual', 'generic'].flatMap((kind) => FOLLOW_UPS.map((answer) => [kind, answer])),
      answers.filter((answer) => answer !== null).map((answer) => ['individual', answer]),
    ),
    arrears: {
      cases: opened.filter(({ arrearsCents }) => arrearsCents > 0).length,
      cents: opened.reduce((sum, { arrearsCents }) => sum + arrearsCents, 0),
    },
    overpayments: { cases: 0, cents: 0 },
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

const anyCases = fc.array(
  fc.record({
    origin: fc.constantFrom(...ORIGINS),
    channel: fc.constantFrom(...CHANNELS),
    // half of the cases opened, as in life
    decision: fc.oneof(fc.constant(0), fc.nat({ max: DECISION_CELLS.length - 1 })),
    reason: fc.constantFrom(...REASONS.slice(0, 3)),
    benefit: fc.constantFrom(...BENEFITS.slice(0, 2)),
    resolution: fc.option(fc.constantFrom(...RESOLUTIONS)),
    recommendation: fc.option(fc.constantFrom(...FOLLOW_UPS), { freq: 2 }),
    arrearsCents: fc.nat({ max: 3 }),
  }),
  { maxLength: 200, size: 'max' },
);

const print = (shown: ShownReport, language: Language = 'fr'): PrintableDocument =>
  annualReport(shown, {
    language,
    issuer: 'Caf de Loire-Atlantique — médiation administrative',
    computedOn: localDate('2024-04-02'),
  });

describe('suppressReport', () => {
  it('shows no small count, changes none that it shows, and contradicts no statistics', () => {
    fc.assert(
      fc.property(anyCases, (cases) => {
        const { full, figures } = figuresOf(cases);
        const shown = suppressReport(full, figures, 5);
        const truth = showReport(full, figures);
        const tables = ['decisions', 'results', 'recommendations'] as const;
        const counts = [
          ...tables.flatMap((name) => shown[name].map((cell) => [cell.shown, cell.count] as const)),
          ...(['byChannel', 'byWay', 'byReason', 'byBenefit', 'byKind'] as const).flatMap((name) =>
            Object.entries(shown[name]).map(([key, count]) => [count, truth[name][key]] as const),
          ),
          [shown.arrears.cases, figures.arrears.cases] as const,
        ];
        for (const [count, real] of counts) {
          if (count === null) continue;
          expect(count).toBe(real);
          expect(count).toBeGreaterThanOrEqual(5);
        }
        expect(shown.byWay.admissible).toBe(shown.statistics.opened);
        expect(shown.arrears.cents === null).toBe(shown.arrears.cases === null);
      }),
      { numRuns: 60 },
    );
  });

  it('hides everything with the number of cases', () => {
    const { full, figures } = figuresOf([]);
    const shown = suppressReport(full, figures, 5);
    expect(sumOf(figures.byChannel)).toBe(0);
    expect(Object.values(shown.byChannel)).toEqual([null, null, null]);
    expect(shown.decisions.every((cell) => cell.shown === null)).toBe(true);
  });
});

describe('annualReport', () => {
  it('can be printed of any year, in both languages alike', () => {
    fc.assert(
      fc.property(anyCases, fc.boolean(), (cases, suppressed) => {
        const { full, figures } = figuresOf(cases);
        const shown = suppressed ? suppressReport(full, figures, 5) : showReport(full, figures);
        const french = print(shown, 'fr');
        const english = print(shown, 'en');
        expect(french.blocks.map(({ kind }) => kind)).toEqual(
          english.blocks.map(({ kind }) => kind),
        );
        for (const document of [french, english]) {
          const text = JSON.stringify(document);
          expect(text).not.toMatch(/\{\w+\}|undefined|NaN|null/);
          if (suppressed) expect(numbersIn(document).filter((n) => n < 5)).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('tells what a director asks first', () => {
    const one = {
      origin: 'beneficiary',
      channel: 'email',
      decision: DECISION_CELLS.findIndex(([, way]) => way === 'admissible'),
      reason: 'overpayment',
      benefit: 'rsa',
      resolution: 'fully_revised',
      recommendation: null,
      arrearsCents: 10_000,
    } as const;
    const { full, figures } = figuresOf(Array.from({ length: 6 }, () => one));
    const document = print(suppressReport(full, figures, 5));
    expect(document).toMatchObject({
      title: 'Médiation administrative\u00a0: rapport annuel 2023',
      subtitle: 'Saisines reçues du 1er janvier au 31 décembre 2023',
      footnote: 'Chiffres calculés le 2 avril 2024 à partir des saisines reçues en 2023.',
    });
    const keyFigures = document.blocks.find(({ kind }) => kind === 'figures');
    expect(keyFigures).toMatchObject({
      items: [
        { label: 'saisines reçues', value: '6' },
        { label: 'médiations ouvertes', value: '6', note: 'moyenne nationale\u00a0: 350' },
        {
          label: 'délai moyen de prise en charge',
          value: '7,44\u00a0jours',
          note: 'moyenne nationale\u00a0: 11,44\u00a0jours',
        },
        { label: 'recommandations émises', value: 'masqué' },
      ],
    });
    const text = JSON.stringify(document).replaceAll('\u00a0', ' ');
    expect(text).toContain('aucun effectif inférieur à 5 n’est donné');
    expect(text).toContain('Source : Rapport 2023 du médiateur national');
    expect(text).toContain('600,00 €');
  });

  it('says that a year under way is provisional, and when nothing is known', () => {
    const { full, figures } = figuresOf([]);
    const shown = showReport({ ...full, year: 2024 }, figures);
    const text = JSON.stringify(print(shown, 'en'));
    expect(text).toContain('these figures are provisional');
    expect(text).toContain('No case was received');
  });
});

/** The counts of every table and chart; shares and amounts are no counts. */
function numbersIn(document: PrintableDocument): number[] {
  const counts: string[] = [];
  for (const block of document.blocks) {
    if (block.kind === 'bars') counts.push(...block.items.map(({ shown }) => shown));
    if (block.kind === 'table' && !/national|notified|notifiée|moyenne/.test(block.caption)) {
      counts.push(...[...block.rows, block.totals ?? []].flatMap((row) => row.slice(1)));
    }
  }
  return counts
    .filter((text) => /^\d+(?: \(.*\))?$/.test(text.replace(/[\u202f\u00a0]/g, ' ')))
    .map((text) => Number.parseInt(text, 10));
}
