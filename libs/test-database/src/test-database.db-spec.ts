import { randomUUID } from 'node:crypto';

import { TestDatabase } from './test-database.js';

describe('TestDatabase.copyOf', () => {
  const databases: TestDatabase[] = [];
  let filled: number;
  let fingerprint: string;

  beforeEach(() => {
    filled = 0;
    fingerprint = randomUUID().replaceAll('-', '');
  });

  afterEach(async () => {
    for (const database of databases.splice(0)) await database.drop();
  });

  const fill = async (template: TestDatabase): Promise<void> => {
    filled += 1;
    await template.query('create table things as select 1 as id');
  };

  const copy = async (print = fingerprint): Promise<TestDatabase> => {
    const database = await TestDatabase.copyOf(print, fill);
    databases.push(database);
    return database;
  };

  const ids = (database: TestDatabase) => database.query('select id from things order by id');

  it('fills a template once for callers that ask at the same time, and copies the template for each', async () => {
    const copies = await Promise.all([copy(), copy(), copy(), copy()]);
    expect(filled).toBe(1);
    for (const database of copies) expect(await ids(database)).toEqual([{ id: 1 }]);
  });

  it('gives copies that do not see each other', async () => {
    const one = await copy();
    await one.query('insert into things values (2)');
    expect(await ids(await copy())).toEqual([{ id: 1 }]);
  });

  it('fills another template for another fingerprint', async () => {
    await copy();
    await copy(`${fingerprint}2`);
    expect(filled).toBe(2);
  });

  it('leaves no template behind when filling fails', async () => {
    const failing = TestDatabase.copyOf(fingerprint, () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    expect(await ids(await copy())).toEqual([{ id: 1 }]);
  });
});
