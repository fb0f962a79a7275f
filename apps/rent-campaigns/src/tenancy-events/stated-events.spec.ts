import { localDate } from '@passerelle/kernel';

import {
  type EventOnRecord,
  statedEvents,
  type TenancyStatement,
  unstated,
} from './stated-events.js';

const STATEMENT: TenancyStatement = {
  rentCents: 60_000,
  chargesCents: 5_000,
  tenantShareCents: null,
  tenantStatus: 'present',
  statusOn: null,
  arrearsCents: null,
  arrearsSince: null,
  endStatedOn: localDate('2023-11-20'),
  arrearsStatedOn: localDate('2023-11-21'),
  expectedChargesCents: 4_000,
  aidCents: 25_000,
  aidPaidTo: 'landlord',
};
const october = localDate('2023-10-12');

describe('the tenancy events that a line states', () => {
  it('are none for a tenant who is there and owes nothing', () => {
    expect(statedEvents(STATEMENT)).toEqual([]);
    expect(statedEvents({ ...STATEMENT, tenantStatus: 'unknown' })).toEqual([]);
  });

  it.each(['departed', 'deceased', 'management_end'] as const)(
    'are none for a tenancy that is %s on a day that nobody knows',
    (tenantStatus) => {
      expect(statedEvents({ ...STATEMENT, tenantStatus })).toEqual([]);
    },
  );

  it.each(['present', 'unknown'] as const)(
    'are none for a tenant who is %s since a day',
    (tenantStatus) => {
      expect(statedEvents({ ...STATEMENT, tenantStatus, statusOn: october })).toEqual([]);
    },
  );

  it.each([
    ['departed', 'departure', '2023-10-31'],
    ['deceased', 'death', '2023-10-31'],
    ['management_end', 'management_end', null],
  ] as const)('%s: a %s', (tenantStatus, kind, lastDayOfRight) => {
    expect(statedEvents({ ...STATEMENT, tenantStatus, statusOn: october })).toMatchObject([
      {
        kind,
        occurredOn: '2023-10-12',
        reportedOn: '2023-11-20',
        effect: { lastDayOfRight, reportDueOn: '2023-11-12' },
      },
    ]);
  });

  it('arrears, by the share of a shared tenancy', () => {
    const owing = { ...STATEMENT, arrearsCents: 40_000, arrearsSince: october };
    expect(statedEvents(owing)).toMatchObject([
      {
        kind: 'arrears',
        reportedOn: '2023-11-21',
        effect: { thresholdCents: 80_000, constituted: false },
      },
    ]);
    expect(statedEvents({ ...owing, tenantShareCents: 30_000 })).toMatchObject([
      // Two months after the second unpaid rent.
      { effect: { thresholdCents: 20_000, constituted: true, reportDueOn: '2024-01-12' } },
    ]);
    expect(statedEvents({ ...owing, chargesCents: null })).toMatchObject([
      { effect: { thresholdCents: 78_000 } },
    ]);
  });

  it('arrears of nothing, or since a day that nobody knows, are none', () => {
    expect(statedEvents({ ...STATEMENT, arrearsSince: october })).toEqual([]);
    expect(statedEvents({ ...STATEMENT, arrearsSince: october, arrearsCents: 0 })).toEqual([]);
    expect(statedEvents({ ...STATEMENT, arrearsCents: 40_000 })).toEqual([]);
  });

  it('both at once', () => {
    const both = {
      ...STATEMENT,
      tenantStatus: 'departed',
      statusOn: october,
      arrearsCents: 1,
      arrearsSince: october,
    } as const;
    expect(statedEvents(both).map(({ kind }) => kind)).toEqual(['departure', 'arrears']);
  });
});

describe('the events that a declaration does not state any more', () => {
  const left = { ...STATEMENT, tenantStatus: 'departed', statusOn: october } as const;
  const event: EventOnRecord = {
    id: 'event',
    kind: 'departure',
    occurredOn: october,
    lastDayOfRight: null,
    declarationId: 'own',
  };

  it.each([
    // on record, stated, cancelled
    ['the same departure', {}, left, 0],
    ['a departure on another day', { occurredOn: localDate('2023-10-13') }, left, 1],
    ['a death on that day', { kind: 'death' }, left, 1],
    ['a departure of a tenant who is there', {}, STATEMENT, 1],
    ['a departure that another declaration states', { declarationId: 'other' }, STATEMENT, 0],
    ['a departure that was reported by itself', { declarationId: null }, STATEMENT, 0],
  ] as const)('%s', (_, changes, statement, cancelled) => {
    expect(unstated('own', statedEvents(statement), [{ ...event, ...changes }])).toHaveLength(
      cancelled,
    );
  });
});
