import { dwellingKey, nameKey } from './tenancy.js';

it.each([
  ['Lefèvre-d’Ormesson', 'LEFEVREDORMESSON'],
  ['LE FEVRE', 'LEFEVRE'],
  ['Straße', 'STRASSE'],
  ['Nuñez', 'NUNEZ'],
])('the name %s is compared as %s', (name, key) => {
  expect(nameKey(name)).toBe(key);
});

it.each([
  ['  bat a\u00a0  12 ', 'BAT A 12'],
  ['A12', 'A12'],
])('the dwelling "%s" is compared as "%s"', (reference, key) => {
  expect(dwellingKey(reference)).toBe(key);
});
