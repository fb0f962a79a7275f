import fc from 'fast-check';

import { decodeCursor, encodeCursor, toPage } from './keyset.js';

const isText = (part: unknown): boolean => typeof part === 'string';
const isNumber = (part: unknown): boolean => typeof part === 'number';

describe('cursors', () => {
  it('come back as they went', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer(), (text, number) => {
        expect(decodeCursor(encodeCursor([text, number]), [isText, isNumber])).toEqual([
          text,
          number,
        ]);
      }),
    );
  });

  it.each([
    '',
    'x',
    '%%%',
    encodeCursor([1]),
    encodeCursor(['a', 'b']),
    `${encodeCursor(['a', 1])}=`,
  ])('refuses %p', (cursor) => {
    expect(() => decodeCursor(cursor, [isText, isNumber])).toThrow('request/invalid-cursor');
  });
});

describe('toPage', () => {
  it('offers a next page only when a further row was found', () => {
    const keyOf = (row: number) => [row];
    expect(toPage([1, 2, 3], 2, keyOf)).toEqual({ items: [1, 2], next: encodeCursor([2]) });
    expect(toPage([1, 2], 2, keyOf)).toEqual({ items: [1, 2], next: null });
    expect(toPage([], 2, keyOf)).toEqual({ items: [], next: null });
  });
});
