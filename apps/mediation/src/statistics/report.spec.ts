import fc from 'fast-check';

import type { PrintableDocument } from '@passerelle/documents';

import { anyCases, figuresOf, print, YEAR } from '../../test/report-cases.js';
import { documentFaults, textOf } from '../../test/report-text.js';
import { DECISION_CELLS, showReport, suppressReport } from './report-figures.js';
import { sumOf } from './small-cells.js';

describe('suppressReport', () => {
  it('shows no small count, changes no shown count, and agrees with the statistics', () => {
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

  it('hides amounts where the opened cases without them are few', () => {
    fc.assert(
      fc.property(anyCases, fc.nat({ max: 6 }), (cases, without) => {
        const { full, figures } = figuresOf(cases);
        const arrears = { cases: full.opened - without, cents: 100 };
        const shown = suppressReport(full, { ...figures, arrears }, 5).arrears.cases;
        if (without > 0 && without < 5) expect(shown).toBeNull();
      }),
      { numRuns: 30 },
    );
  });

  it('hides every figure when the number of cases is hidden', () => {
    const { full, figures } = figuresOf([]);
    const shown = suppressReport(full, figures, 5);
    expect(sumOf(figures.byChannel)).toBe(0);
    expect(Object.values(shown.byChannel)).toEqual([null, null, null]);
    expect(shown.decisions.every((cell) => cell.shown === null)).toBe(true);
  });
});

describe('annualReport', () => {
  it('can be printed for any year, with the same blocks in both languages', () => {
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
          expect(documentFaults(document)).toEqual([]);
          if (suppressed) expect(numbersIn(document).filter((n) => n < 5)).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('starts with the key figures of the year', () => {
    const one = {
      origin: 'beneficiary',
      channel: 'email',
      decision: DECISION_CELLS.findIndex(([, way]) => way === 'admissible'),
      reason: 'overpayment',
      benefit: 'rsa',
      resolution: 'fully_revised',
      elsewhere: false,
      recommendation: null,
      kind: 'individual',
      arrearsCents: 10_000,
      overpaymentCents: 0,
    } as const;
    const { full, figures } = figuresOf(Array.from({ length: 6 }, () => one));
    const document = print(suppressReport(full, figures, 5));
    expect(document).toMatchObject({
      title: 'Médiation administrative : rapport annuel 2023',
      subtitle: 'Saisines reçues du 1er janvier au 31 décembre 2023',
      footnote: 'Chiffres calculés le 2 avril 2024 à partir des saisines reçues en 2023.',
    });
    const keyFigures = document.blocks.find(({ kind }) => kind === 'figures');
    expect(keyFigures).toMatchObject({
      items: [
        { label: 'saisines reçues', value: '6' },
        { label: 'médiations ouvertes', value: '6', note: 'moyenne nationale : 350' },
        {
          label: 'délai moyen de prise en charge',
          value: '7,44\u00a0jours',
          note: 'moyenne nationale : 11,44\u00a0jours',
        },
        { label: 'recommandations émises', value: 'masqué' },
      ],
    });
    const text = JSON.stringify(document).replaceAll('\u00a0', ' ');
    expect(text).toContain('aucun effectif inférieur à 5 n’est donné');
    expect(text).toContain('Source : Rapport 2023 du médiateur national');
    expect(text).toContain('600,00 €');
  });

  it('states that a current year is provisional, and that a year has no case', () => {
    const { full, figures } = figuresOf([]);
    const shown = showReport({ ...full, year: 2024 }, figures);
    const text = JSON.stringify(print(shown, 'en'));
    expect(text).toContain('these figures are provisional');
    expect(text).toContain('No case was received');
  });
});

/** The counts of every table and chart, without shares and amounts. */
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

describe('the text of the annual report', () => {
  const { full, figures } = figuresOf(YEAR);

  it('shows every figure to mediators', () => {
    expect(textOf(print(showReport(full, figures), 'fr'))).toMatchSnapshot();
  });

  it('hides small cells from other readers', () => {
    expect(textOf(print(suppressReport(full, figures, 5), 'en'))).toMatchSnapshot();
  });

  it.each([
    ['cases too few to be published', 3],
    ['opened cases too few to be published', 12],
    ['recommendations too few to be published', 40],
  ])('explains the missing tables: %s', (_name, count) => {
    const few = figuresOf(YEAR.slice(0, count));
    expect(textOf(print(suppressReport(few.full, few.figures, 10), 'fr'))).toMatchSnapshot();
  });

  it.each([
    ['no case', []],
    ['no opened case', YEAR.filter(({ decision }) => decision % DECISION_CELLS.length !== 0)],
    ['no recommendation', YEAR.map((each) => ({ ...each, recommendation: null }))],
  ])('explains an empty part: %s', (_name, cases) => {
    const some = figuresOf(cases);
    expect(textOf(print(showReport(some.full, some.figures), 'en'))).toMatchSnapshot();
  });

  it('goes without national figures that are not recorded', () => {
    const national = { opened: null, meanDaysToDecision: null };
    const shown = showReport({ ...full, national }, { ...figures, nationalSource: null });
    const text = textOf(print(shown, 'fr'));
    expect(text).toContain('Aucun chiffre national n’est enregistré pour 2023.');
    expect(text).not.toContain('moyenne nationale_:');
  });
});
