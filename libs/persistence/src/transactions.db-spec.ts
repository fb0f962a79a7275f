import type { MigrationInterface, QueryRunner } from 'typeorm';

import { TestDatabase } from '@passerelle/test-database';

import { createDataSource } from './data-source.js';
import { Installation } from './installation.js';
import { migrate } from './migrate.js';
import type { DataSource } from './query-runner.js';
import { Transactions } from './transactions.js';
import type { Tx } from './tx.js';

class Notes1790000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table notes (id integer primary key, text text not null)');
    await runner.query(`insert into notes values (1, 'one'), (2, 'two')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table notes');
  }
}

async function open(database: TestDatabase, service: string): Promise<DataSource> {
  const installation = new Installation(database.installation);
  const options = {
    url: installation.urlOf(service),
    service,
    poolSize: 6,
    entities: [],
    migrations: [Notes1790000000002],
  };
  await migrate(installation, options);
  return createDataSource(options).initialize();
}

describe('Transactions', () => {
  let database: TestDatabase;
  let own: DataSource;
  let other: DataSource;
  let transactions: Transactions;
  let neighbour: Transactions;

  beforeAll(async () => {
    database = await TestDatabase.create();
    own = await open(database, 'first-spec');
    other = await open(database, 'second-spec');
    transactions = new Transactions(own);
    neighbour = new Transactions(other);
  });

  afterAll(async () => {
    await own.destroy();
    await other.destroy();
    await database.drop();
  });

  let next = 100;
  const insert = (tx: Tx, id: number): Promise<unknown> =>
    tx.query(`insert into notes values ($1, 'new')`, [id]);
  const has = async (id: number, where = transactions): Promise<boolean> =>
    (await where.read('select 1 from notes where id = $1', [id])).length === 1;

  it('joins a run inside a run: one transaction, one commit', async () => {
    const [a, b] = [next++, next++];
    const pids = await transactions.run(async (tx) => {
      await insert(tx, a);
      const inner = await transactions.run(async (same) => {
        await insert(same, b);
        return same.query('select pg_backend_pid() as pid');
      });
      expect(await database.query('select 1 from first_spec.notes where id = $1', [b])).toEqual([]);
      return [inner, await tx.query('select pg_backend_pid() as pid')];
    });
    expect(pids[0]).toEqual(pids[1]);
    expect([await has(a), await has(b)]).toEqual([true, true]);
  });

  it('undoes the inner work with the outer, and the outer with the inner', async () => {
    const [a, b] = [next++, next++];
    await expect(
      transactions.run(async (tx) => {
        await insert(tx, a);
        await transactions.run((same) => insert(same, b));
        throw new Error('outer');
      }),
    ).rejects.toThrow('outer');
    await expect(
      transactions.run(async (tx) => {
        await insert(tx, a);
        await transactions.run(async (same) => {
          await insert(same, b);
          throw new Error('inner');
        });
      }),
    ).rejects.toThrow('inner');
    expect([await has(a), await has(b)]).toEqual([false, false]);
  });

  it('goes on after a key that was taken, without the work that met it', async () => {
    const [a, b, c] = [next++, next++, next++];
    const held = await transactions.run(async (tx) => {
      await insert(tx, a);
      const outer = await tx.unlessTaken(async () => {
        const inner = await tx.unlessTaken(async () => {
          await insert(tx, b);
          await insert(tx, a);
        });
        await insert(tx, c);
        expect(inner).toBe(false);
        await insert(tx, a);
      });
      return [outer, await tx.unlessTaken(() => insert(tx, b))];
    });
    expect(held).toEqual([false, true]);
    expect([await has(a), await has(b), await has(c)]).toEqual([true, true, false]);
    await expect(
      transactions.run((tx) => tx.unlessTaken(() => tx.query('select 1 / 0'))),
    ).rejects.toMatchObject({ code: '22012' });
  });

  it('shows a transaction its own writes, and nobody else', async () => {
    const id = next++;
    await transactions.run(async (tx) => {
      await insert(tx, id);
      expect(await has(id)).toBe(true);
      expect(await database.query('select 1 from first_spec.notes where id = $1', [id])).toEqual(
        [],
      );
    });
  });

  it('does what follows a commit after it, once, and never when it rolled back', async () => {
    const seen: string[] = [];
    const id = next++;
    const visible = (): Promise<unknown[]> =>
      database.query('select 1 from first_spec.notes where id = $1', [id]);
    let atCommit: Promise<unknown[]> = Promise.resolve([]);
    await transactions.run(async (tx) => {
      await insert(tx, id);
      tx.afterCommit(() => {
        seen.push('outer');
        atCommit = visible();
      });
      await transactions.run(async (same) => {
        same.afterCommit(() => seen.push('inner'));
      });
      expect(seen).toEqual([]);
    });
    expect(seen).toEqual(['outer', 'inner']);
    expect(await atCommit).toHaveLength(1);

    const refused = transactions.run(async (tx) => {
      tx.afterCommit(() => seen.push('never'));
      await insert(tx, 1);
    });
    await expect(refused).rejects.toMatchObject({ code: '23505' });
    expect(seen).toEqual(['outer', 'inner']);
  });

  it('does nothing of what follows when the commit itself fails', async () => {
    await database.query(
      'create table first_spec.checked (id int unique deferrable initially deferred)',
    );
    await database.query('grant insert on first_spec.checked to public');
    const seen: string[] = [];
    const refused = transactions.run(async (tx) => {
      tx.afterCommit(() => seen.push('never'));
      await tx.query('insert into checked values (1), (1)');
    });
    await expect(refused).rejects.toMatchObject({ code: '23505' });
    expect(seen).toEqual([]);
  });

  it('says that the connection was lost, whenever it was, and goes on with another', async () => {
    const kill = async (tx: Tx): Promise<void> => {
      const [row] = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
      await database.query('select pg_terminate_backend($1)', [row?.pid]);
      await new Promise((resolve) => setTimeout(resolve, 50));
    };
    const id = next++;
    const between = transactions.run(async (tx) => {
      await insert(tx, id);
      await kill(tx);
      await tx.query('select 1');
    });
    await expect(between).rejects.toMatchObject({ code: '08006' });
    const beforeCommit = transactions.run(async (tx) => {
      await insert(tx, id);
      await kill(tx);
    });
    await expect(beforeCommit).rejects.toMatchObject({ code: '08006' });
    await transactions.run((tx) => insert(tx, id));
    expect(await has(id)).toBe(true);
  });

  it('tries a deadlock again', async () => {
    let attempts = 0;
    let bothHold = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      let waiting = 2;
      bothHold = () => {
        if (--waiting === 0) resolve();
      };
    });
    const crosswise = (first: number, second: number): Promise<void> =>
      transactions.run(async (tx) => {
        attempts++;
        await tx.query('update notes set text = text || $2 where id = $1', [first, '+']);
        bothHold();
        await held;
        await tx.query('update notes set text = text || $2 where id = $1', [second, '+']);
      });
    await Promise.all([crosswise(1, 2), crosswise(2, 1)]);
    // A second deadlock may follow on a busy machine.
    expect(attempts).toBeGreaterThanOrEqual(3);
    expect(
      await transactions.read('select text from notes where id in (1, 2) order by id'),
    ).toEqual([{ text: 'one++' }, { text: 'two++' }]);
  });

  it('gives up after four attempts', async () => {
    let attempts = 0;
    const refused = transactions.run(async (tx) => {
      attempts++;
      await tx.query(`do $$ begin raise exception 'x' using errcode = '40001'; end $$`);
    });
    await expect(refused).rejects.toMatchObject({ code: '40001' });
    expect(attempts).toBe(4);
  });

  // A process-wide registry of transactions once wrote into another service's schema.
  it('keeps two services of one process apart, interleaved and one inside the other', async () => {
    const id = next++;
    await transactions.run(async (tx) => {
      await neighbour.run((theirs) => insert(theirs, id + 1_000));
      await insert(tx, id);
      expect([await has(id), await has(id, neighbour)]).toEqual([true, false]);
    });
    await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        (i % 2 === 0 ? transactions : neighbour).run(async (tx) => {
          await new Promise((resolve) => setTimeout(resolve, (i * 7) % 11));
          await insert(tx, 5_000 + i);
        }),
      ),
    );
    for (let i = 0; i < 20; i++) {
      const here = [await has(5_000 + i), await has(5_000 + i, neighbour)];
      expect([i, ...here]).toEqual([i, i % 2 === 0, i % 2 === 1]);
    }
    expect([await has(id + 1_000), await has(id + 1_000, neighbour)]).toEqual([false, true]);
  });

  it('keeps a neighbour’s work when its own is undone', async () => {
    const id = next++;
    const refused = transactions.run(async (tx) => {
      await insert(tx, id);
      await neighbour.run((theirs) => insert(theirs, id));
      throw new Error('undone');
    });
    await expect(refused).rejects.toThrow('undone');
    expect([await has(id), await has(id, neighbour)]).toEqual([false, true]);
  });

  it.each([
    'select * from second_spec.notes',
    `insert into second_spec.notes values (9, 'x')`,
    'drop table second_spec.notes',
    'create table second_spec.mine (id int)',
    'create table public.mine (id int)',
    'create schema mine',
    'select rolpassword from pg_authid',
    'create role mine',
    'set role passerelle_second_spec_missing',
  ])('is not allowed: %s', async (sql) => {
    await expect(transactions.read(sql)).rejects.toMatchObject({
      code: expect.stringMatching(/^(42501|22023)$/),
    });
  });

  it('reads days as text and counts as numbers, whatever the server’s zone', async () => {
    const [row] = await transactions.read(
      `select date '2024-03-31' as day, count(*) as count, 9007199254740991::bigint as big,
              current_setting('TimeZone') as zone from notes where id = 1`,
    );
    expect(row).toEqual({ day: '2024-03-31', count: 1, big: 9_007_199_254_740_991, zone: 'UTC' });
  });
});
