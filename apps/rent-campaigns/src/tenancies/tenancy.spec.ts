import { dwellingKey } from './tenancy.js';

it.each([
  ['  bat a\u00a0  12 ', 'BAT A 12'],
  ['A12', 'A12'],
])('the dwelling "%s" is compared as "%s"', (reference, key) => {
  expect(dwellingKey(reference)).toBe(key);
});
