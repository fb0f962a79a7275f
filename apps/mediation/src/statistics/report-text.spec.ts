import type { Block, PrintableDocument } from '@passerelle/documents';
import { type Language, localDate } from '@passerelle/kernel';

import { figuresOf, type ReportCase } from '../../test/report-cases.js';
import { BENEFITS, CHANNELS, ORIGINS, REASONS, RESOLUTIONS } from '../cases/referral.js';
import {
  DECISION_CELLS,
  FOLLOW_UPS,
  type ShownReport,
  showReport,
  suppressReport,
} from './report-figures.js';
import { annualReport } from './report.js';

const pick = <T>(values: readonly T[], place: number): T => values[place % values.length]!;

/** A year of cases whose counts all differ: many in the first places of each vocabulary, few in the last. */
const YEAR: readonly ReportCase[] = Array.from({ length: 240 }, (_, n) => ({
  origin: pick(ORIGINS, Math.trunc(n ** 1.5 / 200)),
  channel: pick(CHANNELS, n % 5 < 3 ? 0 : n % 5),
  decision: n % 2 === 0 ? 0 : (n * 7) % (DECISION_CELLS.length + 3),
  reason: pick(REASONS, n % 11 < 6 ? 0 : n % 11),
  benefit: pick(BENEFITS, n % 13 < 5 ? 1 : n % 13),
  resolution: n % 9 === 4 ? null : pick(RESOLUTIONS, Math.trunc((n % 40) / 7)),
  recommendation: n % 3 === 0 ? pick(FOLLOW_UPS, n % 4 === 0 ? 0 : n % 7) : null,
  kind: n % 5 === 0 ? 'generic' : 'individual',
  arrearsCents: n % 4 === 0 ? n * 1_234 : 0,
  overpaymentCents: n % 17 === 0 ? n * 567 : 0,
}));

const print = (shown: ShownReport, language: Language): PrintableDocument =>
  annualReport(shown, {
    language,
    issuer: 'Caf de Loire-Atlantique — médiation administrative',
    computedOn: localDate('2024-04-02'),
  });

function linesOf(block: Block): string[] {
  switch (block.kind) {
    case 'heading':
      return ['', `## ${block.text}`];
    case 'paragraph':
      return [block.text];
    case 'note':
      return [`! ${block.text}`];
    case 'list':
      return block.items.map((item) => `- ${item}`);
    case 'figures':
      return block.items.map(({ label, value, note }) => `* ${label}: ${value} (${note ?? ''})`);
    case 'bars':
      return [
        `[${block.caption}]`,
        ...block.items.map(({ label, value, shown }) => `  ${label}: ${value} = ${shown}`),
      ];
    case 'table':
      return [
        `[${block.caption}]`,
        block.columns
          .map(({ label, align, widthShare }) => `${label} ${align ?? ''}${widthShare ?? ''}`)
          .join(' | '),
        ...block.rows.map((row) => `  ${row.join(' | ')}`),
        `  = ${block.totals?.join(' | ') ?? ''}`,
        `  ${block.note ?? ''}`,
      ];
    case 'pageBreak':
      return [];
  }
}

const textOf = (document: PrintableDocument): string =>
  [document.title, document.subtitle, ...document.blocks.flatMap(linesOf), document.footnote]
    .join('\n')
    .replaceAll('\u00a0', '_')
    .replaceAll('\u202f', '_');

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
