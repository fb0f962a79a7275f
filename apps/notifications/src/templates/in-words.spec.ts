import { dayInShort, dayInWords, instantInShort, instantInWords } from './in-words.js';

describe('dates and times for readers', () => {
  it.each([
    ['2024-03-01', '1er mars 2024', '1 March 2024'],
    ['2024-08-11', '11 août 2024', '11 August 2024'],
  ])('%s', (day, fr, en) => {
    expect(dayInWords(day, 'fr')).toBe(fr);
    expect(dayInWords(day, 'en')).toBe(en);
  });

  it.each([
    // Winter, summer, the hours around both changes, and midnight.
    ['2024-03-28T10:15:00.000Z', '28 mars 2024 à 11\u00a0h\u00a015'],
    ['2024-07-01T22:05:00.000Z', '2 juillet 2024 à 0\u00a0h\u00a005'],
    ['2024-03-31T00:59:00.000Z', '31 mars 2024 à 1\u00a0h\u00a059'],
    ['2024-03-31T01:00:00.000Z', '31 mars 2024 à 3\u00a0h\u00a000'],
    ['2024-10-27T01:30:00.000Z', '27 octobre 2024 à 2\u00a0h\u00a030'],
  ])('%s is %s in Paris', (instant, words) => {
    expect(instantInWords(instant, 'fr')).toBe(words);
  });

  it('in English and in short', () => {
    expect(instantInWords('2024-03-28T08:05:00.000Z', 'en')).toBe(
      '28 March 2024 at 09:05 (Paris time)',
    );
    expect(instantInShort('2024-03-28T08:05:00.000Z', 'fr')).toBe('28/03/2024 à 9h05');
    expect(instantInShort('2024-03-28T08:05:00.000Z', 'en')).toBe('28/03/2024 09:05 Paris time');
    expect(dayInShort('2024-03-28')).toBe('28/03/2024');
  });
});
