import { dueTime, timeAfter } from './schedules.js';

const WEEKLY = '0 6 * * 2';
const NIGHTLY = '15 0 * * *';
const at = (text: string): Date => new Date(text);

describe('the time for which a task has to run', () => {
  it.each([
    // [what, missed, cron, settled until, now, due]
    ['before the first', 'latest', WEEKLY, '2026-12-01T05:00:00Z', '2026-12-08T04:59:59Z', null],
    [
      'at its time',
      'latest',
      WEEKLY,
      '2026-12-01T05:00:00Z',
      '2026-12-08T05:00:00Z',
      '12-08T05:00',
    ],
    ['later', 'latest', WEEKLY, '2026-12-01T05:00:00Z', '2026-12-10T12:00:00Z', '12-08T05:00'],
    ['settled', 'latest', WEEKLY, '2026-12-08T05:00:00Z', '2026-12-10T12:00:00Z', null],
    [
      'three missed',
      'latest',
      WEEKLY,
      '2026-11-24T05:00:00Z',
      '2026-12-18T12:00:00Z',
      '12-15T05:00',
    ],
    ['three missed', 'each', WEEKLY, '2026-11-24T05:00:00Z', '2026-12-18T12:00:00Z', '12-01T05:00'],
    [
      'the next of them',
      'each',
      WEEKLY,
      '2026-12-01T05:00:00Z',
      '2026-12-18T12:00:00Z',
      '12-08T05:00',
    ],
    ['all made up for', 'each', WEEKLY, '2026-12-15T05:00:00Z', '2026-12-18T12:00:00Z', null],
    // A clock that was set back, or another machine's that is ahead.
    [
      'settled in the future',
      'latest',
      NIGHTLY,
      '2027-01-01T00:00:00Z',
      '2026-12-18T12:00:00Z',
      null,
    ],
    [
      'settled in the future',
      'each',
      NIGHTLY,
      '2027-01-01T00:00:00Z',
      '2026-12-18T12:00:00Z',
      null,
    ],
  ] as const)('%s, %s', (_, missed, cron, settledUntil, now, due) => {
    const time = dueTime({ cron, missed }, at(settledUntil), at(now));
    expect(time?.toISOString().slice(5, 16) ?? null).toBe(due);
  });

  it('is a time in Paris, on both sides of the changes of summer time', () => {
    const times = ['2026-03-28T12:00:00Z', '2026-03-29T12:00:00Z', '2026-10-24T12:00:00Z'].map(
      (moment) => timeAfter(NIGHTLY, at(moment)).toISOString(),
    );
    expect(times).toEqual([
      '2026-03-28T23:15:00.000Z',
      '2026-03-29T22:15:00.000Z',
      '2026-10-24T22:15:00.000Z',
    ]);
  });

  it('comes once on the day with two hours from two to three', () => {
    const cron = '30 2 * * *';
    const first = timeAfter(cron, at('2026-10-24T12:00:00Z'));
    const second = timeAfter(cron, first);
    expect(second.toISOString().slice(0, 10)).toBe('2026-10-26');
  });
});
