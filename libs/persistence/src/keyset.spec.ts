import fc from 'fast-check';

import { decodeCursor, encodeCursor, toPage } from './keyset.js';

describe('cursors', () => {
  it('come back as they went', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), fc.integer(), (text, number) => {
        fc.pre(!text.includes('\0') && text.isWellFormed());
        expect(decodeCursor(encodeCursor([text, number]), ['text', 'whole'])).toEqual([
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
    expect(() => decodeCursor(cursor, ['text', 'whole'])).toThrow('request/invalid-cursor');
  });
});

describe('the kinds of a part', () => {
  const ID = '0190a5d4-7c1e-7c3a-9b1d-2f6f0c1a7e31';

  it.each([
    ['id', ID, true],
    ['id', 'x', false],
    ['day', '2024-02-29', true],
    ['day', '2023-02-29', false],
    ['instant', '2024-02-29T23:59:59.999Z', true],
    ['instant', '2023-02-29T23:59:59.999Z', false],
    ['instant', '2024-02-29T24:00:00.000Z', false],
    ['instant', '2024-02-29T23:60:00.000Z', false],
    ['instant', '+002024-02-29T23:00:00.000Z', false],
    ['whole', 2_147_483_647, true],
    ['whole', -2_147_483_647, true],
    ['whole', 2_147_483_648, false],
    ['whole', 1.5, false],
    ['whole', '1', false],
    ['text', 'L1', true],
    ['text', 'x'.repeat(200), true],
    ['text', 'x'.repeat(201), false],
    ['text', 'a\0', false],
    ['text', '\ud83d', false],
    ['text', 1, false],
  ] as const)('%s: %p (%p)', (kind, part, isAccepted) => {
    const read = () => decodeCursor(encodeCursor([part]), [kind]);
    if (isAccepted) expect(read()).toEqual([part]);
    else expect(read).toThrow('request/invalid-cursor');
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
