import { FILE_NUMBER_FORM } from './file-number.js';

it.each([
  ['0000001', true],
  ['1234567', true],
  ['123456', false],
  ['12345678', false],
  ['1234567A', false],
  ['A1234567', false],
  ['ABCDEFG', false],
  ['1', false],
])('the number of a dossier: %s, %s', (text, expected) => {
  expect(FILE_NUMBER_FORM.test(text)).toBe(expected);
});
