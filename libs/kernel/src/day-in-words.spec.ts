import { dayInWords } from './day-in-words.js';
import { localDate } from './local-date.js';

it.each([
  ['2024-03-29', '29 mars 2024', '29 March 2024'],
  ['2024-03-01', '1er mars 2024', '1 March 2024'],
  ['2024-03-11', '11 mars 2024', '11 March 2024'],
  ['2024-02-29', '29 février 2024', '29 February 2024'],
])('%s: %s, %s', (day, fr, en) => {
  expect(dayInWords(localDate(day))).toEqual({ fr, en });
});
