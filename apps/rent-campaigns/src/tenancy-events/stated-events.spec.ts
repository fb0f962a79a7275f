import { localDate } from '@passerelle/kernel';

import { type TenancyStatement, statedEvents } from './stated-events.js';

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

  it.each([
    ['departed', 'departure', '2023-10-31'],
    ['deceased', 'death', '2023-10-31'],
    ['management_end', 'management_end', null],
  ] as const)('%s: a %s', (tenantStatus, kind, lastDayOfRight) => {
    expect(statedEvents({ ...STATEMENT, tenantStatus, statusOn: october })).toMatchObject([
      { kind, occurredOn: '2023-10-12', effect: { lastDayOfRight, late: true } },
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
