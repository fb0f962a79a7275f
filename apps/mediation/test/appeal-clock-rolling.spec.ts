import {
  addDays,
  type Holiday,
  localDate as day,
  NATIONAL_CALENDAR,
  NATIONAL_HOLIDAYS,
  WorkingCalendar,
} from '@passerelle/kernel';
import fc from 'fast-check';

import { LastDay } from '../src/time-limits/last-day.js';
import { appealClock, type AppealClockFacts } from '../src/appeal-clock/appeal-clock.js';

const ROLLED = new LastDay({ rolls: true, franc: false }, NATIONAL_CALENDAR);
const UNROLLED = new LastDay({ rolls: false, franc: false }, NATIONAL_CALENDAR);

const undecided: AppealClockFacts = {
  appealDeadline: day('2026-10-30'),
  remediesPrinted: null,
  awaitingDecision: true,
  admissibilityNotifiedOn: null,
  communicatedToPersonOn: null,
  communicatedToServiceOn: null,
  recommendationIssued: true,
  endedOn: null,
  courtSeizedOn: null,
};

describe('appealClock rolls the last day to a working day (domain M3.7)', () => {
  // The decision gave 30 October 2026, a Friday.
  const autumn = {
    ...undecided,
    awaitingDecision: false,
    admissibilityNotifiedOn: day('2026-10-05'),
  };
  const communicated = (on: string, facts: AppealClockFacts = autumn) => ({
    ...facts,
    communicatedToPersonOn: day(on),
    communicatedToServiceOn: day(on),
  });
  const saturday = { ...undecided, appealDeadline: day('2026-11-14') };
  const notified = (on: string) => ({
    ...saturday,
    awaitingDecision: false,
    admissibilityNotifiedOn: day(on),
  });

  it.each<[string, AppealClockFacts, string, object]>([
    [
      'a Sunday',
      communicated('2026-10-14'),
      '2026-10-20',
      { newDeadline: '2026-11-09', unrolledDeadline: '2026-11-08', daysLeft: 20 },
    ],
    [
      'a holiday',
      communicated('2026-10-17'),
      '2026-10-20',
      { newDeadline: '2026-11-12', unrolledDeadline: '2026-11-11' },
    ],
    [
      'a working day stays',
      communicated('2026-10-15'),
      '2026-10-20',
      { newDeadline: '2026-11-09', unrolledDeadline: null },
    ],
    [
      'open on the rolled day',
      communicated('2026-10-14'),
      '2026-11-09',
      { status: 'resumed', daysLeft: 0 },
    ],
    ['over the day after', communicated('2026-10-14'), '2026-11-10', { status: 'expired' }],
    [
      'a recorded Saturday, on the Monday',
      saturday,
      '2026-11-16',
      {
        status: 'unsafe',
        deadline: '2026-11-14',
        lastDay: '2026-11-16',
        unrolledDeadline: '2026-11-14',
        daysLeft: 0,
        newDeadline: null,
      },
    ],
    ['a recorded Saturday, on the Tuesday', saturday, '2026-11-17', { status: 'expired' }],
    [
      'notified on the Monday after a Saturday: in time, its last day is kept',
      notified('2026-11-16'),
      '2026-11-20',
      { status: 'suspended', suspendedFrom: '2026-11-16', daysLeft: 0 },
    ],
    [
      'and the last day comes back at the end',
      communicated('2026-11-20', notified('2026-11-16')),
      '2026-11-20',
      { status: 'resumed', newDeadline: '2026-11-20', daysLeft: 0 },
    ],
    [
      'notified on the Sunday: the Monday is kept',
      communicated('2026-11-18', notified('2026-11-15')),
      '2026-11-18',
      { newDeadline: '2026-11-19', daysLeft: 1 },
    ],
    [
      'notified on the Tuesday: too late',
      notified('2026-11-17'),
      '2026-11-20',
      { status: 'expired', suspendedFrom: null, lastDay: '2026-11-16' },
    ],
    [
      'expired before receipt',
      { ...undecided, appealDeadline: day('2026-10-01') },
      '2026-11-20',
      { status: 'expired', deadline: '2026-10-01', daysLeft: 0 },
    ],
  ])('%s', (_name, facts, today, expected) => {
    expect(appealClock(facts, day(today), ROLLED)).toMatchObject(expected);
  });

  it('is a parameter of the remedy', () => {
    const facts = communicated('2026-10-14');
    expect(appealClock(facts, day('2026-10-20'), UNROLLED)).toMatchObject({
      newDeadline: '2026-11-08',
      unrolledDeadline: null,
    });
  });

  it('counts one day more where the limit is franc, once', () => {
    const franc = new LastDay({ rolls: true, franc: true }, NATIONAL_CALENDAR);
    expect(appealClock(communicated('2026-10-13'), day('2026-10-20'), franc)).toMatchObject({
      newDeadline: '2026-11-09',
      unrolledDeadline: '2026-11-08',
    });
    expect(
      appealClock({ ...undecided, appealDeadline: day('2026-11-17') }, day('2026-11-18'), franc),
    ).toMatchObject({ status: 'unsafe', lastDay: '2026-11-18', unrolledDeadline: null });
  });
});

it('never shortens a limit when a holiday is added', () => {
  const START = day('2023-06-01');
  const days = fc.nat({ max: 400 });
  const holiday = days.map((passed): Holiday => ({
    name: 'Jour exceptionnel',
    falls: { on: addDays(START, passed) },
    from: null,
    to: null,
    source: 'test',
  }));
  fc.assert(
    fc.property(
      days,
      days,
      days,
      fc.array(holiday, { maxLength: 100 }),
      holiday,
      (left, notified, communicated, known, added) => {
        const facts = {
          ...undecided,
          awaitingDecision: false,
          appealDeadline: addDays(START, left),
          admissibilityNotifiedOn: addDays(START, notified),
          communicatedToPersonOn: addDays(START, notified + communicated),
          communicatedToServiceOn: addDays(START, notified + communicated),
        };
        const on = (rows: readonly Holiday[]) => {
          const calendar = new WorkingCalendar([...NATIONAL_HOLIDAYS, ...rows]);
          const lastDay = new LastDay({ rolls: true, franc: false }, calendar);
          return appealClock(facts, addDays(START, 2_000), lastDay);
        };
        const [before, after] = [on(known), on([...known, added])];
        expect(after.lastDay! >= before.lastDay!).toBe(true);
        expect(after.deadline).toBe(before.deadline);
      },
    ),
    { numRuns: 1_000 },
  );
});
