import type { Block, TableBlock } from '@passerelle/documents';
import type { Localized } from '@passerelle/kernel';

import type { ShownReport } from './report-figures.js';
import { NONE, type Noun, type ReportFormatter } from './report-formatter.js';
import type { Cells } from './small-cells.js';

/** A section of the report: a heading, then tables. A sentence before a table says how it is read. */
export type Section = (report: ShownReport, format: ReportFormatter) => Block[];

type Column = TableBlock['columns'][number];

export const ALL: Localized = { fr: 'Ensemble', en: 'All' };
export const SHARE: Localized = { fr: 'Part', en: 'Share' };
export const CASES_COLUMN: Localized = { fr: 'Saisines', en: 'Cases' };
export const MEDIATIONS_COLUMN: Localized = { fr: 'Médiations', en: 'Mediations' };

export const heading = (format: ReportFormatter, text: Localized): Block => ({
  kind: 'heading',
  level: 2,
  text: format.text(text),
});

/** The paragraphs whose figures are shown; an undefined text makes no paragraph. */
export const paragraphs = (...texts: readonly (string | undefined)[]): Block[] =>
  texts.filter((text) => text !== undefined).map((text) => ({ kind: 'paragraph', text }));

export const words = (format: ReportFormatter, label: Localized, widthShare: number): Column => ({
  label: format.text(label),
  widthShare,
});

export const numbers = (format: ReportFormatter, label: Localized): Column => ({
  label: format.text(label),
  align: 'right',
  widthShare: 1,
});

export function sumIfShown(counts: readonly (number | null)[]): number | null {
  return counts.reduce<number | null>(
    (sum, count) => (sum === null || count === null ? null : sum + count),
    0,
  );
}

export interface Chart<K extends string> {
  readonly caption: Localized;
  readonly keys: readonly K[];
  readonly cells: Cells;
  readonly labels: Readonly<Record<K, Localized>>;
  /** The total of which the shares are computed. */
  readonly whole: number | null;
  readonly noun: Noun;
}

/**
 * A breakdown as bars with their shares, the largest first; a hidden count has no bar. The sentence before the
 * chart names the largest shown count: the hidden counts are smaller, because `coverHidden` hides the smallest.
 */
export function chart<K extends string>(format: ReportFormatter, options: Chart<K>): Block[] {
  const { caption, keys, cells, labels, whole, noun } = options;
  const sorted = [...keys].sort((a, b) => (cells[b] ?? -1) - (cells[a] ?? -1));
  const [first] = sorted;
  const most = first === undefined ? 0 : (cells[first] ?? 0);
  return [
    ...paragraphs(
      first === undefined || most === 0
        ? undefined
        : format.text(
            {
              fr: 'En tête : « {label} », {figures}.',
              en: 'Most frequent: “{label}”, {figures}.',
            },
            {
              label: format.text(labels[first]),
              figures: withShare(format.counted(most, noun), format.share(most, whole)),
            },
          ),
    ),
    {
      kind: 'bars',
      caption: format.text(caption),
      items: sorted.map((key) => {
        const count = cells[key] ?? null;
        return {
          label: format.text(labels[key]),
          value: count ?? 0,
          shown: withShare(format.count(count), format.share(count, whole)),
        };
      }),
    },
  ];
}

/** A count with its share in brackets, or alone when there is no share to give. */
export function withShare(count: string, share: string): string {
  return share === NONE ? count : `${count} (${share})`;
}

/** The note that lines are missing: the lines are empty, or hidden from the reader. */
export function leftOut(
  format: ReportFormatter,
  lines: number,
  { threshold }: ShownReport,
  what: Noun,
): string | undefined {
  if (lines === 0) return undefined;
  const why =
    threshold !== null
      ? { fr: 'sans saisine ou masqué', en: 'empty or hidden' }
      : { fr: 'sans saisine', en: 'empty' };
  return format.text(
    { fr: 'Hors tableau : {what} ({why}).', en: 'Left out: {what} ({why}).' },
    { what: format.counted(lines, what), why: format.text(why) },
  );
}
