import {
  addDays,
  daysBetween,
  latest,
  type LocalDate,
  localDate as day,
  NATIONAL_CALENDAR,
} from '@passerelle/kernel';
import fc from 'fast-check';

import { LastDay } from '../time-limits/last-day.js';
import {
  type AppealClock,
  appealClock as clockWith,
  type AppealClockFacts,
} from './appeal-clock.js';

const ROLLED = new LastDay({ rolls: true, franc: false }, NATIONAL_CALENDAR);
const RUNS = { numRuns: 1_000 };

function appealClock(facts: AppealClockFacts, today: LocalDate): AppealClock {
  return clockWith(facts, today, ROLLED);
}

/** The worked example of domain M3. */
const example: AppealClockFacts = {
  appealDeadline: day('2024-03-15'),
  remediesPrinted: null,
  awaitingDecision: false,
  admissibilityNotifiedOn: day('2024-02-09'),
  communicatedToPersonOn: day('2024-03-27'),
  communicatedToServiceOn: day('2024-03-29'),
  recommendationIssued: true,
  endedOn: null,
  courtSeizedOn: null,
};
const open = { ...example, communicatedToPersonOn: null, communicatedToServiceOn: null };
const waiting = { ...open, admissibilityNotifiedOn: null, awaitingDecision: true };

describe('appealClock', () => {
  it('counts the worked example: 49 days, 3 May 2024', () => {
    expect(appealClock(example, day('2024-04-01'))).toEqual({
      deadline: '2024-03-15',
      suspendedFrom: '2024-02-09',
      resumedOn: '2024-03-29',
      daysSuspended: 49,
      newDeadline: '2024-05-03',
      lastDay: '2024-05-03',
      unrolledDeadline: null,
      daysLeft: 32,
      status: 'resumed',
      toBeConfirmed: null,
    });
  });

  it.each<[string, AppealClockFacts, string, object]>([
    [
      'without a deadline',
      { ...example, appealDeadline: null },
      '2024-04-01',
      { status: 'no_deadline', deadline: null, daysLeft: null, daysSuspended: 0 },
    ],
    [
      'unsafe before the notification: the days run',
      waiting,
      '2024-02-08',
      { status: 'unsafe', daysLeft: 36, suspendedFrom: null, daysSuspended: 0 },
    ],
    ['unsafe to its last day', waiting, '2024-03-15', { status: 'unsafe', daysLeft: 0 }],
    ['expired while waiting', waiting, '2024-03-16', { status: 'expired', daysLeft: 0 }],
    [
      'redirected or inadmissible: never suspended',
      { ...waiting, awaitingDecision: false },
      '2024-02-20',
      { status: 'running', suspendedFrom: null, newDeadline: null, daysLeft: 24 },
    ],
    [
      'suspended: what is left stays left',
      open,
      '2024-03-29',
      {
        status: 'suspended',
        suspendedFrom: '2024-02-09',
        daysSuspended: 49,
        daysLeft: 35,
        newDeadline: null,
      },
    ],
    [
      'communicated to the person only',
      { ...open, communicatedToPersonOn: day('2024-03-01') },
      '2024-03-29',
      { status: 'suspended', resumedOn: null },
    ],
    [
      'communicated to the service only',
      { ...open, communicatedToServiceOn: day('2024-03-01') },
      '2024-03-29',
      { status: 'suspended', resumedOn: null },
    ],
    ['on the new last day', example, '2024-05-03', { status: 'resumed', daysLeft: 0 }],
    ['after the new last day', example, '2024-05-04', { status: 'expired', daysLeft: 0 }],
    [
      'notified on the last day',
      { ...open, admissibilityNotifiedOn: day('2024-03-15') },
      '2024-03-20',
      { status: 'suspended', daysLeft: 0 },
    ],
    [
      'notified a day too late: not revived',
      { ...example, admissibilityNotifiedOn: day('2024-03-16') },
      '2024-04-01',
      { status: 'expired', suspendedFrom: null, daysSuspended: 0, newDeadline: null },
    ],
    [
      'court seized while suspended',
      { ...open, courtSeizedOn: day('2024-02-19') },
      '2024-03-01',
      {
        status: 'court_seized',
        resumedOn: '2024-02-19',
        daysSuspended: 10,
        newDeadline: '2024-03-25',
      },
    ],
    [
      'court seized before the decision',
      { ...waiting, awaitingDecision: false, courtSeizedOn: day('2024-02-05') },
      '2024-02-06',
      { status: 'court_seized', suspendedFrom: null, newDeadline: null },
    ],
    [
      'court found out to be seized before the notification',
      { ...open, courtSeizedOn: day('2024-02-01') },
      '2024-03-01',
      { status: 'court_seized', daysSuspended: 0, newDeadline: '2024-03-15' },
    ],
    [
      'suspended from a later day',
      open,
      '2024-02-01',
      { status: 'suspended', daysSuspended: 0, daysLeft: 35 },
    ],
    [
      'withdrawn before the notification was recorded',
      { ...open, endedOn: day('2024-02-05') },
      '2024-02-20',
      { status: 'resumed', resumedOn: '2024-02-09', daysSuspended: 0, newDeadline: '2024-03-15' },
    ],
    [
      'withdrawn',
      { ...open, endedOn: day('2024-02-14') },
      '2024-02-20',
      { status: 'resumed', daysSuspended: 5, newDeadline: '2024-03-20' },
    ],
  ])('%s', (_name, facts, today, expected) => {
    expect(appealClock(facts, day(today))).toMatchObject(expected);
  });

  it.each([
    ['with a recommendation', example, false],
    ['closed without', { ...example, recommendationIssued: false }, true],
    ['withdrawn', { ...open, endedOn: day('2024-02-14') }, true],
    ['court seized', { ...open, courtSeizedOn: day('2024-02-19') }, true],
    ['still suspended', open, false],
  ])('asks the legal service to confirm: %s', (_name, facts, asked) => {
    expect(appealClock(facts, day('2024-04-01')).toBeConfirmed !== null).toBe(asked);
  });

  it('names the point to confirm in both languages', () => {
    const closed = { ...example, recommendationIssued: false };
    expect(appealClock(closed, day('2024-04-01')).toBeConfirmed).toEqual({
      fr: expect.stringContaining('sans recommandation') as string,
      en: expect.stringContaining('without a recommendation') as string,
    });
    const seized = { ...open, courtSeizedOn: day('2024-02-19') };
    expect(appealClock(seized, day('2024-04-01')).toBeConfirmed).toEqual({
      fr: expect.stringContaining('saisine du tribunal') as string,
      en: expect.stringContaining('court action') as string,
    });
  });

  describe('never expires where the limits were not printed (domain M3.6)', () => {
    const printed = (remediesPrinted: boolean | null, facts: AppealClockFacts) => ({
      ...facts,
      remediesPrinted,
    });

    it.each<[string, AppealClockFacts, string]>([
      ['past the recorded day', waiting, '2024-06-01'],
      ['without a recorded day', { ...waiting, appealDeadline: null }, '2024-06-01'],
      ['while suspended', open, '2024-03-29'],
      ['past the new last day', example, '2024-06-01'],
      [
        'notified too late',
        { ...example, admissibilityNotifiedOn: day('2024-03-16') },
        '2024-06-01',
      ],
    ])('%s', (_name, facts, today) => {
      expect(appealClock(printed(false, facts), day(today))).toMatchObject({
        status: 'not_enforceable',
        newDeadline: null,
        lastDay: null,
        daysLeft: null,
      });
    });

    it('keeps the days of the suspension as facts', () => {
      expect(appealClock(printed(false, example), day('2024-06-01'))).toMatchObject({
        deadline: '2024-03-15',
        suspendedFrom: '2024-02-09',
        resumedOn: '2024-03-29',
        daysSuspended: 49,
      });
    });

    it('yields to a court: the person has used the remedy', () => {
      const seized = { ...open, courtSeizedOn: day('2024-02-19') };
      expect(appealClock(printed(false, seized), day('2024-03-01')).status).toBe('court_seized');
    });

    it.each([true, null])('printed %p: counts as before', (remediesPrinted) => {
      const clock = appealClock(printed(remediesPrinted, example), day('2024-06-01'));
      expect(clock).toEqual(appealClock(example, day('2024-06-01')));
      expect(clock.status).toBe('expired');
    });
  });

  const days = fc.nat({ max: 400 });
  const START = day('2023-06-01');

  it('keeps the same days left before and after the suspension', () => {
    fc.assert(
      fc.property(days, days, days, days, (left, toPerson, toService, later) => {
        const notifiedOn = START;
        const deadline = addDays(notifiedOn, left);
        const person = addDays(notifiedOn, toPerson);
        const service = addDays(notifiedOn, toService);
        const facts = {
          ...example,
          appealDeadline: deadline,
          admissibilityNotifiedOn: notifiedOn,
          communicatedToPersonOn: person,
          communicatedToServiceOn: service,
        };
        const resumedOn = latest(person, service);
        const today = addDays(resumedOn, later);
        const clock = appealClock(facts, today);
        const unrolled = clock.unrolledDeadline ?? clock.newDeadline ?? deadline;
        expect(clock.resumedOn).toBe(resumedOn);
        expect(unrolled).toBe(addDays(deadline, clock.daysSuspended));
        expect(daysBetween(resumedOn, unrolled)).toBe(left);
        expect(clock.newDeadline).toBe(NATIONAL_CALENDAR.nextWorkingDay(unrolled));
        expect(clock.lastDay).toBe(clock.newDeadline);
        const rolled = clock.newDeadline ?? deadline;
        expect(clock.daysLeft).toBe(Math.max(0, daysBetween(today, rolled)));
        expect(clock.status).toBe(today > rolled ? 'expired' : 'resumed');
        // The result may reach the two parties in either order.
        const swapped = {
          ...facts,
          communicatedToPersonOn: service,
          communicatedToServiceOn: person,
        };
        expect(appealClock(swapped, today)).toEqual(clock);
      }),
      RUNS,
    );
  });

  it('loses a day for each day before the notification, and no day while suspended', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 60 }), days, (left, spent, passed) => {
        const notifiedOn = addDays(START, spent);
        const facts = {
          ...open,
          appealDeadline: addDays(notifiedOn, left),
          admissibilityNotifiedOn: notifiedOn,
        };
        const before = appealClock(
          { ...facts, admissibilityNotifiedOn: null, awaitingDecision: true },
          START,
        );
        const suspended = appealClock(facts, addDays(notifiedOn, passed));
        const moved = daysBetween(
          facts.appealDeadline,
          NATIONAL_CALENDAR.nextWorkingDay(facts.appealDeadline),
        );
        expect(before.daysLeft).toBe(left + spent + moved);
        expect(suspended).toMatchObject({ daysLeft: left, daysSuspended: passed });
      }),
      RUNS,
    );
  });

  it('never shortens a limit', () => {
    fc.assert(
      fc.property(days, days, days, (deadline, notified, communicated) => {
        const facts = {
          ...example,
          appealDeadline: addDays(START, deadline),
          admissibilityNotifiedOn: addDays(START, notified),
          communicatedToPersonOn: addDays(START, communicated),
          communicatedToServiceOn: addDays(START, communicated),
        };
        const clock = appealClock(facts, addDays(START, 800));
        expect(clock.daysSuspended).toBeGreaterThanOrEqual(0);
        expect((clock.lastDay ?? facts.appealDeadline) >= facts.appealDeadline).toBe(true);
      }),
      RUNS,
    );
  });
});
