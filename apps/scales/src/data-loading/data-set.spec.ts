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
    expect(series.filter(({ series: { kind } }) => kind === 'parameter')).toHaveLength(260);
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
