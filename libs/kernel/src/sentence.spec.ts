import { fillSentence, inQuotes, type SentenceValues } from './sentence.js';

const both = (text: string): { fr: string; en: string } => ({ fr: text, en: text });

describe('fillSentence', () => {
  it.each<[string, SentenceValues[string], string, string]>([
    ['a day', '2024-03-01', '1er mars 2024', '1 March 2024'],
    ['a day that does not exist', '2024-02-30', '2024-02-30', '2024-02-30'],
    ['a text that holds a day', 'MED-2024-03-01', 'MED-2024-03-01', 'MED-2024-03-01'],
    ['a year', 2024, '2024', '2024'],
    ['a large number', 12345, '12\u202f345', '12,345'],
    ['a fraction', 0.5, '0,5', '0.5'],
    ['a small fraction', 0.0125, '0,0125', '0.0125'],
    ['zero', 0, '0', '0'],
    ['a negative number', -3, '-3', '-3'],
    ['an empty text', '', '', ''],
    ['words of both languages', { fr: 'brouillon', en: 'draft' }, 'brouillon', 'draft'],
  ])('%s', (_name, value, fr, en) => {
    expect(fillSentence(both('{it}'), { it: value })).toEqual({ fr, en });
  });

  it('fills each place, and leaves a place without a value visible', () => {
    expect(
      fillSentence(
        { fr: 'Du {from} au {to}, par {who}.', en: '{to} after {from}, by {who}.' },
        { from: '2024-01-02', to: '2024-12-01' },
      ),
    ).toEqual({
      fr: 'Du 2 janvier 2024 au 1er décembre 2024, par {who}.',
      en: '1 December 2024 after 2 January 2024, by {who}.',
    });
  });

  it('takes no member that every object has for a value', () => {
    expect(fillSentence(both('{toString} {constructor}'), {}).en).toBe('{toString} {constructor}');
  });
});

it('puts each name in the quotation marks of the language', () => {
  expect(inQuotes(['paper', 'online'])).toEqual({
    fr: '« paper », « online »',
    en: '"paper", "online"',
  });
});
