import * as vocabulary from './referral.js';

const lists = Object.entries<unknown>(vocabulary).flatMap(([name, words]) =>
  Array.isArray(words) ? [{ name, words: words as readonly string[] }] : [],
);

it.each(lists)('$name lists each word once', ({ words }) => {
  expect(words.length).toBeGreaterThan(1);
  expect(new Set(words).size).toBe(words.length);
});
