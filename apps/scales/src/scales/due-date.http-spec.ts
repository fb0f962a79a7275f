import { TestService } from '@passerelle/testing';

import { scales } from '../service.js';
import type { ScaleComparison } from './comparison.view.js';
import type { ScaleHistory } from './history.view.js';
import type { ScaleParameter, ScaleSummary, ScaleTable, ScaleView } from './scale.view.js';

/** The rents of housing aid are revalued on 1 October; the data ends before that of 2026. */
describe('a value after the day of a revaluation that is not known', () => {
  let test: TestService;

  beforeAll(async () => {
    test = await TestService.start(scales, { now: '2026-11-27T09:00:00Z' });
  });

  afterAll(async () => {
    await test.stop();
  });

  const read = async <T>(path: string): Promise<T> =>
    (await test.call<T>('GET', path.startsWith('?') ? `scales${path}` : `scales/${path}`)).body;

  it.each([
    ['al/parameters/p0_flat?on=2026-09-30', null],
    ['al/parameters/p0_flat?on=2026-10-01', '2026-10-01'],
    ['al/parameters/p0_flat', '2026-10-01'],
    ['al/parameters/p0_flat?on=2025-10-01', null],
    ['al/parameters/p0_flat?on=2024-09-30', null],
    ['al/parameters/p0_flat?on=2022-11-01', null],
    ['al/parameters/p0_flat?on=2022-11-01&knownOn=2022-11-01', null],
    ['al/parameters/min_payment_al', null],
    ['al/parameters/student_rent_flat_income', null],
    ['al/parameters/dependant_relative_income_limit', '2026-01-01'],
    ['rsa/parameters/base_amount', null],
    ['rsa/parameters/base_amount?on=2024-04-01&knownOn=2024-03-28', '2024-04-01'],
    ['aah-mva-afh/parameters/mva', null],
    ['aah-mva-afh/parameters/afh_amount', null],
  ])('%s: due %s', async (path, expected) => {
    const body = await read<ScaleParameter>(path);
    expect(body.revaluationDueOn).toBe(expected);
  });

  it('keeps the former value beside it, in tables too', async () => {
    const { value } = await read<ScaleParameter>('al/parameters/p0_flat?on=2026-11-27');
    expect(value).toBe('39.56');
    const table = await read<ScaleTable>('al/tables/rent_ceilings?on=2026-11-27');
    expect(table).toMatchObject({ revaluationDueOn: '2026-10-01', effectiveFrom: '2025-10-01' });
  });

  it('says so of each value of the scale, and of no other', async () => {
    const view = await read<ScaleView>('al?on=2026-11-27');
    const due = [...view.parameters, ...view.tables].filter((one) => one.revaluationDueOn !== null);
    expect(due.map(({ key, revaluationDueOn }) => [key, revaluationDueOn])).toEqual([
      ['p0_flat', '2026-10-01'],
      ['dependant_relative_income_limit', '2026-01-01'],
      ['rent_ceilings', '2026-10-01'],
      ['charges', '2026-10-01'],
      ['r0', '2026-01-01'],
      ['hostel_apl_ceilings', '2026-10-01'],
      ['hostel_al_ceilings', '2026-10-01'],
    ]);
    expect(view).toMatchObject({ inForceFrom: '2026-06-01', inForceTo: null });
    const before = await read<ScaleView>('al?on=2026-09-30');
    expect(before.parameters.find(({ key }) => key === 'p0_flat')?.revaluationDueOn).toBeNull();
  });

  it('counts them in the list of scales', async () => {
    const { items } = await read<{ items: ScaleSummary[] }>('?on=2026-11-27');
    const due = items.filter(({ revaluationsDue }) => revaluationsDue > 0);
    expect(due.map(({ code, revaluationsDue }) => [code, revaluationsDue])).toEqual([['al', 7]]);
    const before = await read<{ items: ScaleSummary[] }>('?on=2026-09-30');
    expect(before.items.find(({ code }) => code === 'al')?.revaluationsDue).toBe(2);
  });

  it('says in a comparison that the later day is not known, not that nothing moved', async () => {
    const { parameters } = await read<ScaleComparison>(
      'al/comparison?from=2025-10-01&to=2026-11-01',
    );
    expect(parameters.find(({ key }) => key === 'p0_flat')).toMatchObject({
      moved: false,
      revaluationDueOn: '2026-10-01',
      reason: {
        code: 'not_known_yet',
        fr: 'La revalorisation du 1er octobre 2026 n’est pas connue ici : la valeur montrée est celle d’avant',
      },
    });
  });

  it('says in the history how long the last value is known to hold', async () => {
    const { parameters } = await read<ScaleHistory>('bmaf/history?key=bmaf');
    const values = parameters[0]?.values ?? [];
    expect(values.at(-1)?.revaluationDueOn).toBe('2027-04-01');
    expect(values.at(-2)?.revaluationDueOn).toBeNull();
  });

  it.each([
    ['fr', 'la revalorisation du 1er octobre 2026 n’est pas connue ici'],
    ['en', 'the revaluation of 1 October 2026 is not known here'],
  ])('says it on the sheet (%s)', async (language, sentence) => {
    const headers = { 'accept-language': language, accept: 'text/html' };
    const now = await test.call<string>('GET', 'scales/al/sheet?on=2026-11-27', { headers });
    expect(now.body).toContain(sentence);
    const before = await test.call<string>('GET', 'scales/al/sheet?on=2026-09-30', { headers });
    expect(before.body).not.toContain(sentence);
  });
});
