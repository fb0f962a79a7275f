import { fillLocalized } from './fill-localized.js';

it('fills both languages, with words of each language where there are some', () => {
  const sentence = { fr: 'Le {day}, {count} fois, {rest}', en: 'On {day}, {count} times, {rest}' };
  const day = { fr: '1er mars 2024', en: '1 March 2024' };
  expect(fillLocalized(sentence, { day, count: 2 })).toEqual({
    fr: 'Le 1er mars 2024, 2 fois, {rest}',
    en: 'On 1 March 2024, 2 times, {rest}',
  });
});
