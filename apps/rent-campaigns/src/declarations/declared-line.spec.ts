import { localDate } from '@passerelle/kernel';

import { completed, declarationFaults, rentOf } from './declared-line.js';

describe('the rent', () => {
  it('is in one member, or the same in both', () => {
    expect(rentOf(100, null)).toBe(100);
    expect(rentOf(null, 0)).toBe(0);
    expect(rentOf(100, 100)).toBe(100);
    expect(rentOf(100, 101)).toEqual({ field: 'rent', code: 'rents-disagree' });
    expect(rentOf(null, null)).toEqual({ field: 'rentCents', code: 'rent-required' });
  });
});

const GIVEN = {
  fileNumber: '0000001',
  lastName: ' Martin ',
  landlordSiret: '00000001800010',
  dwellingRef: 'bat a  1',
  referenceYear: 2023,
  sharedTenancy: false,
  status: 'present',
} as const;

describe('completed', () => {
  it('has a value for every absent member', () => {
    expect(completed({}, 1, null)).toEqual({
      fileNumber: '',
      lastName: '',
      birthDate: null,
      landlordSiret: '',
      dwellingRef: '',
      referenceYear: 0,
      rentCents: 1,
      chargesCents: null,
      sharedTenancy: false,
      tenantShareCents: null,
      cotenants: null,
      tenantStatus: 'present',
      statusOn: null,
      arrearsCents: null,
      arrearsSince: null,
    });
  });

  it('makes a first version of the given members', () => {
    expect(completed(GIVEN, 60_000, null)).toMatchObject({
      lastName: 'Martin',
      dwellingRef: 'BAT A 1',
      tenantStatus: 'present',
      birthDate: null,
    });
  });

  it('corrects the given members, and null deletes a value', () => {
    const before = completed(
      { ...GIVEN, chargesCents: 5_000, birthDate: localDate('1980-01-01') },
      1,
      null,
    );
    expect(completed({ chargesCents: null }, 2, before)).toEqual({
      ...before,
      rentCents: 2,
      chargesCents: null,
    });
  });
});

it('a declaration is refused for the number of the landlord and for its day', () => {
  const arrival = {
    campaign: {
      referenceYear: 2023,
      opensOn: localDate('2023-08-01'),
      suspensionOn: localDate('2024-01-15'),
      closesOn: localDate('2024-03-31'),
      correctionEndsOn: localDate('2024-06-30'),
    },
    channel: 'online',
    today: localDate('2024-04-01'),
  } as const;
  const line = completed({ ...GIVEN, landlordSiret: '00000001800011' }, 1, null);
  expect(
    declarationFaults(line, arrival, arrival.today, '00000001800010').map(({ code }) => code),
  ).toEqual(['siret', 'foreign-landlord', 'outside-campaign']);
  const own = completed(GIVEN, 1, null);
  const inTime = localDate('2024-03-31');
  expect(declarationFaults(own, arrival, inTime, own.landlordSiret)).toEqual([]);
  expect(declarationFaults(own, arrival, inTime, null)).toEqual([]);
});
