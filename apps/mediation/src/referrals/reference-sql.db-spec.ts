import { TestDatabase } from '@passerelle/testing';

import { referenceSql } from './reference-sql.js';

describe('referenceSql', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await TestDatabase.create();
  });

  afterAll(async () => {
    await database.drop();
  });

  it.each([
    [2024, 1, 'MED-2024-000001'],
    [2023, 720, 'MED-2023-000720'],
    [2024, 1_000_000, 'MED-2024-1000000'],
    [987, 1, 'MED-0987-000001'],
  ])('%i, %i → %s', async (year, sequence, reference) => {
    const rows = await database.query(`select ${referenceSql('$1::int', '$2::int')} as reference`, [
      year,
      sequence,
    ]);
    expect(rows).toEqual([{ reference }]);
  });
});
