import { localDate } from '@passerelle/kernel';

import type { DataSet } from '../data-loading/data-set.js';
import { DATA_FOLDER, readDataSet } from '../data-loading/data-set.reader.js';
import { dueAfter, yearlyIndicesOf } from './due-date.js';
import { refOf, type Series } from './scale.js';

let data: DataSet;
let find: (ref: string) => Series | undefined;

beforeAll(async () => {
  data = await readDataSet(DATA_FOLDER);
  const byRef = new Map(data.series.map(({ series }) => [refOf(series), series]));
  find = (ref) => byRef.get(ref);
});

function yearly(ref: string) {
  const series = find(ref);
  if (!series) throw new Error(`no series ${ref}`);
  return yearlyIndicesOf(series, find, data.indices);
}

describe('the day on which a revaluation is due', () => {
  it.each([
    ['al/p0_flat', ['housing_rents']],
    ['al/rent_ceilings', ['housing_rents']],
    ['al/r0', ['r0']],
    ['bmaf/bmaf', ['april']],
    ['cf/cf_amount', ['april']],
    ['ajpa/half_day_amount_net', ['net_smic']],
    ['af/income_ceilings', ['family_ceilings']],
    ['al/student_rent_flat_income', []],
    ['aah-mva-afh/mva', []],
    ['rsa/min_age', []],
    ['prime-activite/bonus_start_income', []],
  ])('%s follows %j each year', (ref, codes) => {
    expect(yearly(ref).map(({ code }) => code)).toEqual(codes);
  });

  it.each([
    ['al/p0_flat', '2025-10-01', '2026-10-01'],
    ['al/p0_flat', '2025-09-30', '2025-10-01'],
    ['al/p0_flat', '2021-10-01', '2023-10-01'],
    ['al/p0_flat', '2022-07-01', '2023-10-01'],
    ['bmaf/bmaf', '2026-04-01', '2027-04-01'],
    ['bmaf/bmaf', '2022-07-01', '2023-04-01'],
    ['al/r0', '2025-01-01', '2026-01-01'],
    ['aah-mva-afh/mva', '2008-01-01', null],
  ])('%s from %s: due again on %s', (ref, from, expected) => {
    expect(dueAfter(localDate(from), yearly(ref))).toBe(expected);
  });

  it('is the first one where a figure follows several indices', () => {
    const both = [...yearly('bmaf/bmaf'), ...yearly('al/r0')];
    expect(dueAfter(localDate('2026-04-01'), both)).toBe('2027-01-01');
  });
});
