import type { Block, TableBlock } from '@passerelle/documents';
import type { Localized } from '@passerelle/kernel';

import type { ShownReport } from './report-figures.js';
import { NONE, type Noun, type Pen } from './report-pen.js';
import type { Cells } from './small-cells.js';

/** A section of the report: a heading, then each table after a sentence that reads one line of it aloud. */
export type Section = (report: ShownReport, pen: Pen) => Block[];

type Column = TableBlock['columns'][number];

export const ALL: Localized = { fr: 'Ensemble', en: 'All' };
export const SHARE: Localized = { fr: 'Part', en: 'Share' };
export const CASES_COLUMN: Localized = { fr: 'Saisines', en: 'Cases' };
export const MEDIATIONS_COLUMN: Localized = { fr: 'Médiations', en: 'Mediations' };

export const heading = (pen: Pen, text: Localized): Block => ({
  kind: 'heading',
  level: 2,
  text: pen.say(text),
});

/** No paragraph when its figures cannot be quoted. */
export const paragraphs = (...texts: readonly (string | undefined)[]): Block[] =>
  texts.filter((text) => text !== undefined).map((text) => ({ kind: 'paragraph', text }));

export const words = (pen: Pen, label: Localized, widthShare: number): Column => ({
  label: pen.say(label),
  widthShare,
});

export const numbers = (pen: Pen, label: Localized): Column => ({
  label: pen.say(label),
  align: 'right',
  widthShare: 1,
});

/** The key with the most cases among those that may be quoted; undefined when none may. */
export function largest<K extends string>(
  keys: readonly K[],
  cells: Cells,
  accepts: (key: K) => boolean = () => true,
): K | undefined {
  const [first] = keys
    .filter((key) => (cells[key] ?? 0) > 0 && accepts(key))
    .sort((a, b) => (cells[b] ?? 0) - (cells[a] ?? 0));
  return first;
}

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
  /** What the shares are shares of. */
  readonly whole: number | null;
  readonly noun: Noun;
}

/**
 * A breakdown as bars with their shares, the largest first; hidden ones have no bar. The sentence before
 * names the first: what is hidden beside it is smaller (`coverHidden` hides the smallest).
 */
export function chart<K extends string>(pen: Pen, options: Chart<K>): Block[] {
  const { caption, keys, cells, labels, whole, noun } = options;
  const first = largest(keys, cells);
  const sorted = [...keys].sort((a, b) => (cells[b] ?? -1) - (cells[a] ?? -1));
  return [
    ...paragraphs(
      first === undefined
        ? undefined
        : pen.say(
            {
              fr: 'En tête : « {label} », {counted}, soit {share}.',
              en: 'First comes “{label}”: {counted}, that is {share}.',
            },
            {
              label: pen.say(labels[first]),
              counted: pen.counted(cells[first] ?? 0, noun),
              share: pen.share(cells[first] ?? null, whole),
            },
          ),
    ),
    {
      kind: 'bars',
      caption: pen.say(caption),
      items: sorted.map((key) => {
        const count = cells[key] ?? null;
        const share = pen.share(count, whole);
        return {
          label: pen.say(labels[key]),
          value: count ?? 0,
          shown: share === NONE ? pen.count(count) : `${pen.count(count)} (${share})`,
        };
      }),
    },
  ];
}

/** Says that lines are missing: because they are empty, or because a reader may not know whether they are. */
export function leftOut(
  pen: Pen,
  lines: number,
  { threshold }: ShownReport,
  what: Noun,
): string | undefined {
  if (lines === 0) return undefined;
  const why =
    threshold !== null
      ? { fr: 'sans saisine ou masqué', en: 'empty or hidden' }
      : { fr: 'sans saisine', en: 'empty' };
  return pen.say(
    { fr: 'Hors tableau : {what} ({why}).', en: 'Left out: {what} ({why}).' },
    { what: pen.counted(lines, what), why: pen.say(why) },
  );
}
