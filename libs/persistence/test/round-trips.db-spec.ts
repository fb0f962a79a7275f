import type { MigrationInterface, QueryRunner } from 'typeorm';

import { roundTripsOf, TestDatabase } from '@passerelle/test-database';

import { createDataSource } from '../src/data-source.js';
import { Installation } from '../src/installation.js';
import { migrate } from '../src/migrate.js';
import type { DataSource } from '../src/query-runner.js';
import { Transactions } from '../src/transactions.js';
import type { LastWrite, Tx } from '../src/tx.js';

class Notes1790000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table notes (id integer primary key, text text not null)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table notes');
  }
}

const INSERT = `insert into notes values ($1, 'new')`;
const NOTES: LastWrite<number> = {
  statement: (ids) => ({
    sql: `insert into notes select id, 'last' from unnest($1::int[]) as id`,
    parameters: [ids],
  }),
};

describe('a transaction’s statements', () => {
  let database: TestDatabase;
  let source: DataSource;
  let transactions: Transactions;

  beforeAll(async () => {
    database = await TestDatabase.create();
    const installation = new Installation(database.installation);
    const options = {
      url: installation.urlOf('trips'),
      service: 'trips',
      poolSize: 2,
      entities: [],
      migrations: [Notes1790000000003],
    };
    await migrate(installation, options);
    source = await createDataSource(options).initialize();
    transactions = new Transactions(source);
  });

  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  let next = 1;
  const run = (work: (tx: Tx) => Promise<unknown>): Promise<string[][]> =>
    roundTripsOf(() => transactions.run(work));
  const has = async (id: number): Promise<boolean> =>
    (await database.query('select 1 from trips.notes where id = $1', [id])).length === 1;

  it('begin with the first of them', async () => {
    const trips = await run((tx) => tx.query(INSERT, [next++]));
    expect(trips).toEqual([['begin', INSERT], ['commit']]);
  });

  it('are none where the work asks for none', async () => {
    expect(await run(() => Promise.resolve())).toEqual([]);
    const refused = (): Promise<unknown> =>
      expect(transactions.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await roundTripsOf(refused)).toEqual([]);
  });

  it('travel together when none waits for another', async () => {
    const [a, b] = [next++, next++];
    const trips = await run((tx) => Promise.all([tx.query(INSERT, [a]), tx.query(INSERT, [b])]));
    expect(trips).toEqual([['begin', INSERT, INSERT], ['commit']]);
  });

  it('take TypeORM’s with them', async () => {
    const id = next++;
    const trips = await run((tx) =>
      tx.manager.createQueryBuilder().insert().into('notes').values({ id, text: 'x' }).execute(),
    );
    expect(trips).toEqual([['begin', expect.stringMatching(/^INSERT INTO/)], ['commit']]);
    expect(await has(id)).toBe(true);
  });

  it('end with the writes left to the commit, those of one kind in one statement', async () => {
    const [a, b, c] = [next++, next++, next++];
    const trips = await run(async (tx) => {
      tx.atCommit(NOTES, [a]);
      await tx.query(INSERT, [b]);
      tx.atCommit(NOTES, [c]);
      expect(await tx.query('select 1 from notes where id = $1', [a])).toEqual([]);
    });
    expect(trips).toHaveLength(3);
    expect(trips[2]).toEqual([NOTES.statement([]).sql, 'commit']);
    expect([await has(a), await has(b), await has(c)]).toEqual([true, true, true]);
  });

  it('are all undone when a write left to the commit fails', async () => {
    const [a, b] = [next++, next++];
    const followed: string[] = [];
    const refused = transactions.run(async (tx) => {
      tx.afterCommit(() => followed.push('never'));
      await tx.query(INSERT, [a]);
      tx.atCommit(NOTES, [b, a]);
    });
    await expect(refused).rejects.toMatchObject({ code: '23505' });
    expect([await has(a), await has(b), followed]).toEqual([false, false, []]);
  });

  it('are not taken for kept when a failure among them was caught', async () => {
    const id = next++;
    const followed: string[] = [];
    const refused = transactions.run(async (tx) => {
      tx.afterCommit(() => followed.push('never'));
      await tx.query(INSERT, [id]);
      await tx.query(INSERT, [id]).catch(() => undefined);
    });
    await expect(refused).rejects.toThrow('the transaction was rolled back');
    expect([await has(id), followed]).toEqual([false, []]);
  });

  it('forget what was left to the commit by work that is taken back', async () => {
    const [taken, a, b, c] = [next++, next++, next++, next++];
    const followed: string[] = [];
    const leave = (tx: Tx, id: number): void => {
      tx.atCommit(NOTES, [id]);
      tx.afterCommit(() => followed.push(String(id)));
    };
    const trips = await run(async (tx) => {
      await tx.query(INSERT, [taken]);
      await tx.unlessTaken(async () => {
        leave(tx, a);
        await tx.query(INSERT, [taken]);
      });
      await tx.rehearse(() => {
        leave(tx, b);
        return Promise.resolve();
      });
      leave(tx, c);
    });
    expect([await has(a), await has(b), await has(c)]).toEqual([false, false, true]);
    expect(followed).toEqual([String(c)]);
    expect(trips).toHaveLength(3);
  });

  describe('are prepared', () => {
    const preparedIn = (tx: Tx): Promise<{ statement: string }[]> =>
      tx.query('select statement from pg_prepared_statements');

    it('once each, but for long lists, rows of any length and stars', async () => {
      const statements: [string, unknown[]][] = [
        ['select $1::int as kept', [1]],
        ['select $1::int as kept', [2]],
        ['select 1 where 1 = any($1::int[])', [[1, 2]]],
        ['select 2 where 1 = any($1::int[])', [Array.from({ length: 100 }, (_, i) => i)]],
        [
          `select ${Array.from({ length: 65 }, (_, i) => `$${String(i + 1)}::int`).join()}`,
          Array(65).fill(1),
        ],
        ['select * from notes where id = $1', [1]],
        ['select count(*) from notes where id = $1', [1]],
      ];
      const prepared = await transactions.run(async (tx) => {
        for (const [sql, parameters] of statements) await tx.query(sql, parameters);
        return preparedIn(tx);
      });
      const texts = prepared.map(({ statement }) => statement);
      const isPrepared = statements.map(([sql]) => texts.filter((text) => text === sql).length);
      expect(isPrepared).toEqual([1, 1, 1, 0, 0, 0, 1]);
    });

    it('again when a migration changes what they return', async () => {
      const id = next++;
      await transactions.run((tx) => tx.query(INSERT, [id]));
      const read = (): Promise<unknown[]> =>
        transactions.read('select id from notes where id = $1', [id]);
      const readInside = (): Promise<unknown[]> =>
        transactions.run((tx) => tx.query('select id from notes where id = $1', [id]));
      const alter = (type: string): Promise<unknown> =>
        database.query(`alter table trips.notes alter column id type ${type}`);
      for (const type of ['bigint', 'integer']) {
        await Promise.all([read(), readInside()]);
        await alter(type);
        expect(await Promise.all([read(), readInside()])).toEqual([[{ id }], [{ id }]]);
      }
    });

    it('on a connection that is replaced before they are too many', async () => {
      const pids = new Set<unknown>();
      for (let batch = 0; batch < 12; batch++) {
        await transactions.run(async (tx) => {
          for (let i = 0; i < 100; i++) {
            await tx.query(`select $1::int + ${String(batch * 100 + i)}`, [1]);
          }
          expect((await preparedIn(tx)).length).toBeLessThanOrEqual(500);
          pids.add((await tx.query<{ pid: number }>('select pg_backend_pid() as pid'))[0]?.pid);
        });
      }
      expect(pids.size).toBeGreaterThanOrEqual(3);
    });
  });
});
