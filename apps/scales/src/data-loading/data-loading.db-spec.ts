import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { TestService } from '@passerelle/testing';

import type { ScaleParameter } from '../scales/scale.view.js';
import { SnapshotService } from '../scales/snapshot.service.js';
import { scales } from '../service.js';
import { DataLoadingService } from './data-loading.service.js';
import { FaultyDataSet } from './data-set.js';
import { DATA_FOLDER } from './data-set.reader.js';
import type { ScaleFile } from './scale-file.js';

describe('loading another release of the figures', () => {
  let test: TestService;
  let folder: string;

  beforeAll(async () => {
    test = await TestService.start(scales, { now: '2027-04-03T09:00:00Z' });
    folder = await mkdtemp(join(tmpdir(), 'scales-'));
    await cp(DATA_FOLDER, folder, { recursive: true });
  });

  afterAll(async () => {
    await test.stop();
    await rm(folder, { recursive: true });
  });

  const load = () => test.service.app.get(DataLoadingService).load(folder);
  const rsa = async (on: string) =>
    (await test.call<ScaleParameter>('GET', `scales/rsa/parameters/base_amount?on=${on}`)).body
      .value;

  async function edit(change: (file: ScaleFile) => void): Promise<void> {
    const path = join(folder, 'scales', 'rsa.json');
    const file = JSON.parse(await readFile(path, 'utf8')) as ScaleFile;
    change(file);
    await writeFile(path, JSON.stringify(file));
  }

  it('adds the new ones, which are then read', async () => {
    await edit(({ parameters: [base] }) =>
      base?.values.push({
        ...base.values.at(-1)!,
        effectiveFrom: '2027-04-01' as never,
        publishedOn: '2027-03-30' as never,
        value: '660.00',
      }),
    );
    expect(await load()).toEqual({ added: 1, leftOut: [] });
    await test.service.app.get(SnapshotService).shows(2);
    expect(await rsa('2027-04-01')).toBe('660.00');
    expect(await rsa('2027-03-31')).toBe('651.69');
  });

  it('leaves a changed one to two people, and says which', async () => {
    await edit(({ parameters: [base] }) => {
      const last = base?.values.at(-1);
      if (last) last.value = '661.00';
    });
    expect(await load()).toEqual({ added: 0, leftOut: ['rsa/base_amount 2027-04-01'] });
    await test.service.app.get(SnapshotService).shows(3);
    expect(await rsa('2027-04-01')).toBe('660.00');
  });

  it('says of which one the reference changed', async () => {
    await edit(({ parameters: [base] }) => {
      const last = base?.values.at(-1);
      if (last) Object.assign(last, { value: '660.00', reference: 'Décret du 29/03/2027' });
    });
    expect(await load()).toEqual({ added: 0, leftOut: ['rsa/base_amount 2027-04-01'] });
    await test.service.app.get(SnapshotService).shows(4);
  });

  it('no longer shows a series that the files no longer describe, and keeps its figures', async () => {
    await edit(({ parameters }) => {
      parameters.splice(
        parameters.findIndex(({ key }) => key === 'land_rate'),
        1,
      );
    });
    await load();
    await test.service.app.get(SnapshotService).shows(5);
    const { status } = await test.call('GET', 'scales/rsa/parameters/land_rate?on=2026-01-01');
    expect(status).toBe(404);
    const [kept] = await test.transactions.read<{ count: number }>(
      `select count(*)::int as count from figures join series on series.id = series_id
       where scale_code = 'rsa' and key = 'land_rate'`,
    );
    expect(kept?.count).toBe(1);
  });

  it('loads nothing of a faulty set', async () => {
    await edit(({ parameters: [base] }) => {
      Object.assign(base?.values[0] ?? {}, { amount: '1' });
    });
    await expect(load()).rejects.toThrow(FaultyDataSet);
    await expect(load()).rejects.toThrow(
      'scales/rsa.json: parameters.base_amount.values.2009-06-01.amount',
    );
  });
});
