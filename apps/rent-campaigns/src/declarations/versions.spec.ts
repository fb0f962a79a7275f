import { localDate } from '@passerelle/kernel';

import type { RentLine } from './line.js';
import { acceptedOn, lineOf, repeats } from './versions.js';

const SEPTEMBER = localDate('2023-09-10');
const before = { firstDeclaredOn: SEPTEMBER, firstChannel: 'online', rectified: false } as const;

describe('an accepted version', () => {
  it('is the first one', () => {
    expect(acceptedOn(null, 2023, 'exchange', SEPTEMBER)).toEqual({
      firstDeclaredOn: SEPTEMBER,
      firstChannel: 'exchange',
      rectified: false,
    });
    const waited = { firstDeclaredOn: null, firstChannel: null, rectified: false };
    expect(acceptedOn(waited, 2023, 'paper', localDate('2024-02-01'))).toMatchObject({
      firstChannel: 'paper',
      rectified: false,
    });
  });

  it.each([
    ['2023-10-01', 'paper', '2023-09-10', 'online', false],
    ['2024-01-01', 'paper', '2023-09-10', 'online', true],
    ['2023-09-10', 'paper', '2023-09-10', 'online', false],
    // A letter that arrived before the online line, recorded after it.
    ['2023-08-20', 'paper', '2023-08-20', 'paper', false],
  ] as const)('after another, on %s by %s', (on, channel, first, firstChannel, rectified) => {
    expect(acceptedOn(before, 2023, channel, localDate(on))).toEqual({
      firstDeclaredOn: first,
      firstChannel,
      rectified,
    });
  });

  it('keeps an earlier rectification', () => {
    const rectified = { ...before, rectified: true };
    expect(acceptedOn(rectified, 2023, 'online', localDate('2023-12-01')).rectified).toBe(true);
  });
});

describe('repeats', () => {
  const line: RentLine = {
    fileNumber: '0000001',
    lastName: 'Martin',
    birthDate: null,
    landlordSiret: '00000001800010',
    dwellingRef: 'A1',
    referenceYear: 2023,
    rentCents: 60_000,
    chargesCents: null,
    sharedTenancy: false,
    tenantShareCents: null,
    cotenants: null,
    tenantStatus: 'present',
    statusOn: null,
    arrearsCents: null,
    arrearsSince: null,
  };

  it.each(['accepted', 'to_confirm'] as const)(
    'an equal line while the version is %s',
    (status) => {
      expect(repeats({ ...line, status }, { ...line })).toBe(true);
    },
  );

  it('neither a withdrawn line nor a line that differs in one member', () => {
    expect(repeats({ ...line, status: 'rejected' }, line)).toBe(false);
    for (const member of Object.keys(lineOf(line))) {
      expect(repeats({ ...line, status: 'accepted', [member]: 'other' }, line)).toBe(false);
    }
  });
});
