import { localDate } from '@passerelle/kernel';

import {
  eventChanges,
  type EventOnRecord,
  statedEvents,
  type TenancyStatement,
} from './stated-events.js';

const STATEMENT: TenancyStatement = {
  rentCents: 60_000,
  chargesCents: 5_000,
  tenantShareCents: null,
  tenantStatus: 'present',
  statusOn: null,
  arrearsCents: null,
  arrearsSince: null,
  declaredOn: localDate('2023-11-20'),
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
      { kind, occurredOn: '2023-10-12', effect: { lastDayOfRight, reportDueOn: '2023-11-12' } },
    ]);
  });

  it('arrears, by the share of a shared tenancy', () => {
    const owing = { ...STATEMENT, arrearsCents: 40_000, arrearsSince: october };
    expect(statedEvents(owing)).toMatchObject([
      { kind: 'arrears', effect: { thresholdCents: 80_000, constituted: false } },
    ]);
    expect(statedEvents({ ...owing, tenantShareCents: 30_000 })).toMatchObject([
      { effect: { thresholdCents: 20_000, constituted: true, reportDueOn: '2023-12-12' } },
    ]);
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

describe('the events that change with a declaration', () => {
  const event = (changes: Partial<EventOnRecord>): EventOnRecord => ({
    id: 'event',
    kind: 'departure',
    occurredOn: october,
    lastDayOfRight: null,
    arrearsCents: null,
    declarationId: 'own',
    ...changes,
  });
  const left = { tenantStatus: 'departed', statusOn: october } as const;
  const owes = { arrearsCents: 40_000, arrearsSince: october };
  const debt = { kind: 'arrears', arrearsCents: 40_000 } as const;
  const other = localDate('2023-10-13');

  it.each([
    // on record, stated by the line, cancelled, added
    ['nothing', [], {}, 0, []],
    ['nothing, of a departure', [], left, 0, ['departure']],
    ['the same departure', [event({})], left, 0, []],
    ['a departure reported by itself', [event({ declarationId: null })], left, 0, []],
    ['a departure that is not stated any more', [event({})], {}, 1, []],
    ['a departure on another day', [event({ occurredOn: other })], left, 1, ['departure']],
    ['a death on that day', [event({ kind: 'death' })], left, 1, ['departure']],
    ['the departure of another line', [event({ declarationId: 'other' })], {}, 0, []],
    ['a departure that was reported', [event({ declarationId: null })], {}, 0, []],
    ['the same arrears', [event(debt)], owes, 0, []],
    ['arrears of another sum', [event({ ...debt, arrearsCents: 1 })], owes, 0, ['arrears']],
    ['nothing, of a date without a debt', [], { arrearsSince: october }, 0, []],
    ['nothing, of a debt without a date', [], { arrearsCents: 40_000 }, 0, []],
    ['nothing, of a present tenant with a date', [], { ...left, tenantStatus: 'present' }, 0, []],
    ['nothing, of an unknown one with a date', [], { ...left, tenantStatus: 'unknown' }, 0, []],
    ['nothing, of a debt of 0', [], { ...owes, arrearsCents: 0 }, 0, []],
    ['arrears that are paid', [event(debt)], { ...owes, arrearsCents: 0 }, 1, []],
    ['a departure, of departure and debt', [event({})], { ...left, ...owes }, 0, ['arrears']],
  ] as const)('%s', (_, events, statement, cancelled, stated) => {
    const changes = eventChanges('own', { ...STATEMENT, ...statement }, events);
    expect(changes.cancelled).toEqual(cancelled === 0 ? [] : events);
    expect(changes.stated.map(({ kind }) => kind)).toEqual(stated);
  });
});
