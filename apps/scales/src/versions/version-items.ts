import type { LocalDate, Localized } from '@passerelle/kernel';

import type { Catalogue } from '../scales/catalogue.js';
import { changeBetween } from '../scales/comparison.js';
import { compareDecimals, decimal } from '../scales/decimal.js';
import { placeText } from '../scales/csv.js';
import { refOf, type Series, type Values } from '../scales/scale.js';
import type { VersionItem } from './version.js';
import { versionErrors } from './versions.errors.js';

/** An item as it is sent: a parameter's value, or a table's rows by their place (`children=2; tranche=1`). */
export interface ItemRequest {
  readonly scale: string;
  readonly key: string;
  readonly value?: string | null;
  readonly rows?: readonly { readonly place: string; readonly value: string | null }[];
}

/** What is known of a series and in force on the day before. */
function valuesBefore(
  catalogue: Catalogue,
  ref: string,
  day: LocalDate,
  instant: number,
): Values | undefined {
  return catalogue.historyOf(ref, instant).findLast(({ effectiveFrom }) => effectiveFrom < day)
    ?.figure.values;
}

/**
 * The values of each item, complete: rows that are not sent keep their value.
 * @throws scales/unknown-series, scales/item-repeated, scales/item-form
 */
export function readItems(
  requests: readonly ItemRequest[],
  catalogue: Catalogue,
  effectiveFrom: LocalDate,
  instant: number,
): VersionItem[] {
  const seen = new Set<string>();
  return requests.map((request) => {
    const ref = `${request.scale}/${request.key}`;
    const stored = catalogue.find(ref);
    if (!stored) throw versionErrors.unknownSeries({ ref });
    if (seen.has(ref)) throw versionErrors.itemRepeated({ ref });
    seen.add(ref);
    const before = valuesBefore(catalogue, ref, effectiveFrom, instant);
    return {
      scale: request.scale,
      key: request.key,
      values: valuesOf(request, stored.series, before, ref),
    };
  });
}

function valuesOf(
  { value, rows }: ItemRequest,
  series: Series,
  before: Values | undefined,
  ref: string,
): Values {
  const places = series.cells.map(({ at }) => placeText(at));
  const malformed = () => versionErrors.itemForm({ ref, place: places[0] ?? '' });
  if (series.kind === 'parameter') {
    if (value === undefined || rows !== undefined) throw malformed();
    return [value];
  }
  if (value !== undefined || rows === undefined || rows.length === 0) throw malformed();
  const sent = new Map(rows.map((row) => [row.place, row.value]));
  if (sent.size !== rows.length || rows.some(({ place }) => !places.includes(place)))
    throw malformed();
  return places.map((place, i) =>
    sent.has(place) ? (sent.get(place) ?? null) : (before?.[i] ?? null),
  );
}

/** An item beside what it replaces, for the eyes of the second person. */
export function itemView(
  item: VersionItem,
  catalogue: Catalogue,
  effectiveFrom: LocalDate,
  instant: number,
) {
  const ref = `${item.scale}/${item.key}`;
  const series = catalogue.find(ref)?.series;
  const before = valuesBefore(catalogue, ref, effectiveFrom, instant);
  return {
    scale: item.scale,
    key: item.key,
    kind: series?.kind ?? 'parameter',
    labelFr: series?.labelFr ?? item.key,
    unit: series?.unit ?? 'factor',
    rows: item.values.map((newValue, i) => {
      const oldValue = before?.[i] ?? null;
      return {
        place: placeText(series?.cells[i]?.at ?? {}),
        oldValue,
        newValue,
        change: changeBetween(oldValue, newValue),
      };
    }),
  };
}

/** What the second person should look at twice; nothing here refuses anything. */
export interface VersionWarning {
  readonly code: 'follower_left_behind' | 'large_change';
  readonly ref: string;
  readonly fr: string;
  readonly en: string;
}

const LARGE = decimal('0.2');

/** Figures computed from a base that moves without them, and changes beyond a fifth. */
export function warningsOf(
  items: readonly VersionItem[],
  catalogue: Catalogue,
  effectiveFrom: LocalDate,
  instant: number,
): VersionWarning[] {
  const changed = new Set(items.map(refOf));
  const behind = catalogue.series.flatMap(({ series }) => {
    const ref = refOf(series);
    const bases = series.cells.flatMap(({ terms }) => (terms ?? []).map(({ base }) => base));
    const base = bases.find((one) => changed.has(one));
    if (base === undefined || changed.has(ref)) return [];
    return [
      warning('follower_left_behind', ref, {
        fr: `${catalogue.labelOf(ref).fr} suit ${catalogue.labelOf(base).fr}, qui change sans lui`,
        en: `${catalogue.labelOf(ref).en} follows ${catalogue.labelOf(base).en}, which moves without it`,
      }),
    ];
  });
  const large = items.flatMap((item) => {
    const ref = refOf(item);
    const before = valuesBefore(catalogue, ref, effectiveFrom, instant);
    const isLarge = item.values.some((value, i) => {
      const change = changeBetween(before?.[i] ?? null, value)?.replace('-', '');
      return change !== undefined && compareDecimals(decimal(change), LARGE) > 0;
    });
    if (!isLarge) return [];
    const label = catalogue.labelOf(ref);
    return [
      warning('large_change', ref, {
        fr: `${label.fr} change de plus de 20 %`,
        en: `${label.en} changes by more than 20%`,
      }),
    ];
  });
  return [...large, ...behind];
}

function warning(code: VersionWarning['code'], ref: string, text: Localized): VersionWarning {
  return { code, ref, ...text };
}
