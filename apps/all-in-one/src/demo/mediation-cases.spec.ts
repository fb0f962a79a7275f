import { type LocalDate, NATIONAL_CALENDAR } from '@passerelle/kernel';

import { type DemoCase, type DemoStep, mediationCases } from './mediation-cases.js';
import { NOT_OPENED_BY_GROUND, OPENED_BY_ORIGIN } from './mediation-figures.js';

const cases = mediationCases();
const opened = cases.filter((each) => openingOf(each) !== undefined);

/** The days on which a mediator does something. */
const WORK = ['notifiedOn', 'communicatedToPersonOn', 'communicatedToServiceOn', 'issuedOn'];

describe('mediationCases', () => {
  it('is the same year each time, and another one for another seed', () => {
    expect(mediationCases()).toEqual(cases);
    expect(mediationCases(1)).not.toEqual(cases);
  });

  it.each([1, 2, 3])('holds the figures of the webinar (seed %i)', (seed) => {
    const year = mediationCases(seed);
    const own = year.filter((each) => openingOf(each) !== undefined);
    expect(year).toHaveLength(720);
    expect(own).toHaveLength(328);
    expect(countBy(own, ({ referral }) => referral.origin)).toEqual(OPENED_BY_ORIGIN);
    const days = own.map(daysToOpening);
    expect((days.reduce((sum, each) => sum + each, 0) / 328).toFixed(2)).toBe('7.44');
    expect(year.flatMap(({ steps }) => steps).filter(named('recommendations'))).toHaveLength(3);
  });

  it('has a plausible spread of days to the decision', () => {
    const days = opened.map(daysToOpening).sort((a, b) => a - b);
    expect(days[0]).toBeGreaterThanOrEqual(1);
    expect(days[163]).toBeGreaterThanOrEqual(5);
    expect(days[163]).toBeLessThanOrEqual(7);
    expect(days[295]).toBeGreaterThanOrEqual(12);
    expect(days[295]).toBeLessThanOrEqual(15);
    expect(days.at(-1)).toBeLessThanOrEqual(32);
  });

  it('ends the 328 in the national shares of 2023', () => {
    const outcomes = countBy(
      opened,
      ({ steps }) => (steps.at(-1)!.body.outcome as string | undefined) ?? 'other',
    );
    expect(outcomes).toEqual({ revised: 127, maintained: 169, other: 32 });
    expect(opened.filter(({ steps }) => named('withdrawal')(steps.at(-1)!))).toHaveLength(13);
    expect(opened.filter(({ steps }) => named('court-seizure')(steps.at(-1)!))).toHaveLength(7);
  });

  it('has benefits and reasons in the national shares of 2023', () => {
    const benefits = countBy(opened, ({ referral }) => referral.subject.benefit);
    expect(benefits).toMatchObject({ housing: 118, rsa: 78, disability: 72 });
    const reasons = countBy(opened, ({ referral }) => referral.subject.reason);
    expect(reasons).toMatchObject({ unpaid_benefit: 128, misunderstanding: 95, overpayment: 82 });
  });

  it('gives every other case its ground', () => {
    const others = cases.filter((each) => openingOf(each) === undefined);
    const grounds = countBy(others, ({ steps }) => String(steps.at(-1)?.body.ground));
    expect(grounds).toEqual(NOT_OPENED_BY_GROUND);
    for (const { steps, referral } of others) {
      const { decision, ground } = steps.at(-1)!.body;
      expect(['inadmissible', 'redirected']).toContain(decision);
      expect(referral.courtSeized).toBe(ground === 'court_seized');
      if (ground === 'no_prior_claim') expect(referral.priorClaim).toBeNull();
      if (ground === 'unclear_subject') expect(steps[0]!.body.decision).toBe('more_information');
    }
  });

  it('lets every case happen in order, on days when people work', () => {
    for (const { referral, steps } of cases) {
      const { receivedOn, priorClaim, appealDeadline } = referral;
      expect(receivedOn.startsWith('2023-')).toBe(true);
      if (priorClaim !== null) expect(priorClaim.madeOn < receivedOn).toBe(true);
      if (appealDeadline !== undefined) expect(appealDeadline > receivedOn).toBe(true);
      const days = [receivedOn, ...steps.flatMap(daysOf)];
      expect([...days].sort()).toEqual(days);
      expect(days.at(-1)! <= '2024-03-28').toBe(true);
    }
    const work = cases
      .flatMap(({ steps }) => steps.flatMap(members))
      .flatMap(([name, day]) => (WORK.includes(name) ? [day] : []));
    expect(
      [...new Set(work)].filter((day) => !NATIONAL_CALENDAR.isWorkingDay(day as LocalDate)),
    ).toEqual([]);
  });

  it('opens no case without a prior claim', () => {
    for (const { referral } of opened) {
      expect(referral.priorClaim).not.toBeNull();
      expect(referral.courtSeized).toBe(false);
    }
  });

  it('arrives in order, under file numbers nobody has', () => {
    const days = cases.map(({ referral }) => referral.receivedOn);
    expect([...days].sort()).toEqual(days);
    const numbers = cases.map(({ referral }) => referral.fileNumber);
    expect(new Set(numbers).size).toBe(720);
    expect(numbers.every((number) => /^0000[0-7]\d\d$/.test(number))).toBe(true);
  });

  it('uses the online procedure only once there was one', () => {
    const online = cases.filter(({ referral }) => referral.channel === 'online');
    expect(online.length).toBeGreaterThan(50);
    expect(online.every(({ referral }) => referral.receivedOn >= '2023-06-05')).toBe(true);
  });

  it('is shared by two mediators', () => {
    const shares = countBy(cases, ({ mediator }) => mediator);
    expect(Object.keys(shares).sort()).toEqual(['mediator', 'mediator_2']);
    expect(Math.min(...Object.values(shares))).toBeGreaterThan(250);
  });
});

function openingOf({ steps }: DemoCase): string | undefined {
  const opening = steps.find(({ body }) => body.decision === 'admissible');
  return opening?.body.notifiedOn as string | undefined;
}

function daysToOpening(each: DemoCase): number {
  return (Date.parse(openingOf(each)!) - Date.parse(each.referral.receivedOn)) / 86_400_000;
}

function named(path: string): (step: DemoStep) => boolean {
  return (step) => step.path === path;
}

/** The days of a step in the order in which they must follow each other; what is due comes by itself. */
function daysOf(step: DemoStep): string[] {
  return members(step)
    .filter(([name]) => !/due/i.test(name))
    .map(([, day]) => day);
}

function members({ body, then }: DemoStep): [string, string][] {
  const own = Object.entries(body).filter(([name]) => name.endsWith('On')) as [string, string][];
  return then === undefined ? own : [...own, ...members(then)];
}

function countBy<T>(items: readonly T[], keyOf: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[keyOf(item)] = (counts[keyOf(item)] ?? 0) + 1;
  return counts;
}
