import { isBlank, isOneLine } from './text.js';

it.each([
  [null, true],
  ['', true],
  [' \n\t', true],
  [' a ', false],
])('%j is blank: %s', (text, expected) => {
  expect(isBlank(text)).toBe(expected);
});

it.each([
  ['10 rue de l’Église', true],
  ['', true],
  ['a\u00a0b\u202fc', true],
  ['a\nb', false],
  ['a\rb', false],
  ['a\tb', false],
  ['a\u000bb', false],
  ['a\u000cb', false],
  ['a\u0085b', false],
  ['a\u2028b', false],
  ['a\u2029b', false],
])('%j stays on one line: %s', (text, expected) => {
  expect(isOneLine(text)).toBe(expected);
});
