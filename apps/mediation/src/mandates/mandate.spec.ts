import fc from 'fast-check';

import { addDays, localDate as day } from '@passerelle/kernel';

import { MANDATE_ACTS, type Power, representationsOn } from './mandate.js';

const power = (act: Power['act'], from = '2024-01-01', endsOn: string | null = null): Power => ({
  act,
  from: day(from),
  endsOn: endsOn === null ? null : day(endsOn),
});

const on = (date: string, ...mandates: readonly (readonly Power[])[]) =>
  representationsOn(
    mandates.map((powers) => ({ fileNumber: '1234567', powers })),
    day(date),
    ['benefit_request'],
  ).map(({ may }) => may);

describe('what a guardian may do on a day', () => {
  const both = [power('view'), power('benefit_request')];
  it.each<[string, readonly string[], string, readonly (readonly Power[])[]]>([
    ['no mandate', [], '2024-04-02', []],
    ['a mandate without powers', [], '2024-04-02', [[]]],
    ['the power to see', ['see'], '2024-04-02', [[power('view')]]],
    ['the needed act as well', ['speak'], '2024-04-02', [both]],
    ['the needed act without the power to see', [], '2024-04-02', [[power('benefit_request')]]],
    ['another act', ['see'], '2024-04-02', [[power('view'), power('bank_details')]]],
    [
      'the acts of two mandates',
      ['see'],
      '2024-04-02',
      [[power('view')], [power('benefit_request')]],
    ],
    ['two mandates, one of which covers all', ['speak'], '2024-04-02', [both, [power('view')]]],
    ['the same in the other order', ['speak'], '2024-04-02', [[power('view')], both]],
    ['the day before the first', [], '2023-12-31', [both]],
    ['the first day', ['speak'], '2024-01-01', [both]],
    [
      'the last day before the end',
      ['see'],
      '2024-03-31',
      [[power('view', '2024-01-01', '2024-04-01')]],
    ],
    ['the day of the end', [], '2024-04-01', [[power('view', '2024-01-01', '2024-04-01')]]],
    [
      'one power that has ended',
      ['see'],
      '2024-04-01',
      [[power('view'), power('benefit_request', '2024-01-01', '2024-04-01')]],
    ],
    [
      'a power that began again',
      ['see'],
      '2024-06-01',
      [[power('view', '2024-01-01', '2024-04-01'), power('view', '2024-06-01')]],
    ],
  ])('%s: %j', (_name, expected, date, mandates) => {
    expect(on(date, ...mandates)).toEqual(expected);
  });

  it('is nothing on any day on which no power is in force', () => {
    const start = day('2024-01-01');
    const span = fc.record({
      act: fc.constantFrom(...MANDATE_ACTS),
      first: fc.integer({ min: 0, max: 30 }),
      length: fc.integer({ min: 0, max: 30 }),
    });
    fc.assert(
      fc.property(fc.array(span), fc.integer({ min: 0, max: 70 }), (spans, at) => {
        const powers = spans.map(({ act, first, length }) => ({
          act,
          from: addDays(start, first),
          endsOn: addDays(start, first + length),
        }));
        const sees = spans.some(
          ({ act, first, length }) => act === 'view' && first <= at && at < first + length,
        );
        const given = representationsOn([{ fileNumber: 'x', powers }], addDays(start, at), []);
        expect(given.length > 0).toBe(sees);
      }),
    );
  });
});
