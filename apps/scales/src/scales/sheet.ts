import type { Block, PrintableDocument, TableBlock } from '@passerelle/documents';
import type { Language, LocalDate } from '@passerelle/kernel';

import type { ScaleEpoch, StoredFigure } from './catalogue.js';
import { type Coordinate, isMoney, type Series } from './scale.js';
import type { Period } from './timeline.js';
import { dayText } from './uprating.js';
import {
  dimensionText,
  numberText,
  placeName,
  RELIABILITY_WORDS,
  unitWords,
  valueText,
} from './wording.js';

interface InForce {
  readonly series: Series;
  readonly period: Period<StoredFigure>;
}

const WORDS = {
  fr: {
    title: (name: string) => `Barème : ${name}`,
    inForce: (day: string) => `En vigueur le ${day}`,
    known: (day: string) => `, tel que connu le ${day}`,
    amounts: 'Montants et plafonds',
    others: 'Taux, âges et durées',
    tables: 'Tables',
    parameter: 'Paramètre',
    value: 'Valeur',
    since: 'Depuis le',
    reference: 'Référence',
    doubtful: 'Valeurs à prendre avec prudence (*)',
    notes: 'À savoir',
    law: 'Textes',
    lawToCheck: 'Les numéros d’articles restent à vérifier.',
    since2: (day: string) => `depuis le ${day}`,
    tableSince: (day: string, unit: string, reference: string) =>
      `${unit === '' ? '' : `En ${unit}. `}Depuis le ${day} : ${reference}`,
    crds: { gross: 'brut de CRDS', net: 'net de CRDS', none: 'non soumis à la CRDS' },
    footnote:
      'Sources : paramètres d’OpenFisca-France 176 et textes officiels, cités en regard de chaque valeur. Ce document informe ; seuls les textes publiés font foi.',
  },
  en: {
    title: (name: string) => `Scale: ${name}`,
    inForce: (day: string) => `In force on ${day}`,
    known: (day: string) => `, as known on ${day}`,
    amounts: 'Amounts and ceilings',
    others: 'Rates, ages and durations',
    tables: 'Tables',
    parameter: 'Parameter',
    value: 'Value',
    since: 'Since',
    reference: 'Reference',
    doubtful: 'Values to be taken with care (*)',
    notes: 'Good to know',
    law: 'Texts',
    lawToCheck: 'The article numbers remain to be checked.',
    since2: (day: string) => `since ${day}`,
    tableSince: (day: string, unit: string, reference: string) =>
      `${unit === '' ? '' : `In ${unit}. `}Since ${day}: ${reference}`,
    crds: { gross: 'before CRDS', net: 'after CRDS', none: 'not subject to CRDS' },
    footnote:
      'Sources: parameters of OpenFisca-France 176 and official texts, cited beside each value. This document informs; only the published texts are authoritative.',
  },
} as const;

/** The key amounts at the head of a sheet: the first ones of the scale that are paid. */
const HEADLINES = 4;

/** A scale on one day, for people: what a Caf hands to a partner. */
export function sheet(
  epoch: ScaleEpoch,
  on: LocalDate,
  knownOn: LocalDate | null,
  issuer: string,
  issuedOn: LocalDate,
  language: Language,
): PrintableDocument {
  const words = WORDS[language];
  const { heading } = epoch;
  const current = epoch.inForceOn(on);
  const parameters = current.filter(({ series }) => series.kind === 'parameter');
  const amounts = parameters.filter(({ series }) => isMoney(series.unit));
  const others = parameters.filter(({ series }) => !isMoney(series.unit));
  const tables = current.filter(({ series }) => series.kind === 'table');
  const known = knownOn === null ? '' : words.known(dayText(knownOn)[language]);
  const inForceText = `${words.inForce(dayText(on)[language])}${known}`;
  const blocks: Block[] = [
    headlines(amounts, language),
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

function isDoubtful({ series, period }: InForce): boolean {
  return (period.figure.reliability ?? series.reliability) !== 'confirmed';
}

/** Sends the reader to the list of doubts. */
function markOf(one: InForce): string {
  return isDoubtful(one) ? ' *' : '';
}

function headlines(amounts: readonly InForce[], language: Language): Block {
  const paid = amounts.filter(
    ({ series, period }) =>
      period.figure.values[0] !== null &&
      !isDoubtful({ series, period }) &&
      series.unit !== 'eur_per_year' &&
      !/min|cap/.test(series.key),
  );
  return {
    kind: 'figures',
    items: paid.slice(0, HEADLINES).map(({ series, period }) => ({
      label: series.labelFr,
      value: valueText(period.figure.values[0] ?? null, series.unit, language),
      note: WORDS[language].since2(dayText(period.effectiveFrom)[language]),
    })),
  };
}

function section(
  title: string,
  caption: string,
  list: readonly InForce[],
  language: Language,
): Block[] {
  if (list.length === 0) return [];
  const words = WORDS[language];
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
      rows: list.map(({ series, period }) => [
        series.crds ? `${series.labelFr} (${words.crds[series.crds]})` : series.labelFr,
        valueText(period.figure.values[0] ?? null, series.unit, language) +
          markOf({ series, period }),
        shortDay(period.effectiveFrom, language),
        period.figure.reference,
      ]),
    },
  ];
}

function shortDay(day: LocalDate, language: Language): string {
  const [year, month, date] = day.split('-');
  return language === 'fr' ? `${date}/${month}/${year}` : day;
}

/** The last dimension across the page where it is short, everything else down it. */
function tableBlock({ series, period }: InForce, language: Language): TableBlock {
  const words = WORDS[language];
  const across = series.dimensions.at(-1) ?? '';
  const columns = unique(series.cells.map(({ at }) => at[across] ?? null));
  const isGrid = series.dimensions.length > 1 && columns.length <= 4;
  const downward = isGrid ? series.dimensions.slice(0, -1) : series.dimensions;
  const unit = unitWords(series.unit)[language];
  const common = {
    kind: 'table' as const,
    caption: series.labelFr + markOf({ series, period }),
    note: [
      words.tableSince(dayText(period.effectiveFrom)[language], unit, period.figure.reference),
      series.note?.[language] ?? '',
    ]
      .filter((part) => part !== '')
      .join('. '),
  };
  const text = (value: string | null | undefined): string =>
    value == null ? '' : numberText(value, series.unit, language);
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
    downward.map((name) => placeName(place[name] ?? null, language));
  return {
    ...common,
    columns: [
      ...downward.map((name) => ({ label: dimensionText(name, language) })),
      ...(isGrid
        ? columns.map((column) => ({
            label: `${dimensionText(across, language)} : ${placeName(column, language)}`,
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

function doubts(current: readonly InForce[], language: Language): Block[] {
  const words = WORDS[language];
  const items = current.flatMap(({ series, period }) => {
    const reliability = period.figure.reliability ?? series.reliability;
    if (reliability === 'confirmed') return [];
    const note = series.note && series.kind === 'parameter' ? ` — ${series.note[language]}` : '';
    return [`${series.labelFr} : ${RELIABILITY_WORDS[reliability][language]}${note}`];
  });
  if (items.length === 0) return [];
  return [
    { kind: 'heading', level: 2, text: words.doubtful },
    { kind: 'list', items },
  ];
}

function unique(values: readonly Coordinate[]): Coordinate[] {
  return [...new Set(values)];
}

function uniqueBy<T>(values: readonly T[]): T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
