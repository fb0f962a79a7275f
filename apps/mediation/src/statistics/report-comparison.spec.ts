import fc from 'fast-check';

import type { PrintableDocument, TableBlock } from '@passerelle/documents';

import { anyCases, figuresBefore, figuresOf, print, YEAR } from '../../test/report-cases.js';
import { textOf } from '../../test/report-text.js';
import { type ShownReport, showReport, suppressReport } from './report-figures.js';

const THRESHOLD = 5;
const HIDDEN = /masqué/;

/** The headings and tables of the section that compares the years. */
function sectionOf({ blocks }: PrintableDocument): PrintableDocument['blocks'] {
  const isHeading = (text: string) => (block: (typeof blocks)[number]) =>
    block.kind === 'heading' && block.text === text;
  const from = blocks.findIndex(isHeading('L’année d’avant'));
  const to = blocks.findIndex(isHeading('Le repère national'));
  return from < 0 ? [] : blocks.slice(from, to);
}

function restOf(document: PrintableDocument): PrintableDocument['blocks'] {
  const section = sectionOf(document);
  return document.blocks.filter((block) => !section.includes(block));
}

const rowsOf = (document: PrintableDocument): (readonly string[])[] =>
  sectionOf(document)
    .filter((block): block is TableBlock => block.kind === 'table')
    .flatMap(({ rows }) => rows);

/** A report whose hidden counts are other ones: nothing that a reader may see is changed. */
function withOtherHiddenCounts(shown: ShownReport, by: number): ShownReport {
  const other = (cells: ShownReport['results']): ShownReport['results'] =>
    cells.map((cell) => (cell.shown === null ? { ...cell, count: cell.count + by } : cell));
  return {
    ...shown,
    decisions: other(shown.decisions),
    results: other(shown.results),
    recommendations: other(shown.recommendations),
  };
}

describe('the comparison with the year before', () => {
  it('reads as reviewed, complete and public', () => {
    const now = figuresOf(YEAR);
    const before = figuresBefore(YEAR.slice(0, 190));
    const complete = print(showReport(now.full, now.figures), 'fr', {
      before: showReport(...before),
    });
    const section = (document: PrintableDocument) =>
      textOf({ ...document, blocks: sectionOf(document) });
    expect(section(complete)).toMatchSnapshot();
    const open = print(suppressReport(now.full, now.figures, THRESHOLD), 'fr', {
      before: suppressReport(...before, THRESHOLD),
    });
    expect(section(open)).toMatchSnapshot();
  });

  it('speaks of a year without cases, or with too few', () => {
    const now = figuresOf(YEAR);
    const complete = showReport(now.full, now.figures);
    expect(textOf(print(complete))).toContain('Aucune saisine n’est enregistrée pour 2022');
    const open = suppressReport(now.full, now.figures, THRESHOLD);
    for (const count of [0, 3]) {
      const before = suppressReport(...figuresBefore(YEAR.slice(0, count)), THRESHOLD);
      expect(textOf(print(open, 'fr', { before }))).toContain('ou il n’y en a pas');
    }
  });

  /**
   * Three properties over the same years, which are costly to suppress:
   * - a difference with a hidden figure is hidden, and only shown figures are printed;
   * - other hidden counts make the same public report, so the report gives no hidden count back;
   * - what each year alone shows is not changed by the comparison.
   */
  it('gives no hidden figure back, whatever the cases of the two years', () => {
    fc.assert(
      fc.property(anyCases, anyCases, fc.integer({ min: 1, max: 9 }), (first, second, by) => {
        const now = figuresOf(second);
        const shown = suppressReport(now.full, now.figures, THRESHOLD);
        const before = suppressReport(...figuresBefore(first), THRESHOLD);
        const beside = print(shown, 'fr', { before });
        for (const [, earlier = '', later = '', change = ''] of rowsOf(beside)) {
          if (HIDDEN.test(earlier) || HIDDEN.test(later)) expect(change).toBe('masqué');
          for (const figure of [earlier, later]) {
            const count = /^\d+(?= \(|$)/.exec(figure)?.[0];
            if (count !== undefined) expect(Number(count)).toBeGreaterThanOrEqual(THRESHOLD);
          }
        }
        expect(
          print(withOtherHiddenCounts(shown, by), 'fr', {
            before: withOtherHiddenCounts(before, by),
          }),
        ).toEqual(beside);
        expect(restOf(beside)).toEqual(restOf(print(shown)));
      }),
      { numRuns: 1_000 },
    );
  });
});

it('says on the face of a demo that its breakdown is made of synthetic cases', () => {
  const { full, figures } = figuresOf(YEAR);
  const shown = showReport(full, figures);
  const demo = print(shown, 'fr', { synthetic: true });
  expect(demo.blocks[0]).toMatchObject({
    kind: 'note',
    text: expect.stringContaining('faite de cas fictifs') as string,
  });
  expect(demo.footnote).toContain('cas fictifs');
  expect(textOf(print(shown, 'en', { synthetic: true }))).toContain('made of synthetic cases');
  expect(textOf(print(shown))).not.toContain('fictifs');
});
