import { isBlank } from './text.js';

it.each([
  [null, true],
  ['', true],
  [' \n\t', true],
  [' a ', false],
])('%j is blank: %s', (text, expected) => {
  expect(isBlank(text)).toBe(expected);
});
