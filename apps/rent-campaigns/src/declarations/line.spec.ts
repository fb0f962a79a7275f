import fc from 'fast-check';

import { type LocalDate, localDate } from '@passerelle/kernel';

import type { ExpectedTenancy } from '../roster/expected-tenancy.js';
import {
  ANOMALIES,
  anomaliesOf,
  type Arrival,
  arrivalFaults,
  type LineFault,
  lineFaults,
  rectifies,
  type RentLine,
  tenancyFaults,
} from './line.js';

const ARRIVAL: Arrival = {
  campaign: {
    referenceYear: 2023,
    opensOn: localDate('2023-08-01'),
    suspensionOn: localDate('2024-01-15'),
    closesOn: localDate('2024-03-31'),
    correctionEndsOn: localDate('2024-06-30'),
  },
  channel: 'online',
  today: localDate('2023-09-10'),
};
const LINE: RentLine = {
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
const shown = (faults: readonly LineFault[]) =>
  faults.map(({ field, code }) => `${String(field)} ${code}`);
const faults = (line: object) => shown(lineFaults({ ...LINE, ...line }, ARRIVAL));
const shared = { sharedTenancy: true, tenantShareCents: 30_000, cotenants: 2 };

describe('hard checks of a line', () => {
  it.each([
    ['a plain line', {}, []],
    ['no rent', { rentCents: 0 }, []],
    ['last year’s July', { referenceYear: 2022 }, ['referenceYear wrong-year']],
    ['euros taken for cents', { rentCents: 10_000_001 }, ['rentCents amount-too-large']],
    ['the highest amounts', { rentCents: 10_000_000, chargesCents: 10_000_000 }, []],
    [
      'charges in euros taken for cents',
      { chargesCents: 10_000_001 },
      ['chargesCents amount-too-large'],
    ],
    ['a share', shared, []],
    ['a share without the number of tenants', { ...shared, cotenants: null }, []],
    ['a share of the whole rent', { ...shared, tenantShareCents: 60_000 }, []],
    [
      'a share above the rent',
      { ...shared, tenantShareCents: 60_001 },
      ['tenantShareCents share-above-rent'],
    ],
    [
      'a shared tenancy without share',
      { sharedTenancy: true },
      ['tenantShareCents share-required'],
    ],
    ['a shared tenancy of one', { ...shared, cotenants: 1 }, ['cotenants too-few-cotenants']],
    [
      'a share, not shared',
      { tenantShareCents: 30_000 },
      ['tenantShareCents share-without-sharing'],
    ],
    ['one tenant, not shared', { cotenants: 1, tenantShareCents: 60_000 }, []],
    ['two tenants, not shared', { cotenants: 2 }, ['cotenants share-without-sharing']],
    ['departed, without date', { tenantStatus: 'departed' }, ['statusOn status-date-required']],
    ['departed today', { tenantStatus: 'departed', statusOn: '2023-09-10' }, []],
    [
      'departed tomorrow',
      { tenantStatus: 'departed', statusOn: '2023-09-11' },
      ['statusOn date-in-future'],
    ],
    ['departed on 1 July', { tenantStatus: 'departed', statusOn: '2023-07-01' }, []],
    [
      'departed in June',
      { tenantStatus: 'departed', statusOn: '2023-06-30' },
      ['statusOn ended-before-july'],
    ],
    ['present, with a date', { statusOn: '2023-08-01' }, ['statusOn status-date-unexpected']],
    ['unknown', { tenantStatus: 'unknown' }, []],
    ['arrears', { arrearsCents: 1, arrearsSince: '2023-09-01' }, []],
    ['arrears that begin today', { arrearsCents: 1, arrearsSince: '2023-09-10' }, []],
    ['arrears without a date', { arrearsCents: 1 }, ['arrearsSince arrears-date-required']],
    [
      'a date without arrears',
      { arrearsSince: '2023-09-01' },
      ['arrearsCents arrears-amount-required'],
    ],
    [
      'arrears that begin tomorrow',
      { arrearsCents: 1, arrearsSince: '2023-09-11' },
      ['arrearsSince date-in-future'],
    ],
    ['no arrears', { arrearsCents: 0 }, []],
  ])('%s', (_, line, expected) => {
    expect(faults(line)).toEqual(expected);
  });

  it.each([
    ['declared today', { declaredOn: '2023-09-10' }, []],
    ['declared tomorrow', { declaredOn: '2023-09-11' }, ['declaredOn date-in-future']],
    ['before the opening', { declaredOn: '2023-07-31' }, ['declaredOn outside-campaign']],
    [
      'online after the close',
      { declaredOn: '2024-04-01', today: '2024-04-02' },
      ['declaredOn outside-campaign'],
    ],
    [
      'on paper after the close',
      { declaredOn: '2024-04-01', today: '2024-04-02', channel: 'paper' },
      [],
    ],
    ['recorded long after', { declaredOn: '2024-03-27', today: '2026-11-23' }, []],
  ])('%s', (_, arrival, expected) => {
    const { declaredOn, ...changes } = arrival;
    const faulty = arrivalFaults({ ...ARRIVAL, ...changes } as Arrival, localDate(declaredOn));
    expect(shown(faulty)).toEqual(expected);
  });

  it('names every fault at once', () => {
    expect(faults({ referenceYear: 2022, sharedTenancy: true, arrearsCents: 5 })).toHaveLength(3);
  });
});

const EXPECTED: ExpectedTenancy = {
  landlordSiret: '00000001800010',
  nameKey: 'MARTIN',
  birthDate: localDate('1980-02-29'),
  leaseStartsOn: localDate('2020-03-01'),
  previousRentCents: 60_000,
  previousChargesCents: 5_000,
  ceilingCents: 40_000,
};

it('a departure before the start of the lease is refused', () => {
  const left = (on: string) =>
    tenancyFaults({ ...LINE, tenantStatus: 'departed', statusOn: on as LocalDate }, EXPECTED);
  expect(left('2020-02-29')).toEqual([{ field: 'statusOn', code: 'before-lease' }]);
  expect(left('2020-03-01')).toEqual([]);
  expect(tenancyFaults(LINE, EXPECTED)).toEqual([]);
  const noLease = { ...EXPECTED, leaseStartsOn: null };
  expect(tenancyFaults({ ...LINE, statusOn: localDate('2020-02-29') }, noLease)).toEqual([]);
});

describe('soft checks', () => {
  const thresholds = {
    rentChangePercent: 30,
    ceilingFactor: 3,
    chargesToleranceCents: 100,
    sameRentLines: 10,
  };
  const check = (
    line: object,
    expected: object = {},
    landlordLines = { lines: 1, sameRent: true },
  ) =>
    anomaliesOf(
      { ...LINE, nameKey: 'MARTIN', ...line },
      { ...EXPECTED, ...expected },
      landlordLines,
      thresholds,
    );

  it.each([
    ['the rent of last year', {}, {}, []],
    ['no rent', { rentCents: 0 }, { previousRentCents: null }, ['rent-zero']],
    ['30 % more', { rentCents: 78_000 }, {}, []],
    ['30 % and a cent more', { rentCents: 78_001 }, {}, ['rent-change']],
    ['30 % and a cent less', { rentCents: 41_999 }, {}, ['rent-change']],
    ['three times the ceiling', { rentCents: 75_000 }, { ceilingCents: 25_000 }, []],
    [
      'more than three times the ceiling',
      { rentCents: 75_001 },
      { ceilingCents: 25_000 },
      ['rent-above-ceiling'],
    ],
    ['no ceiling known', { rentCents: 77_000 }, { ceilingCents: null }, []],
    ['last year’s rent and charges', { rentCents: 65_000 }, {}, ['rent-with-charges']],
    [
      'last year’s rent and charges, and the tolerance',
      { rentCents: 65_100 },
      {},
      ['rent-with-charges'],
    ],
    ['a cent more than the tolerance', { rentCents: 65_101 }, {}, []],
    [
      'last year’s rent and the declared charges',
      { rentCents: 68_000, chargesCents: 8_000 },
      {},
      ['rent-with-charges'],
    ],
    ['charges of a cent', { chargesCents: 1 }, {}, ['charges-below-euro']],
    ['euros of charges in the place of cents', { chargesCents: 99 }, {}, ['charges-below-euro']],
    ['charges of a euro', { chargesCents: 100 }, {}, []],
    ['no charges at all', { rentCents: 60_000, chargesCents: 0 }, {}, []],
    ['no rent of last year', { rentCents: 65_000 }, { previousRentCents: null }, []],
    ['the lowest rent near rent and charges', { rentCents: 64_900 }, {}, ['rent-with-charges']],
    ['a cent less', { rentCents: 64_899 }, {}, []],
    ['charges within the tolerance', { rentCents: 60_100 }, { previousChargesCents: 100 }, []],
    [
      'charges above the tolerance',
      { rentCents: 60_101 },
      { previousChargesCents: 101 },
      ['rent-with-charges'],
    ],
    ['a rent like the charges', { rentCents: 5_000 }, { previousRentCents: null }, []],
    ['no charges known', { rentCents: 60_050 }, { previousChargesCents: null }, []],
    ['another name', { nameKey: 'DURAND' }, {}, ['name-mismatch']],
    ['another birth date', { birthDate: '1980-02-28' }, {}, ['birth-date-mismatch']],
    ['the birth date', { birthDate: '1980-02-29' }, {}, []],
    [
      'a birth date that the Caf does not know',
      { birthDate: '1980-02-28' },
      { birthDate: null },
      [],
    ],
  ])('%s', (_, line, expected, anomalies) => {
    expect(check(line, expected)).toEqual(anomalies);
  });

  it('finds the same rent doubtful on ten lines, not on nine', () => {
    expect(check({}, {}, { lines: 10, sameRent: true })).toEqual(['same-rent']);
    expect(check({}, {}, { lines: 9, sameRent: true })).toEqual([]);
    expect(check({}, {}, { lines: 10, sameRent: false })).toEqual([]);
  });

  it('lists each anomaly once, in the published order', () => {
    const amount = fc.option(fc.integer({ min: 0, max: 200_000 }), { nil: null });
    fc.assert(
      fc.property(fc.nat({ max: 400_000 }), amount, amount, amount, (rentCents, a, b, c) => {
        const found = check(
          { rentCents },
          { previousRentCents: a, previousChargesCents: b, ceilingCents: c },
        );
        expect(found).toEqual(ANOMALIES.filter((anomaly) => found.includes(anomaly)));
      }),
    );
  });
});

it('a line rectifies from 1 January on', () => {
  expect(rectifies(2023, localDate('2023-12-31'))).toBe(false);
  expect(rectifies(2023, localDate('2024-01-01'))).toBe(true);
});
