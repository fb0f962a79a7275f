import fc from 'fast-check';

import {
  addDays,
  addMonths,
  type Holiday,
  type LocalDate,
  localDate,
  NATIONAL_CALENDAR,
  NATIONAL_HOLIDAYS,
  WorkingCalendar,
} from '@passerelle/kernel';

import {
  arrears,
  arrearsThreshold,
  cotenantChange,
  death,
  departure,
  managementEnd,
  type Report,
  reportLimitOf,
  type TenancyAmounts,
} from './legal-clocks.js';

const report = (occurredOn: string, reportedOn: string, hindered = false): Report => ({
  occurredOn: localDate(occurredOn),
  reportedOn: localDate(reportedOn),
  hindered,
});

/** The limit as a landlord reads it. */
const limitOf = (event: Report, calendar: WorkingCalendar | null = NATIONAL_CALENDAR) =>
  reportLimitOf({ ...event, ...departure(event) }, calendar);

describe('departure (L823-6, D823-15, R823-14)', () => {
  it.each([
    // occurred, reported, hindered → due, late
    // 12 November 2023 is a Sunday: the Monday is in time.
    ['2023-10-12', '2023-11-12', false, '2023-11-13', false],
    ['2023-10-12', '2023-11-13', false, '2023-11-13', false],
    ['2023-10-12', '2023-11-14', false, '2023-11-13', true],
    ['2023-10-12', '2023-11-14', true, '2023-12-12', false],
    ['2023-10-12', '2023-12-13', true, '2023-12-12', true],
    // A month from the 31st ends on the last day of a shorter month.
    ['2023-01-31', '2023-02-28', false, '2023-02-28', false],
    ['2024-01-31', '2024-03-01', false, '2024-02-29', true],
  ])('on %s, reported on %s, hindered %s: due %s, late %s', (on, reported, hindered, due, late) => {
    expect(limitOf(report(on, reported, hindered))).toMatchObject({ reportDueOn: due, late });
  });

  it.each([
    ['2023-10-12', '2023-10-31', '2023-11-01'],
    ['2023-10-31', '2023-10-31', '2023-11-01'],
    ['2024-02-01', '2024-02-29', '2024-03-01'],
    ['2023-12-31', '2023-12-31', '2024-01-01'],
  ])('on %s the right lasts until %s', (on, last, effective) => {
    expect(departure(report(on, on))).toMatchObject({
      lastDayOfRight: last,
      effectiveOn: effective,
    });
  });

  it('the right ends in the month of the departure, never before the departure', () => {
    const days = fc.integer({ min: 0, max: 4_000 }).map((n) => addDays(localDate('2020-01-01'), n));
    fc.assert(
      fc.property(days, (day) => {
        const { lastDayOfRight, effectiveOn } = departure(report(day, day));
        expect(lastDayOfRight! >= day).toBe(true);
        expect(lastDayOfRight!.slice(0, 7)).toBe(day.slice(0, 7));
        expect(effectiveOn).toBe(addDays(lastDayOfRight!, 1));
      }),
    );
  });
});

describe('death (R823-13)', () => {
  it('of the beneficiary ends the right on the first day of the following month', () => {
    expect(death(report('2023-12-05', '2023-12-20'), 'beneficiary')).toEqual({
      reportDueOn: '2024-01-05',
      lastDayOfRight: '2023-12-31',
      effectiveOn: '2024-01-01',
    });
  });

  it.each(['spouse', 'dependant'] as const)(
    'of a %s changes the right from the following month',
    (deceased) => {
      expect(death(report('2023-12-05', '2023-12-20'), deceased)).toMatchObject({
        lastDayOfRight: null,
        effectiveOn: '2024-01-01',
      });
    },
  );
});

describe('end of management and change of co-tenants', () => {
  it('leave the right unchanged', () => {
    expect(managementEnd(report('2023-09-30', '2023-11-02'))).toEqual({
      reportDueOn: '2023-10-30',
      lastDayOfRight: null,
      effectiveOn: '2023-10-01',
    });
    expect(cotenantChange(report('2023-09-30', '2024-09-30'))).toEqual({
      reportDueOn: null,
      lastDayOfRight: null,
      effectiveOn: '2023-10-01',
    });
  });
});

describe('arrears (R824-1, R824-4, R824-7)', () => {
  const amounts = (aidPaidTo: 'tenant' | 'landlord', aidCents = 25_000): TenancyAmounts => ({
    rentCents: 60_000,
    chargesCents: 5_000,
    aidCents,
    aidPaidTo,
  });
  const owed = (debtCents: number, reportedOn: string) => ({
    debtCents,
    reachedOn: localDate('2023-09-15'),
    reportedOn: reportedOn as LocalDate,
  });

  it.each([
    ['tenant', 25_000, 130_000],
    ['landlord', 25_000, 80_000],
    ['landlord', 0, 130_000],
    // An aid above the rent leaves the charges to pay.
    ['landlord', 70_000, 10_000],
  ] as const)('600 + 50 with the aid paid to the %s (%i): %i', (payee, aid, threshold) => {
    expect(arrearsThreshold(amounts(payee, aid))).toBe(threshold);
  });

  it.each([
    // payee, debt, reported → constituted, due, late
    ['landlord', 79_999, '2023-09-20', false, null, false],
    ['landlord', 80_000, '2023-11-15', true, '2023-11-15', false],
    ['landlord', 80_000, '2023-11-16', true, '2023-11-15', true],
    ['tenant', 80_000, '2023-11-16', false, null, false],
    ['tenant', 130_000, '2024-11-16', true, null, false],
  ] as const)('%s, %i owed, reported %s', (payee, debt, reported, constituted, due, late) => {
    const effect = arrears(owed(debt, reported), amounts(payee));
    expect(effect.constituted).toBe(constituted);
    expect(
      reportLimitOf({ ...effect, reportedOn: localDate(reported) }, NATIONAL_CALENDAR),
    ).toMatchObject({ reportDueOn: due, late });
  });

  it('a plan is due six months after the report, for constituted arrears alone', () => {
    expect(arrears(owed(80_000, '2023-10-31'), amounts('landlord')).planDueOn).toBe('2024-04-30');
    expect(arrears(owed(1, '2023-10-31'), amounts('landlord')).planDueOn).toBeNull();
  });

  it('are not constituted without a debt, even when nothing is due each month', () => {
    const free = { rentCents: 0, chargesCents: 0, aidCents: 0, aidPaidTo: 'tenant' as const };
    expect(arrears(owed(0, '2023-10-31'), free).constituted).toBe(false);
  });
});

describe('the limit of a report (domain R1.12)', () => {
  const due = (reportDueOn: string | null, reportedOn: string) => ({
    reportDueOn: reportDueOn === null ? null : localDate(reportDueOn),
    reportedOn: localDate(reportedOn),
  });

  it.each([
    ['a Sunday', '2023-11-12', '2023-11-13', '2023-11-13', '2023-11-12', false],
    ['a Saturday before a holiday', '2024-03-30', '2024-04-02', '2024-04-02', '2024-03-30', false],
    ['the day after it', '2024-03-30', '2024-04-03', '2024-04-02', '2024-03-30', true],
    ['a working day', '2023-11-14', '2023-11-14', '2023-11-14', null, false],
    ['no limit', null, '2030-01-01', null, null, false],
  ])('%s', (_, counted, reportedOn, reportDueOn, unrolledReportDueOn, late) => {
    expect(reportLimitOf(due(counted, reportedOn), NATIONAL_CALENDAR)).toEqual({
      reportDueOn,
      unrolledReportDueOn,
      late,
    });
  });

  it('does not move where this Caf says so', () => {
    expect(reportLimitOf(due('2023-11-12', '2023-11-13'), null)).toEqual({
      reportDueOn: '2023-11-12',
      unrolledReportDueOn: null,
      late: true,
    });
  });

  it('is the first working day from the day that the law counts, and no added holiday shortens it', () => {
    const START = localDate('2020-01-01');
    const anyDay = fc.nat({ max: 4_000 }).map((passed) => addDays(START, passed));
    fc.assert(
      fc.property(anyDay, fc.nat({ max: 90 }), anyDay, (occurredOn, later, added) => {
        const event = { occurredOn, reportedOn: addDays(occurredOn, later), hindered: false };
        const holiday: Holiday = {
          name: 'Jour exceptionnel',
          falls: { on: added },
          from: null,
          to: null,
          source: 'test',
        };
        const before = limitOf(event);
        const after = limitOf(event, new WorkingCalendar([...NATIONAL_HOLIDAYS, holiday]));
        const counted = addMonths(occurredOn, 1);
        expect(before.reportDueOn).toBe(NATIONAL_CALENDAR.nextWorkingDay(counted));
        expect(before.unrolledReportDueOn ?? before.reportDueOn).toBe(counted);
        expect(after.reportDueOn! >= before.reportDueOn!).toBe(true);
        expect(before.late || !after.late).toBe(true);
        expect(before.late).toBe(event.reportedOn > before.reportDueOn!);
      }),
      { numRuns: 1_000 },
    );
  });
});
