import { derivedSmall, type Sum } from './bounds.js';

const TOTAL: Sum = { parts: ['a', 'b', 'c'], whole: 'all', kind: 'equals' };

describe('derivedSmall', () => {
  it.each<[string, Record<string, number | null>, Sum[], string[]]>([
    ['one hidden part of a shown total', { all: 30, a: 20, b: 7, c: null }, [TOTAL], ['c']],
    ['two hidden parts', { all: 30, a: 20, b: null, c: null }, [TOTAL], []],
    ['a hidden total', { all: null, a: 20, b: 7, c: null }, [TOTAL], []],
    ['a hidden part of nobody', { all: 27, a: 20, b: 7, c: null }, [TOTAL], []],
    ['a hidden part of many', { all: 60, a: 20, b: 7, c: null }, [TOTAL], []],
    [
      'a part that another table bounds',
      { all: 30, a: 20, b: null, c: null, seen: 7 },
      [TOTAL, { parts: ['b'], whole: 'seen', kind: 'at-most' }],
      [],
    ],
    [
      'two tables that meet in one value',
      { all: 30, a: 20, b: null, c: null, seen: 7, floor: 3 },
      [
        TOTAL,
        { parts: ['b'], whole: 'seen', kind: 'at-most' },
        { parts: ['c'], whole: 'floor', kind: 'at-most' },
      ],
      ['c'],
    ],
  ])('%s', (_, figures, sums, derived) => {
    expect(derivedSmall(figures, sums, 5)).toEqual(derived);
  });
});
