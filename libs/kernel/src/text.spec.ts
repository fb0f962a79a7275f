import { isBlank, isNameText, isOneLine, isVisible, neutralText } from './text.js';

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
  ['a\u202eb', false],
  ['a\u200bb', false],
])('%j stays on one line: %s', (text, expected) => {
  expect(isOneLine(text)).toBe(expected);
});

it.each([
  ['deux\nlignes', true],
  ['👩‍👧 et نمی‌خواهم', true],
  ['a\u202eb', false],
  ['a\u2066b\u2069', false],
  ['a\u200fb', false],
  ['a\u061cb', false],
  ['a\u200bb', false],
  ['a\u2060b', false],
  ['a\ufeffb', false],
  ['a\u3164b', false],
  ['a\u{e0041}b', false],
])('%j shows all that it holds: %s', (text, expected) => {
  expect(isVisible(text)).toBe(expected);
});

it.each([
  ['Camille Durand', true],
  ['Jean-François d’Éon, dit « Le Bel »', true],
  ['M.Durand', true],
  ['St.Pierre', true],
  ['Dr. Comte', true],
  ['SCI du 12, rue Foch', true],
  ['C.C.A.S. de Nantes', true],
  ['M.Defrance', true],
  ['阮文雄', true],
  ['camille@example.org', false],
  ['Votre Caf https://caf.example', false],
  ['www.caf', false],
  ['caf-urgence.fr', false],
  ['CAF.COM/compte', false],
  ['Camille\r\nBcc: x', false],
  ['Camille\u202eDurand', false],
  ['Camille\u200dDurand', false],
  ['Camille\u00adDurand', false],
])('%j is a name: %s', (text, expected) => {
  expect(isNameText(text)).toBe(expected);
});

it.each([
  ['a\r\nBcc: b', false, 'a Bcc: b'],
  ['\u202ea\u2066b\u2069\u200b', false, 'ab'],
  ['a\u0000\u001bb', false, 'a b'],
  ['a\r\nb\u2028c\td', true, 'a\nb\nc\td'],
  ['a\u0000\u202eb', true, 'ab'],
])('%j, with lines: %s, is neutral as %j', (text, lines, expected) => {
  const neutral = neutralText(text, { lines });
  expect(neutral).toBe(expected);
  expect(isVisible(neutral)).toBe(true);
});
