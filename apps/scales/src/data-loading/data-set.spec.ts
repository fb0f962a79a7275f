import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { READABLE_CODES, SCALE_CODES } from '../scales/scale.js';
import { assemble, FaultyDataSet, type NamedFile } from './data-set.js';
import { DATA_FOLDER, readDataSet } from './data-set.reader.js';

async function file(name: string): Promise<NamedFile> {
  return { name, text: await readFile(join(DATA_FOLDER, name), 'utf8') };
}

async function allFiles(): Promise<{ indices: NamedFile; scales: NamedFile[] }> {
  return {
    indices: await file('indices.json'),
    scales: await Promise.all(READABLE_CODES.map((code) => file(`scales/${code}.json`))),
  };
}

type Path = readonly (string | number)[];

/** The problems found when one value of one file is changed; undefined removes it. */
async function problemsWith(code: string, path: Path, value: unknown): Promise<string[]> {
  const { indices, scales } = await allFiles();
  const changed = scales.map((one) => {
    if (one.name !== `scales/${code}.json`) return one;
    const json: unknown = JSON.parse(one.text);
    const owner = path
      .slice(0, -1)
      .reduce<unknown>((at, step) => Reflect.get(at as object, step), json);
    Reflect.set(owner as object, path.at(-1) ?? '', value);
    return { ...one, text: JSON.stringify(json) };
  });
  try {
    assemble(indices, changed);
    return [];
  } catch (error) {
    if (!(error instanceof FaultyDataSet)) throw error;
    return error.problems.map((p) => `${p.file}: ${p.key}: ${p.problem}`);
  }
}

describe('the data files', () => {
  it('hold the 17 scales in the order of the partners’ page, then the base', async () => {
    const { headings, series } = await readDataSet(DATA_FOLDER);
    expect(headings.map(({ code }) => code)).toEqual([...SCALE_CODES, 'bmaf']);
    expect(series.filter(({ series: { kind } }) => kind === 'parameter')).toHaveLength(258);
    expect(series.filter(({ series: { kind } }) => kind === 'table')).toHaveLength(30);
  });

  it('say where every value comes from', async () => {
    const { series } = await readDataSet(DATA_FOLDER);
    for (const { series: one, figures } of series) {
      expect(one.source).not.toBe('');
      for (const figure of figures) expect(figure.reference).not.toBe('');
    }
  });

  it('mark what is unknown or weak', async () => {
    const { series } = await readDataSet(DATA_FOLDER);
    const weak = new Map(series.map((one) => [`${one.series.scale}/${one.series.key}`, one]));
    expect(weak.get('aah-mva-afh/afh_amount')?.series.reliability).toBe('unknown');
    expect(weak.get('ajpp/daily_amount_gross')?.series.reliability).toBe('computed_unverified');
    expect(weak.get('cmg/hourly_cap_childminder')?.series.reliability).toBe('single_source');
    expect(weak.get('al/p0_flat')?.figures.at(-1)?.reliability).toBe('partly_checked');
  });

  it('cite the order that set the flat incomes of students for 2025', async () => {
    const { series } = await readDataSet(DATA_FOLDER);
    for (const key of ['student_rent_flat_income', 'student_hostel_flat_income']) {
      const found = series.find(({ series: one }) => one.scale === 'al' && one.key === key);
      expect(found?.figures.at(-1)).toMatchObject({
        effectiveFrom: '2025-01-01',
        reference: expect.stringContaining('Arrêté du 30/12/2024') as string,
        publishedOn: '2024-12-30',
        publishedOnBasis: 'signature',
      });
      expect(found?.series.restatedIn).toContain('Arrêté du 28/12/2025');
    }
  });

  it('hold the caps on contributions for home care in one series each', async () => {
    const { series } = await readDataSet(DATA_FOLDER);
    const caps = series.filter(({ series: { key } }) => key.startsWith('home_care_contribution'));
    expect(caps.map(({ series: { key } }) => key)).toEqual([
      'home_care_contribution_cap_under_3',
      'home_care_contribution_cap_3_6',
    ]);
    expect(caps.map(({ figures }) => figures.at(-1))).toMatchObject([
      { effectiveFrom: '2026-01-01', values: ['524'], reliability: 'single_source' },
      { effectiveFrom: '2026-01-01', values: ['263'], reliability: 'single_source' },
    ]);
  });

  it('label every series in English too', async () => {
    const { series } = await readDataSet(DATA_FOLDER);
    const french = series.filter(({ series: { labelEn } }) =>
      /[éèêàçœ]|\b(?:de|du|des|par|année|enfant|plafond|taux)\b/i.test(labelEn),
    );
    expect(french.map(({ series: { labelEn } }) => labelEn)).toEqual([]);
  });

  it('write the days of English labels in words', async () => {
    const { series } = await readDataSet(DATA_FOLDER);
    // 01/09/2025 is a day of January to some readers of English.
    const figures = series.filter(({ series: { labelEn } }) => /\d\/\d/.test(labelEn));
    expect(figures.map(({ series: { labelEn } }) => labelEn)).toEqual([]);
  });

  it('are accepted as they are', async () => {
    await expect(problemsWith('rsa', ['code'], 'rsa')).resolves.toEqual([]);
  });

  const FIRST = ['parameters', 0, 'values', 0];
  const rsa = 'scales/rsa.json: parameters.base_amount';

  it.each<[string, string, Path, unknown, string]>([
    [
      'an unknown key',
      'rsa',
      [...FIRST, 'amount'],
      '1',
      `${rsa}.values.2009-06-01.amount: unknown key`,
    ],
    [
      'a missing reference',
      'rsa',
      [...FIRST, 'reference'],
      undefined,
      `${rsa}.values.2009-06-01.reference: Invalid input: expected string, received undefined`,
    ],
    [
      'overlapping days',
      'rsa',
      ['parameters', 0, 'values', 1, 'effectiveFrom'],
      '2009-06-01',
      `${rsa}.2009-06-01.effectiveFrom: overlaps the value from 2009-06-01: days must ascend`,
    ],
    [
      'a float instead of a decimal string',
      'rsa',
      [...FIRST, 'value'],
      454.63,
      `${rsa}.values.2009-06-01.value: a decimal string such as "635.71" is expected`,
    ],
    [
      'a day that does not exist',
      'rsa',
      [...FIRST, 'publishedOn'],
      '2009-02-30',
      `${rsa}.values.2009-06-01.publishedOn: a day YYYY-MM-DD is expected`,
    ],
    [
      'a base that does not exist',
      'ade',
      ['parameters', 2, 'uprating', 'terms', 0, 'base'],
      'bmaf/bmaff',
      'scales/ade.json: parameters.ade_amount_below_ceiling: the base bmaf/bmaff does not exist',
    ],
    [
      'an index that does not exist',
      'rsa',
      ['parameters', 0, 'uprating', 'index'],
      'may',
      `${rsa}: the index may does not exist`,
    ],
    [
      'a value too few',
      'rsa',
      ['tables', 0, 'versions', 0, 'values'],
      ['1'],
      'scales/rsa.json: tables.family_flat_amounts.2021-04-01.values: 1 values for 19 cells',
    ],
    [
      'a key used twice',
      'rsa',
      ['parameters', 1, 'key'],
      'base_amount',
      `${rsa}: the key is used twice`,
    ],
    [
      'a reference later than its publication',
      'rsa',
      [...FIRST, 'reference'],
      'Décret du 15/06/2009',
      `${rsa}.2009-06-01.reference: cites a text of 2009-06-15, later than its publication on 2009-06-01`,
    ],
    [
      'a year in a key',
      'rsa',
      ['parameters', 0, 'key'],
      'base_amount_2026',
      `${rsa}_2026: the key names a year: the value belongs to the series that it continues`,
    ],
    [
      'a headline that is no figure',
      'rsa',
      ['headlines', 1, 'at', 'adults'],
      9,
      'scales/rsa.json: headlines.family_flat_amounts: no such figure in the file',
    ],
    [
      'a name of a place that no cell has',
      'al',
      ['tables', 11, 'placeNames', 'communeInsee', '44999'],
      'Nulle-Part',
      'scales/al.json: tables.zone_by_commune_44.placeNames: the names of communeInsee are not those of the cells',
    ],
    [
      'a file under another name',
      'rsa',
      ['code'],
      'af',
      'scales/rsa.json: code: "af" belongs elsewhere',
    ],
  ])('are refused with %s, the file and the key named', async (_, code, path, value, expected) => {
    await expect(problemsWith(code, path, value)).resolves.toContain(expected);
  });

  it('are refused when one is missing, or is not JSON', async () => {
    const { indices, scales } = await allFiles();
    expect(() => assemble(indices, scales.slice(1))).toThrow(
      /aah-mva-afh.json: code: the file is missing/,
    );
    expect(() => assemble({ ...indices, text: '{' }, scales)).toThrow(
      /indices.json: \(file\): not JSON/,
    );
  });
});
