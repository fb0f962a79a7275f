import { localDate } from '@passerelle/kernel';

import { CASES, ReportFormatter } from './report-formatter.js';

const french = new ReportFormatter('fr', 5);
const english = new ReportFormatter('en', 5);
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, '_');

it('fills a sentence in the language of the report', () => {
  const sentence = { fr: 'Motif « {ground} » : {count} ; fin', en: 'Ground “{ground}”: {count}' };
  const values = { ground: 'délai', count: 3 };
  expect(plain(french.text(sentence, values))).toBe('Motif « délai » : 3 ; fin');
  expect(plain(english.text(sentence, values))).toBe('Ground “délai”: 3');
  expect(french.text({ fr: 'sans place', en: '' })).toBe('sans place');
});

it('writes a day in the language of the report', () => {
  expect(french.day(localDate('2024-03-01'))).toBe('1er mars 2024');
  expect(english.day(localDate('2024-03-01'))).toBe('1 March 2024');
});

it.each([
  [0, '0 saisine', '0 cases'],
  [1, '1 saisine', '1 case'],
  [2, '2 saisines', '2 cases'],
  [1_234, '1_234 saisines', '1,234 cases'],
])('%i: %s, %s', (count, fr, en) => {
  expect(plain(french.counted(count, CASES))).toBe(fr);
  expect(english.counted(count, CASES)).toBe(en);
});

it.each([
  [1, '1_jour', '1_day'],
  [1.5, '1,5_jour', '1.5_days'],
  [2, '2_jours', '2_days'],
  [7.444, '7,44_jours', '7.44_days'],
])('%d days: %s, %s', (days, fr, en) => {
  expect(plain(french.days(days, false))).toBe(fr);
  expect(plain(english.days(days, true))).toBe(en);
});

it('replaces what is hidden, or not there', () => {
  expect(french.days(null, true)).toBe('masqué');
  expect(english.days(null, true)).toBe('hidden');
  expect(french.days(null, false)).toBe('–');
  expect(plain(french.count(null))).toBe('<_5 ou masqué');
  expect(plain(english.count(null))).toBe('<_5 or hidden');
  expect(french.euros(null)).toBe('masqué');
  expect(plain(french.euros(123_456))).toBe('1_234,56_€');
  expect(plain(new ReportFormatter('en', null).count(null))).toBe('<_0 or hidden');
});

it.each([
  [1, 4, '25,0_%', '25.0%'],
  [0, 4, '0,0_%', '0.0%'],
  [null, 4, '–', '–'],
  [1, null, '–', '–'],
  [1, 0, '–', '–'],
])('share of %s in %s: %s, %s', (part, whole, fr, en) => {
  expect(plain(french.share(part, whole))).toBe(fr);
  expect(english.share(part, whole)).toBe(en);
});

it.each([
  [200, 212, '+12 (+6,0_%)'],
  [200, 188, '−12 (−6,0_%)'],
  [200, 200, 'inchangé'],
  [0, 12, '+12'],
  [null, 12, 'masqué'],
  [12, null, 'masqué'],
])('the change from %s to %s: %s', (before, now, shown) => {
  expect(plain(french.countChange(before, now))).toBe(shown);
});

it.each([
  [7.44, 8.44, '+1_jour'],
  [7.44, 5, '−2,44_jours'],
  [7.44, 7.44, 'inchangé'],
  [null, 7, '–'],
  [7, null, '–'],
])('the change from %s to %s days: %s', (before, now, shown) => {
  expect(plain(french.daysChange(before, now))).toBe(shown);
});

it.each([
  [[40, 100], [45, 100], '+5_points'],
  [[45, 100], [44, 100], '−1_point'],
  [[1, 3], [333, 1_000], 'inchangé'],
  [[null, 100], [44, 100], 'masqué'],
  [[40, 100], [44, null], 'masqué'],
  [[0, 0], [44, 100], '–'],
] as const)('the change from %j to %j: %s', (before, now, shown) => {
  expect(plain(french.shareChange(before, now))).toBe(shown);
});

it('never prints a share above the whole', () => {
  expect(plain(french.share(4, 4))).toBe('100,0_%');
  expect(() => french.share(5, 4)).toThrow('a share of 5 in 4');
});
