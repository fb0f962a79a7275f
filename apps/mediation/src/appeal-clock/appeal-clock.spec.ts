import { addDays, daysBetween, latest, localDate as day } from '@passerelle/kernel';
import fc from 'fast-check';

import { appealClock, type AppealClockFacts } from './appeal-clock.js';

/** The worked example of domain M3. */
const example: AppealClockFacts = {
  appealDeadline: day('2024-03-15'),
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
        const clock = appealClock(facts, addDays(resumedOn, later));
        expect(clock.resumedOn).toBe(resumedOn);
        expect(clock.newDeadline).toBe(addDays(deadline, clock.daysSuspended));
        expect(daysBetween(resumedOn, clock.newDeadline ?? deadline)).toBe(left);
        expect(clock.daysLeft).toBe(Math.max(0, left - later));
        expect(clock.status).toBe(later > left ? 'expired' : 'resumed');
        // The result may reach the two parties in either order.
        const swapped = {
          ...facts,
          communicatedToPersonOn: service,
          communicatedToServiceOn: person,
        };
        expect(appealClock(swapped, addDays(resumedOn, later))).toEqual(clock);
      }),
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
        expect(before.daysLeft).toBe(left + spent);
        expect(suspended).toMatchObject({ daysLeft: left, daysSuspended: passed });
      }),
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
        expect((clock.newDeadline ?? facts.appealDeadline) >= facts.appealDeadline).toBe(true);
      }),
    );
  });
});
