import { localDate } from '@passerelle/kernel';

import { runningRates } from './daily-rates.js';

const on = (day: string, channel: 'online' | 'paper', declared: number) => ({
  day: localDate(day),
  channel,
  declared,
});

it('the rates of a day count everything declared up to this day', () => {
  const declared = [
    on('2023-09-03', 'online', 1),
    on('2023-08-30', 'paper', 1),
    on('2023-09-03', 'online', 1),
  ];
  const days = runningRates(declared, 4, localDate('2023-09-01'), localDate('2023-09-04'));
  expect(days.map(({ day, onlineRate, totalRate }) => [day, onlineRate, totalRate])).toEqual([
    ['2023-09-01', '0.00', '25.00'],
    ['2023-09-02', '0.00', '25.00'],
    ['2023-09-03', '50.00', '75.00'],
    ['2023-09-04', '50.00', '75.00'],
  ]);
});

it('a period that ends before it begins has no day', () => {
  expect(runningRates([], 1, localDate('2023-09-02'), localDate('2023-09-01'))).toEqual([]);
});
