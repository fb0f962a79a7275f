import fc from 'fast-check';

import { localDate } from '@passerelle/kernel';

import { FileCalendar, readItem } from './import-line.js';

const calendar = new FileCalendar(localDate('2024-03-28'));
const GOOD = { itemId: 'M-1', category: 'mail', receivedOn: '2024-03-06' };

const faultsOf = (line: unknown): string[] => {
  const item = readItem(line, calendar);
  return Array.isArray(item) ? item.map(({ field, code }) => `${String(field)}: ${code}`) : [];
};

describe('readItem', () => {
  it('reads the whole state of an item, absent members included', () => {
    expect(readItem(GOOD, calendar)).toEqual({
      ...GOOD,
      startedAt: null,
      completedAt: null,
      urgent: false,
      resumed: false,
      automatic: false,
    });
    expect(
      readItem(
        { ...GOOD, startedAt: '2024-03-21T09:30:00.25+01:00', completedAt: null, urgent: true },
        calendar,
      ),
    ).toMatchObject({ startedAt: '2024-03-21T08:30:00.250Z', completedAt: null, urgent: true });
  });

  it.each([
    [[], 'null: object'],
    ['text', 'null: object'],
    [{ ...GOOD, lastName: 'x' }, 'lastName: unknown-member'],
    [{ ...GOOD, 'Jeanne Martin': 'x' }, 'null: unknown-member'],
    [{ ...GOOD, itemId: undefined }, 'itemId: required'],
    [{ ...GOOD, itemId: 7 }, 'itemId: item-id'],
    [{ ...GOOD, itemId: 'Jeanne Martin' }, 'itemId: item-id'],
    [{ ...GOOD, itemId: 'x'.repeat(65) }, 'itemId: item-id'],
    [{ ...GOOD, category: undefined }, 'category: required'],
    [{ ...GOOD, category: 'toString' }, 'category: one-of'],
    [{ ...GOOD, receivedOn: undefined }, 'receivedOn: required'],
    [{ ...GOOD, receivedOn: '2024-02-30' }, 'receivedOn: day'],
    [{ ...GOOD, receivedOn: '2024-W10-3' }, 'receivedOn: day'],
    [{ ...GOOD, receivedOn: '1989-12-31' }, 'receivedOn: too-early'],
    [{ ...GOOD, receivedOn: '2024-03-29' }, 'receivedOn: in-future'],
    [{ ...GOOD, startedAt: '2024-03-21' }, 'startedAt: instant'],
    [{ ...GOOD, startedAt: '2024-02-30T08:00:00Z' }, 'startedAt: instant'],
    [{ ...GOOD, startedAt: '2024-03-21T08:00:00' }, 'startedAt: instant'],
    [{ ...GOOD, startedAt: '2024-03-28T23:00:00Z' }, 'startedAt: in-future'],
    [{ ...GOOD, startedAt: '2024-03-05T22:59:59Z' }, 'startedAt: before-receipt'],
    [{ ...GOOD, completedAt: '0001-01-01T00:00:00+14:00' }, 'completedAt: before-receipt'],
    [
      { ...GOOD, startedAt: '2024-03-21T08:00:00Z', completedAt: '2024-03-20T08:00:00Z' },
      'completedAt: before-start',
    ],
    [{ ...GOOD, urgent: 'yes' }, 'urgent: flag'],
    [{ ...GOOD, automatic: 1 }, 'automatic: flag'],
  ])('refuses %j', (line, expected) => {
    expect(faultsOf(line)).toEqual([expected]);
  });

  it('takes an item started within its day of arrival, or today, in Paris', () => {
    expect(faultsOf({ ...GOOD, startedAt: '2024-03-05T23:00:00Z' })).toEqual([]);
    expect(faultsOf({ ...GOOD, startedAt: '2024-03-28T22:59:59Z' })).toEqual([]);
  });

  it('names everything that is wrong at once', () => {
    expect(faultsOf({ itemId: '', category: 'x', receivedOn: 3, resumed: 'no' })).toEqual([
      'itemId: item-id',
      'category: one-of',
      'receivedOn: day',
      'resumed: flag',
    ]);
  });

  it('answers to any JSON whatever, and never repeats its values', () => {
    const secret = 'Zz-Jeanne-Martin-zZ';
    const value = fc.oneof(fc.jsonValue(), fc.constant(secret));
    const line = fc.oneof(
      fc.jsonValue(),
      fc.record(
        {
          itemId: value,
          category: value,
          receivedOn: value,
          startedAt: value,
          completedAt: value,
          urgent: value,
        },
        { requiredKeys: [] },
      ),
    );
    fc.assert(
      fc.property(line, (candidate) => {
        const item = readItem(candidate, calendar);
        if (!Array.isArray(item)) return;
        expect(item.length).toBeGreaterThan(0);
        expect(JSON.stringify(item)).not.toContain(secret);
      }),
      { numRuns: 1_000 },
    );
  });
});
