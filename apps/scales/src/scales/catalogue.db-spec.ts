import { newId } from '@passerelle/kernel';
import { TestService } from '@passerelle/testing';

import { DataLoadingService } from '../data-loading/data-loading.service.js';
import { DATA_FOLDER } from '../data-loading/data-set.reader.js';
import { scales } from '../service.js';

/** What PostgreSQL holds by itself, whatever the code does. */
describe('the time axis in PostgreSQL', () => {
  let test: TestService;
  let seriesId: number;

  beforeAll(async () => {
    test = await TestService.start(scales, { now: '2026-11-23T09:00:00Z' });
    const [row] = await test.transactions.read<{ id: number }>(
      `select id from series where scale_code = 'aah-mva-afh' and key = 'mva'`,
    );
    seriesId = row?.id ?? 0;
  });

  afterAll(async () => {
    await test.stop();
  });

  const run = (sql: string, parameters: readonly unknown[] = []) =>
    test.transactions.run((tx) => tx.query(sql, parameters));
  const count = async (sql: string, parameters: readonly unknown[] = []) =>
    (
      await test.transactions.read<{ n: number }>(
        `select count(*)::int as n from ${sql}`,
        parameters,
      )
    )[0]?.n;
  const insertPeriod = (effective: string, known: string) =>
    run(
      `insert into periods (id, series_id, figure_id, effective, known)
       select $1, series_id, id, $3::daterange, $4::tstzrange from figures where series_id = $2 limit 1`,
      [newId(), seriesId, effective, known],
    );

  it.each([
    ['the same period', '[2008-01-01,)', '[2008-01-01,)'],
    ['a day of it', '[2024-05-12,2024-05-13)', '[2024-01-01,)'],
    ['a later value that leaves the first one open', '[2027-01-01,)', '[2026-12-01,)'],
    ['knowledge of one instant', '[2024-05-12,)', '[2024-01-01,2024-01-01 00:00:01)'],
  ])('refuses %s to a series that has one', async (_, effective, known) => {
    await expect(insertPeriod(effective, known)).rejects.toThrow(/periods_never_overlap/);
  });

  it.each([
    ['an empty period', 'empty', '[2008-01-01,)'],
    ['a period without a first day', '(,2007-01-01)', '[2007-01-01,)'],
    ['knowledge without a beginning', '[2000-01-01,2001-01-01)', '(,)'],
  ])('refuses %s', async (_, effective, known) => {
    await expect(insertPeriod(effective, known)).rejects.toThrow(/violates check constraint/);
  });

  it.each([
    ['delete from figures', /publish a correction/],
    [`update figures set cell_values = '{1}'`, /publish a correction/],
    ['truncate figures cascade', /permission denied/],
    ['delete from periods', /publish a correction/],
    ['truncate periods', /permission denied/],
    [`update periods set effective = '[2008-01-01,2009-01-01)'`, /only ever ends/],
    [`update periods set known = '[2000-01-01,)'`, /only ever ends/],
    [
      `update periods set known = tstzrange(lower(known), '2999-01-01') where not upper_inf(known)`,
      /only ever ends/,
    ],
  ])('refuses: %s', async (sql, reason) => {
    await expect(run(sql)).rejects.toThrow(reason);
  });

  it.each(['truncate figures cascade', 'truncate periods'])(
    'refuses to the owner: %s',
    async (sql) => {
      await expect(test.asOwner(sql)).rejects.toThrow(/publish a correction/);
    },
  );

  it('holds every series without a gap, for whatever was known', async () => {
    const gaps = await test.transactions.read(
      `select series_id, at from (
         select distinct series_id, lower(known) as at from periods) as moments
       where (select count(*) filter (where next is distinct from upper(effective)) from (
           select effective, lead(lower(effective)) over (order by lower(effective)) as next
           from periods where series_id = moments.series_id and known @> at) as history) > 0`,
    );
    expect(gaps).toEqual([]);
    expect(await count('figures')).toBe(1_236);
  });

  it('loads nothing twice', async () => {
    const before = await count('periods');
    expect(await test.service.app.get(DataLoadingService).load(DATA_FOLDER)).toBeUndefined();
    expect(await count('periods')).toBe(before);
  });
});
