import { DomainError, localDate } from '@passerelle/kernel';

import { Catalogue } from '../scales/catalogue.js';
import type { Series, Values } from '../scales/scale.js';
import { type ItemRequest, itemView, readItems, warningsOf } from './version-items.js';

const APRIL = localDate('2024-04-01');
const NOW = Date.parse('2024-03-20T10:00:00Z');

const BASE: Series = {
  scale: 'bmaf',
  key: 'base',
  kind: 'parameter',
  labelFr: 'Base mensuelle',
  labelEn: 'Monthly base',
  unit: 'eur_per_month',
  dimensions: [],
  cells: [{ at: {} }],
  uprating: { rule: 'text' },
  source: 'a decree',
  reliability: 'confirmed',
};
const CEILINGS: Series = {
  ...BASE,
  scale: 'af',
  key: 'ceilings',
  kind: 'table',
  labelFr: 'Plafonds',
  labelEn: 'Ceilings',
  dimensions: ['children'],
  cells: [{ at: { children: 1 } }, { at: { children: 2 } }],
};
const FOLLOWER: Series = {
  ...BASE,
  scale: 'af',
  key: 'follower',
  labelFr: 'Allocation',
  labelEn: 'Allowance',
  cells: [{ at: {}, terms: [{ base: 'bmaf/base', rates: [{ rate: '0.32' }], rounding: 'cent' }] }],
  uprating: { rule: 'derived' },
};

/** A series with its values from each day on, all known since 2023. */
function stored(series: Series, values: Readonly<Record<string, Values>>, id: number) {
  const days = Object.keys(values).sort();
  return {
    id,
    series,
    periods: days.map((day, i) => ({
      effectiveFrom: localDate(day),
      effectiveTo: i + 1 < days.length ? localDate(days[i + 1]!) : null,
      knownFrom: Date.parse('2023-01-01T00:00:00Z'),
      knownTo: null,
      figure: {
        effectiveFrom: localDate(day),
        values: values[day]!,
        reference: 'a decree',
        referenceKind: 'text' as const,
        publishedOn: localDate(day),
        publishedOnBasis: 'official' as const,
        recordedAt: '2023-01-01T00:00:00Z',
        correctionReason: null,
        versionId: null,
      },
    })),
  };
}

const catalogue = new Catalogue({
  revision: 1,
  headings: [],
  indices: [],
  series: [
    stored(BASE, { '2022-04-01': ['90'], '2023-04-01': ['100'], '2024-04-01': ['105'] }, 1),
    stored(CEILINGS, { '2023-04-01': ['1000', '2000'] }, 2),
    stored(FOLLOWER, { '2023-04-01': ['32'] }, 3),
  ],
});

const read = (items: readonly ItemRequest[], known = catalogue) =>
  readItems(items, known, APRIL, NOW);
const valuesOf = (item: ItemRequest) => read([item])[0]?.values;
const base = { scale: 'bmaf', key: 'base' };
const table = { scale: 'af', key: 'ceilings' };
const row = (place: string, value: string | null) => ({ place, value });

describe('the items of a version', () => {
  it.each<[string, ItemRequest, Values]>([
    ['the value of a parameter', { ...base, value: '104.6' }, ['104.6']],
    ['a parameter without a value any more', { ...base, value: null }, [null]],
    [
      'all rows of a table',
      { ...table, rows: [row('children=2', '2100'), row('children=1', '1100')] },
      ['1100', '2100'],
    ],
    ['a row beside one that stays', { ...table, rows: [row('children=2', '9')] }, ['1000', '9']],
    ['a row without a value', { ...table, rows: [row('children=1', null)] }, [null, '2000']],
  ])('hold %s', (_, item, values) => {
    expect(valuesOf(item)).toEqual(values);
  });

  it('hold nothing for a row that has never had a value', () => {
    const first = new Catalogue({
      revision: 1,
      headings: [],
      indices: [],
      series: [stored(CEILINGS, {}, 2)],
    });
    const items = read([{ ...table, rows: [row('children=1', '1')] }], first);
    expect(items).toEqual([{ ...table, values: ['1', null] }]);
  });

  it.each<[string, ItemRequest[], string, object]>([
    [
      'of an unknown series',
      [{ scale: 'bmaf', key: 'x', value: '1' }],
      'unknown-series',
      { ref: 'bmaf/x' },
    ],
    [
      'sent twice',
      [
        { ...base, value: '1' },
        { ...base, value: '2' },
      ],
      'item-repeated',
      { ref: 'bmaf/base' },
    ],
    ['parameter without a value', [base], 'item-form', { ref: 'bmaf/base' }],
    [
      'parameter with rows',
      [{ ...base, value: '1', rows: [row('', '1')] }],
      'item-form',
      { ref: 'bmaf/base' },
    ],
    [
      'table with a value',
      [{ ...table, value: '1', rows: [row('children=1', '1')] }],
      'item-form',
      { ref: 'af/ceilings', place: 'children=1' },
    ],
    ['table without rows', [table], 'item-form', {}],
    ['table with no row', [{ ...table, rows: [] }], 'item-form', {}],
    [
      'table with a row twice',
      [{ ...table, rows: [row('children=1', '1'), row('children=1', '2')] }],
      'item-form',
      {},
    ],
    [
      'table with an unknown row',
      [{ ...table, rows: [row('children=1', '1'), row('children=3', '1')] }],
      'item-form',
      {},
    ],
  ])('are refused: %s', (_, items, code, meta) => {
    const refused = refusalOf(() => read(items));
    expect(refused?.code).toBe(`scales/${code}`);
    expect(refused?.meta).toMatchObject(meta);
  });
});

function refusalOf(run: () => unknown): DomainError | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

describe('an item beside what it replaces', () => {
  const viewOf = (item: { scale: string; key: string; values: Values }) =>
    itemView(item, catalogue, APRIL, NOW);

  it('shows the value of the day before, not the one of the day', () => {
    expect(viewOf({ ...base, values: ['104.6'] })).toEqual({
      ...base,
      kind: 'parameter',
      labelFr: 'Base mensuelle',
      unit: 'eur_per_month',
      rows: [{ place: '', oldValue: '100', newValue: '104.6', change: '0.0460' }],
    });
  });

  it('shows each row of a table', () => {
    expect(viewOf({ ...table, values: ['900', null] }).rows).toEqual([
      { place: 'children=1', oldValue: '1000', newValue: '900', change: '-0.1000' },
      { place: 'children=2', oldValue: '2000', newValue: null, change: null },
    ]);
  });

  it('of a series that is not known any more shows what was sent', () => {
    expect(viewOf({ scale: 'af', key: 'gone', values: ['1'] })).toEqual({
      scale: 'af',
      key: 'gone',
      kind: 'parameter',
      labelFr: 'gone',
      unit: 'factor',
      rows: [{ place: '', oldValue: null, newValue: '1', change: null }],
    });
  });
});

describe('the warnings about a version', () => {
  const follower = { scale: 'af', key: 'follower', values: ['33'] };

  it.each<[string, { scale: string; key: string; values: Values }[], string[]]>([
    ['of a base without its follower', [{ ...base, values: ['101'] }], ['follower_left_behind']],
    ['of a base with its follower', [{ ...base, values: ['101'] }, follower], []],
    ['of a follower alone', [follower], []],
    ['of a rise by a fifth', [{ ...table, values: ['1200', '2000'] }], []],
    ['of a rise beyond a fifth', [{ ...table, values: ['1000', '2401'] }], ['large_change']],
    ['of a fall by a fifth', [{ ...table, values: ['800', '2000'] }], []],
    ['of a fall beyond a fifth', [{ ...table, values: ['799', '2000'] }], ['large_change']],
    ['of a value that ends', [{ ...table, values: [null, '2000'] }], []],
    ['of both', [{ ...base, values: ['130'] }], ['large_change', 'follower_left_behind']],
  ])('%s', (_, items, codes) => {
    const warnings = warningsOf(items, catalogue, APRIL, NOW);
    expect(warnings.map(({ code }) => code)).toEqual(codes);
  });

  it('name the series in both languages', () => {
    expect(warningsOf([{ ...base, values: ['130'] }], catalogue, APRIL, NOW)).toEqual([
      {
        code: 'large_change',
        ref: 'bmaf/base',
        fr: 'Base mensuelle change de plus de 20 %',
        en: 'Monthly base changes by more than 20%',
      },
      {
        code: 'follower_left_behind',
        ref: 'af/follower',
        fr: 'Allocation suit Base mensuelle, qui change sans lui',
        en: 'Allowance follows Monthly base, which moves without it',
      },
    ]);
  });
});
