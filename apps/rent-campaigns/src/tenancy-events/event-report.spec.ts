import { localDate } from '@passerelle/kernel';

import { effectOf, type EventReport, type KnownTenancy, reportFaults } from './event-report.js';

const TODAY = localDate('2023-11-20');
const REPORT: EventReport = {
  kind: 'departure',
  occurredOn: localDate('2023-10-12'),
  reportedOn: TODAY,
  deceased: null,
  hindrance: null,
  cotenants: null,
  tenantShareCents: null,
  arrearsCents: null,
};
const TENANCY: KnownTenancy = {
  leaseStartsOn: localDate('2020-03-01'),
  rentCents: 60_000,
  chargesCents: 5_000,
  aidCents: 25_000,
  aidPaidTo: 'landlord',
};
const faults = (report: object, tenancy: object = {}) =>
  reportFaults({ ...REPORT, ...report }, { ...TENANCY, ...tenancy }, TODAY).map(
    ({ field, code }) => `${field} ${code}`,
  );

describe('a report', () => {
  it.each([
    ['a departure', {}, []],
    ['an event of today', { occurredOn: '2023-11-20' }, []],
    ['an event on the first day of the lease', { occurredOn: '2020-03-01' }, []],
    ['an event of tomorrow', { occurredOn: '2023-11-21' }, ['occurredOn date-in-future']],
    ['a report of tomorrow', { reportedOn: '2023-11-21' }, ['reportedOn date-in-future']],
    ['an event before the lease', { occurredOn: '2020-02-29' }, ['occurredOn before-lease']],
    ['a death without the person', { kind: 'death' }, ['deceased deceased-required']],
    ['a death', { kind: 'death', deceased: 'spouse' }, []],
    ['a departure with a dead person', { deceased: 'spouse' }, ['deceased deceased-unexpected']],
    [
      'a change of co-tenants without their number',
      { kind: 'cotenant_change' },
      ['cotenants cotenants-required'],
    ],
    ['a change of co-tenants', { kind: 'cotenant_change', cotenants: 3 }, []],
    [
      'a departure with a number of co-tenants',
      { cotenants: 3 },
      ['cotenants cotenants-unexpected'],
    ],
    ['arrears without a sum', { kind: 'arrears' }, ['arrearsCents arrears-required']],
    ['arrears', { kind: 'arrears', arrearsCents: 80_000 }, []],
    ['a departure with a debt', { arrearsCents: 80_000 }, ['arrearsCents arrears-unexpected']],
  ])('%s', (_, report, expected) => {
    expect(faults(report)).toEqual(expected);
  });

  it('of arrears needs the rent, from the report or from the roster', () => {
    expect(faults({ kind: 'arrears', arrearsCents: 1 }, { rentCents: null })).toEqual([
      'rentCents rent-required',
    ]);
  });
});

it('of a tenancy without a known lease may be of any day', () => {
  expect(faults({ occurredOn: '2001-01-01' }, { leaseStartsOn: null })).toEqual([]);
});

describe('its effect', () => {
  it.each([
    ['departure', {}, { reportDueOn: '2023-11-12', lastDayOfRight: '2023-10-31' }],
    ['departure', { hindrance: 'Hospitalisation' }, { reportDueOn: '2023-12-12' }],
    ['death', { deceased: 'beneficiary' }, { lastDayOfRight: '2023-10-31' }],
    ['death', { deceased: 'spouse' }, { lastDayOfRight: null, effectiveOn: '2023-11-01' }],
    ['management_end', {}, { lastDayOfRight: null }],
    ['cotenant_change', { cotenants: 2 }, { reportDueOn: null, effectiveOn: '2023-11-01' }],
    [
      'arrears',
      { arrearsCents: 80_000 },
      { thresholdCents: 80_000, constituted: true, reportDueOn: '2023-12-12' },
    ],
  ])('%s %p', (kind, report, expected) => {
    const complete = { ...REPORT, kind, ...report } as EventReport;
    expect(effectOf(complete, TENANCY)).toMatchObject(expected);
  });
});
