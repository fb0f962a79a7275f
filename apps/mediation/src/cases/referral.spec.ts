import * as vocabulary from './referral.js';

const { referenceFor } = vocabulary;
const lists = Object.entries<unknown>(vocabulary).flatMap(([name, words]) =>
  Array.isArray(words) ? [{ name, words: words as readonly string[] }] : [],
);

it.each(lists)('$name lists each word once', ({ words }) => {
  expect(words.length).toBeGreaterThan(1);
  expect(new Set(words).size).toBe(words.length);
});

describe('referenceFor', () => {
  it.each([
    [2024, 1, 'MED-2024-000001'],
    [2023, 720, 'MED-2023-000720'],
    [2024, 1_000_000, 'MED-2024-1000000'],
    [987, 1, 'MED-0987-000001'],
  ])('%i, %i → %s', (year, sequence, reference) => {
    expect(referenceFor(year, sequence)).toBe(reference);
  });
});
