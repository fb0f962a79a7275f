import type { Block, PrintableDocument, TableBlock } from '@passerelle/documents';
import type { Language, LocalDate } from '@passerelle/kernel';

import type { ScaleEpoch, ValueOnDay } from './catalogue.js';
import { cellIndexAt, type Coordinate, type Headline, isMoney } from './scale.js';
import {
  coordinateText,
  labelOf,
  placeInWords,
  referenceText,
  SHEET_WORDS,
} from './sheet-words.js';
import { dayText, notKnownYet } from './uprating.js';
import { dimensionText, RELIABILITY_WORDS, valueText } from './wording.js';

/** A scale on one day, for people: what a Caf hands to a partner. */
export function sheet(
  epoch: ScaleEpoch,
  on: LocalDate,
  knownOn: LocalDate | null,
  issuer: string,
  issuedOn: LocalDate,
  language: Language,
): PrintableDocument {
  const words = SHEET_WORDS[language];
  const { heading } = epoch;
  const current = epoch.inForceOn(on);
  const parameters = current.filter(({ series }) => series.kind === 'parameter');
  const amounts = parameters.filter(({ series }) => isMoney(series.unit));
  const others = parameters.filter(({ series }) => !isMoney(series.unit));
  const tables = current.filter(({ series }) => series.kind === 'table');
  const known = knownOn === null ? '' : words.known(dayText(knownOn)[language]);
  const inForceText = `${words.inForce(dayText(on)[language])}${known}`;
  const blocks: Block[] = [
    ...headlines(heading.headlines, current, language),
    ...section(words.amounts, inForceText, amounts, language),
    ...(tables.length > 0 ? [{ kind: 'heading', level: 2, text: words.tables } as const] : []),
    ...tables.map((one) => tableBlock(one, language)),
    ...section(words.others, inForceText, others, language),
    ...doubts(current, language),
  ];
  if (heading.notes.length > 0) {
    blocks.push({ kind: 'heading', level: 2, text: words.notes });
    blocks.push({ kind: 'list', items: heading.notes.map((note) => note[language]) });
  }
  blocks.push({ kind: 'heading', level: 2, text: words.law });
  blocks.push({ kind: 'list', items: heading.legalBasis.texts });
  if (heading.legalBasis.status === 'to_check') {
    blocks.push({ kind: 'paragraph', text: words.lawToCheck });
  }
  return {
    language,
    title: words.title(language === 'fr' ? heading.titleFr : heading.titleEn),
    subtitle: inForceText,
    issuer,
    issuedOn,
    blocks,
    footnote: words.footnote,
  };
}

function isDoubtful({ series, period, dueOn }: ValueOnDay): boolean {
  return dueOn !== null || (period.figure.reliability ?? series.reliability) !== 'confirmed';
}

/** Sends the reader to the list of doubts. */
function markOf(one: ValueOnDay): string {
  return isDoubtful(one) ? ' *' : '';
}

/** The few figures that people come for, as the data of the scale names them. */
function headlines(
  chosen: readonly Headline[],
  current: readonly ValueOnDay[],
  language: Language,
): Block[] {
  const words = SHEET_WORDS[language];
  const items = chosen.flatMap(({ key, at = {} }) => {
    const one = current.find(({ series }) => series.key === key);
    if (!one) return [];
    const { series, period, dueOn } = one;
    const value = period.figure.values[cellIndexAt(series, at)] ?? null;
    if (value === null) return [];
    const place = placeInWords(series, at, language);
    return [
      {
        label: labelOf(series, language) + (place === '' ? '' : ` (${place})`),
        value: valueText(value, series.unit, language) + markOf(one),
        note:
          dueOn === null
            ? words.sinceDay(dayText(period.effectiveFrom)[language])
            : words.before(dayText(dueOn)[language]),
      },
    ];
  });
  return items.length === 0 ? [] : [{ kind: 'figures', items }];
}

function section(
  title: string,
  caption: string,
  list: readonly ValueOnDay[],
  language: Language,
): Block[] {
  if (list.length === 0) return [];
  const words = SHEET_WORDS[language];
  return [
    { kind: 'heading', level: 2, text: title },
    {
      kind: 'table',
      caption,
      columns: [
        { label: words.parameter, widthShare: 4 },
        { label: words.value, align: 'right', widthShare: 2.4 },
        { label: words.since, widthShare: 1.6 },
        { label: words.reference, widthShare: 4 },
      ],
      rows: list.map((one) => {
        const { series, period } = one;
        const label = labelOf(series, language);
        return [
          series.crds ? `${label} (${words.crds[series.crds]})` : label,
          valueText(period.figure.values[0] ?? null, series.unit, language) + markOf(one),
          shortDay(period.effectiveFrom, language),
          referenceText(series, period.figure.reference, language),
        ];
      }),
    },
  ];
}

function shortDay(day: LocalDate, language: Language): string {
  const [year, month, date] = day.split('-');
  return language === 'fr' ? `${date}/${month}/${year}` : dayText(day).en;
}

/** The last dimension across the page where it is short, everything else down it. */
function tableBlock(one: ValueOnDay, language: Language): TableBlock {
  const { series, period } = one;
  const words = SHEET_WORDS[language];
  const across = series.dimensions.at(-1) ?? '';
  const columns = unique(series.cells.map(({ at }) => at[across] ?? null));
  const isGrid = series.dimensions.length > 1 && columns.length <= 4;
  const downward = isGrid ? series.dimensions.slice(0, -1) : series.dimensions;
  const common = {
    kind: 'table' as const,
    caption: labelOf(series, language) + markOf(one),
    note: [
      words.tableSince(
        dayText(period.effectiveFrom)[language],
        referenceText(series, period.figure.reference, language),
      ),
      series.note?.[language] ?? '',
    ]
      .filter((part) => part !== '')
      .join('. '),
  };
  const text = (value: string | null | undefined): string =>
    value == null ? '' : valueText(value, series.unit, language);
  const valueAt = (matching: Readonly<Record<string, Coordinate>>): string => {
    const i = series.cells.findIndex(({ at }) =>
      Object.entries(matching).every(([name, coordinate]) => (at[name] ?? null) === coordinate),
    );
    return text(period.figure.values[i]);
  };
  const places = uniqueBy(
    series.cells
      .filter((_, i) => period.figure.values[i] != null)
      .map(({ at }) => Object.fromEntries(downward.map((name) => [name, at[name] ?? null]))),
  );
  const rowHead = (place: Readonly<Record<string, Coordinate>>): string[] =>
    downward.map((name) => coordinateText(series, name, place[name] ?? null, language));
  return {
    ...common,
    columns: [
      ...downward.map((name) => ({ label: dimensionText(name, language) })),
      ...(isGrid
        ? columns.map((column) => ({
            label:
              dimensionText(across, language) +
              words.colon +
              coordinateText(series, across, column, language),
            align: 'right' as const,
          }))
        : [{ label: words.value, align: 'right' as const }]),
    ],
    rows: places.map((place) => [
      ...rowHead(place),
      ...(isGrid
        ? columns.map((column) => valueAt({ ...place, [across]: column }))
        : [valueAt(place)]),
    ]),
  };
}

function doubts(current: readonly ValueOnDay[], language: Language): Block[] {
  const words = SHEET_WORDS[language];
  const items = current.filter(isDoubtful).map(({ series, period, dueOn }) => {
    const reliability = period.figure.reliability ?? series.reliability;
    const why = [
      ...(reliability === 'confirmed' ? [] : [RELIABILITY_WORDS[reliability][language]]),
      ...(dueOn === null ? [] : [inSentence(notKnownYet(dueOn).text[language])]),
    ];
    const note = series.note && series.kind === 'parameter' ? ` — ${series.note[language]}` : '';
    return `${labelOf(series, language)}${words.colon}${why.join(words.semicolon)}${note}`;
  });
  if (items.length === 0) return [];
  return [
    { kind: 'heading', level: 2, text: words.doubtful },
    { kind: 'list', items },
  ];
}

/** Without the capital of its beginning. */
function inSentence(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

function unique(values: readonly Coordinate[]): Coordinate[] {
  return [...new Set(values)];
}

function uniqueBy<T>(values: readonly T[]): T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
