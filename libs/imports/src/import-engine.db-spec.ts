import { gzipSync } from 'node:zlib';

import { newContext, runInContext } from '@passerelle/observability';

import { bodyOf, ImportOffice } from '../test/import-office.js';
import { HEADER, rentFile, rentLine, RentLines } from '../test/rent-lines.js';
import type { StagedFault } from './definition.js';

const GOOD = '0000001;L-1;10000000000001;Martin;512,34;oui';
const LINES = 12_000;

let office: ImportOffice;

beforeAll(async () => {
  office = await ImportOffice.open();
});

afterAll(() => office.close());

beforeEach(() => office.clear());

const csv = (...lines: readonly string[]): string => [HEADER, ...lines].join('\n');

describe('a file', () => {
  it('is taken over line by line; the report names the others', async () => {
    const { view, report } = await office.import(
      office.engine(),
      bodyOf(
        csv(GOOD, '12;L-2;10000000000001;Durand;1;non', '0000003;L-3;10000000000001;Petit;0;'),
      ),
    );
    expect(view).toMatchObject({
      status: 'completed',
      linesRead: 3,
      accepted: 1,
      rejected: 1,
      toConfirm: 1,
      progress: 1,
      failure: null,
      notes: [],
    });
    expect(report).toBe(
      'ligne;gravité;champ;code;message\r\n' +
        '3;refusée;fileNumber;file-number;numéro d’allocataire de 7 chiffres\r\n' +
        '4;à confirmer;rent;zero-rent;loyer nul\r\n',
    );
    expect(await office.count('rents')).toBe(2);
    expect([await office.count('import_chunks'), await office.count('import_checkpoints')]).toEqual(
      [0, 0],
    );
  });

  it('is reported in English to whoever asks for it', async () => {
    const engine = office.engine();
    const { view } = await office.import(engine, bodyOf(csv('x')));
    const { report } = await runInContext(newContext('en'), () => office.outcome(engine, view.id));
    expect(report).toContain('2;refused;;column-count;values are missing from the line\r\n');
  });

  it('sent twice changes nothing', async () => {
    const engine = office.engine();
    const first = await office.import(engine, bodyOf(rentFile(LINES)));
    const rents = await office.rents();
    const second = await office.import(engine, bodyOf(rentFile(LINES)));
    expect(await office.rents()).toBe(rents);
    expect(second.faults).toEqual(first.faults);
    expect({ ...second.view, id: '', createdAt: '', endedAt: '' }).toEqual({
      ...first.view,
      id: '',
      createdAt: '',
      endedAt: '',
    });
  });

  it('leaves PostgreSQL with statistics of the tables that it filled', async () => {
    // Autovacuum would renew them within a minute, and hide what this is about.
    await office.asOwner('alter table rents set (autovacuum_enabled = false)');
    await office.import(office.engine(), bodyOf(rentFile(LINES)));
    const [table] = await office.transactions.read<{ rows: number }>(
      `select reltuples as rows from pg_class where oid = 'rents'::regclass`,
    );
    expect(table?.rows).toBe(await office.count('rents'));
  });

  it('tried dry is reported as it would be, and leaves nothing else', async () => {
    const dry = await office.import(office.engine(), bodyOf(rentFile(LINES)), { dryRun: true });
    expect(await office.count('rents')).toBe(0);
    const real = await office.import(office.engine(), bodyOf(rentFile(LINES)));
    expect(dry.faults).toEqual(real.faults);
    expect(dry.view).toMatchObject({
      status: 'completed',
      accepted: real.view.accepted,
      dryRun: true,
    });
  });

  it.each([1_000, 3_000, 50_000])(
    'comes to the same in chunks of %s lines',
    async (linesPerChunk) => {
      const { faults, view } = await office.import(
        office.engine({ linesPerChunk }),
        bodyOf(rentFile(6_000)),
      );
      // What the generator did to each hundredth line, in turn.
      const codes = [
        'fileNumber file-number',
        'rent negative',
        'rent zero-rent',
        'landlordSiret unknown-landlord',
        'duplicate-line',
        'duplicate-line',
        'unbalanced-quotes',
        'mixed-separators',
        'column-count',
        'forbidden-character',
      ];
      const expected = Array.from({ length: 60 }, (_, index) => {
        return `${String(index * 100 + 99 + 2)} ${codes[index % 10] ?? ''}`;
      });
      expect(faults).toEqual(expected);
      expect(view).toMatchObject({ linesRead: 6_000, rejected: 54, toConfirm: 6, accepted: 5_940 });
    },
  );

  it('of NDJSON comes to the same as one of CSV', async () => {
    const lines = [
      '{"fileNumber":"0000001","dwellingRef":"L-1","landlordSiret":"10000000000001","rent":512.34,"shared":true}',
      '',
      '{"fileNumber":"0000002","dwellingRef":"L-1","landlordSiret":"10000000000001","rentCents":-1}',
      '{"fileNumber":"0000003","dwellingRef":"L-1","landlordSiret":"10000000000001","rentCents":1,"nir":"x"}',
      '{"fileNumber":"0000003"',
    ];
    const body = bodyOf(lines.join('\n'), { mediaType: 'application/x-ndjson' });
    const { faults, view } = await office.import(office.engine(), body);
    expect(faults).toEqual([
      '3 rentCents whole-number',
      '4 nir unknown-member',
      '5 malformed-json',
    ]);
    expect(view).toMatchObject({ linesRead: 4, accepted: 1 });
  });

  it('in Latin-1 is converted, and says so', async () => {
    const bytes = Buffer.from(csv('0000001;L-1;10000000000001;Lefèvre;512,34;'), 'latin1');
    const { view, report } = await office.import(office.engine(), bodyOf([bytes]));
    expect(view.notes.map(({ code }) => code)).toEqual(['converted-encoding']);
    expect(report).toContain(';information;;converted-encoding;');
    const [row] = await office.transactions.read<{ last_name: string }>(
      'select last_name from rents',
    );
    expect(row?.last_name).toBe('Lefèvre');
  });
});

it('in Latin-9 is read as such where its sender says so, and the note names it', async () => {
  const bytes = Buffer.from(csv('0000001;L-1;10000000000001;Ladr\u00bduvre;512,34;'), 'latin1');
  const body = { ...bodyOf([bytes]), charset: 'iso-8859-15' };
  const { view } = await office.import(office.engine(), body);
  expect(view.notes.map(({ code }) => code)).toEqual(['converted-latin-9']);
  expect(view.notes[0]?.message).toContain('ISO-8859-15');
  const rows = await office.transactions.read('select last_name from rents');
  expect(rows).toEqual([{ last_name: 'Ladrœuvre' }]);
});

describe('bad input', () => {
  it.each<[string, string | Buffer, string]>([
    ['no header', GOOD, 'missing-header'],
    ['another header', 'a;b;c\n1;2;3', 'missing-header'],
    ['a missing column', 'fileNumber;landlordSiret;rent\n', 'missing-column'],
    ['an unknown column', `${HEADER};nir\n`, 'unknown-column'],
    ['a repeated column', `${HEADER};loyer\n`, 'duplicate-column'],
    ['an open quote in the header', `"${HEADER}\n`, 'unreadable-header'],
    ['a header that never ends', Buffer.alloc(400_000, 'x'), 'unreadable-header'],
    ['UTF-16', Buffer.from(`\ufeff${csv(GOOD)}`, 'utf16le'), 'unsupported-encoding'],
    ['NUL bytes only', Buffer.alloc(100), 'unreadable-header'],
  ])('%s refuses the file as a whole', async (_, content, code) => {
    const { view, report } = await office.import(office.engine(), bodyOf([Buffer.from(content)]));
    expect(view).toMatchObject({ status: 'failed', linesRead: 0, failure: { code } });
    expect(report).toContain(`;fichier refusé;;${code};`);
    expect(await office.count('rents')).toBe(0);
  });

  it('blank lines are no NDJSON', async () => {
    const body = bodyOf('\n  \n', { mediaType: 'application/x-ndjson' });
    expect((await office.import(office.engine(), body)).view.failure?.code).toBe('empty-file');
  });

  it.each([
    ['0000002;L-1;10000000000001;"Martin;1;', 'unbalanced-quotes'],
    ['0000002;L-1;10000000000001;M"artin;1;', 'misplaced-quote'],
    ['0000002;L-1;10000000000001;Martin', 'column-count'],
    ['0000002;L-1;10000000000001;Martin;1;;x', 'too-many-values'],
    ['TOTAL;;;;512,34;', 'total-line'],
    ['0000002,L-1,10000000000001,Martin,1,', 'mixed-separators'],
    ['0000002;L-1;10000000000001;Mar\0tin;1;', 'forbidden-character'],
    [`0000002;L-1;10000000000001;${'x'.repeat(2_000_000)};1;`, 'line-too-long'],
    ['0000002;;10000000000001;Martin;1;', 'dwellingRef required'],
    ['0000002;L-1;1;Martin;1;', 'landlordSiret pattern'],
    ['0000002;L-1;90000000000001;Martin;1;', 'landlordSiret unknown-landlord'],
    ['0000002;L-1;10000000000001;Martin;douze;', 'rent amount'],
    ['0000002;L-1;10000000000001;Martin;1;peut-être', 'shared flag'],
    [GOOD, 'duplicate-line'],
  ])('costs one line: %.60s', async (line, fault) => {
    const after = '0000009;L-9;10000000000001;;1;';
    const { view, faults } = await office.import(office.engine(), bodyOf(csv(GOOD, line, after)));
    expect(faults).toEqual([`3 ${fault}`]);
    expect(view).toMatchObject({ status: 'completed', linesRead: 3, accepted: 2, rejected: 1 });
  });

  it('never comes back in a report', async () => {
    const { report } = await office.import(
      office.engine(),
      bodyOf(csv('=cmd|calc;Dupont;+33;@x;-1;"')),
    );
    expect(report).not.toMatch(/cmd|Dupont|33|calc/);
  });
});

describe('a file that tells one state after the other', () => {
  class States extends RentLines {
    readonly counts = 'last';
  }

  const state = (n: number, rent: number): string =>
    `${String(n).padStart(7, '0')};L-1;10000000000001;Martin;${String(rent)};`;
  const lines = [
    ...Array.from({ length: 2_500 }, (_, n) => state(n, 1)),
    state(7, 2),
    // A refused line takes nothing from the good one before it.
    state(8, -1),
    state(7, 3),
    state(2_499, 2),
  ];

  it('comes to the last of them, whatever chunk that is in', async () => {
    const engine = office.engine({}, new States());
    const { view, faults } = await office.import(engine, bodyOf(csv(...lines)));
    expect(faults).toEqual([
      '9 superseded-line',
      '2501 superseded-line',
      '2502 superseded-line',
      '2503 rent negative',
    ]);
    expect(view).toMatchObject({ linesRead: 2_504, accepted: 2_500, rejected: 4 });
    expect(
      await office.transactions.read(
        'select file_number, rent_cents, line from rents where rent_cents > 100 order by file_number',
      ),
    ).toEqual([
      { file_number: '0000007', rent_cents: 300, line: 2504 },
      { file_number: '0002499', rent_cents: 200, line: 2505 },
    ]);
    const rents = await office.rents();
    await office.import(office.engine({}, new States()), bodyOf(csv(...lines)));
    expect(await office.rents()).toBe(rents);
  });

  it('goes on where it was stopped', async () => {
    const whole = await office.import(office.engine({}, new States()), bodyOf(csv(...lines)));
    const rents = await office.rents();
    await office.clear();
    const { id } = await office.receive(office.engine({}, new States()), bodyOf(csv(...lines)));
    for (let merges = 0; merges < 4; merges++) {
      class Stopped extends States {
        left = 1;

        override merge(...args: Parameters<RentLines['merge']>): Promise<StagedFault[]> {
          if (this.left-- > 0) return super.merge(...args);
          return Promise.reject(Object.assign(new Error('gone'), { code: '08006' }));
        }
      }
      await office
        .engine({}, new Stopped())
        .work(id)
        .catch(() => undefined);
    }
    const outcome = await office.outcome(office.engine({}, new States()), id);
    expect(outcome.faults).toEqual(whole.faults);
    expect(outcome.view).toMatchObject({ status: 'completed', accepted: 2_500 });
    expect(await office.rents()).toBe(rents);
  });
});

describe('a refusal at the end', () => {
  class Strict extends RentLines {
    complete(_: unknown, run: { readonly rejected: number }): Promise<string | null> {
      return Promise.resolve(run.rejected > 0 ? 'too-many-faults' : null);
    }

    async discard(
      tx: { query: (sql: string, values: unknown[]) => Promise<unknown> },
      run: { importId: string },
    ): Promise<void> {
      await tx.query('delete from rents where import_id = $1', [run.importId]);
    }
  }

  it('takes back what was merged', async () => {
    const { view } = await office.import(office.engine({}, new Strict()), bodyOf(rentFile(5_000)));
    expect(view).toMatchObject({
      status: 'failed',
      failure: { code: 'too-many-faults', message: 'trop de lignes refusées' },
    });
    expect(await office.count('rents')).toBe(0);
  });
});

describe('a run that breaks off', () => {
  it('at its very end is ended by the next without reading the content again', async () => {
    class Ending extends RentLines {
      attempts = 0;

      complete(): Promise<null> {
        if (++this.attempts > 1) return Promise.resolve(null);
        return Promise.reject(Object.assign(new Error('gone'), { code: '08006' }));
      }
    }
    const engine = office.engine({}, new Ending());
    const { id } = await office.receive(engine, bodyOf(rentFile(2_500)));
    await expect(engine.work(id)).rejects.toThrow('the import failed');
    await office.transactions.run((tx) => tx.query('delete from import_chunks'));
    await engine.work(id);
    expect((await office.outcome(engine, id)).view).toMatchObject({
      status: 'completed',
      linesRead: 2_500,
    });
  });

  /** Ends a run by each of the ways in turn, at a chunk of its own. */
  class Fragile extends RentLines {
    merges = 0;
    breakAt = Infinity;
    readonly controller = new AbortController();

    override async merge(...[tx, chunk]: Parameters<RentLines['merge']>): Promise<StagedFault[]> {
      const faults = await super.merge(tx, chunk);
      if (++this.merges !== this.breakAt) return faults;
      if (this.breakAt % 3 === 0) this.controller.abort();
      else if (this.breakAt % 3 === 1)
        await tx.query('select pg_terminate_backend(pg_backend_pid())');
      else throw Object.assign(new Error('gone'), { code: '08006' });
      return faults;
    }
  }

  it('goes on from its checkpoints and ends as if nothing had been, wherever it broke', async () => {
    const whole = await office.import(office.engine(), bodyOf(rentFile(LINES)));
    const rents = await office.rents();
    for (let seed = 1; seed <= 6; seed++) {
      await office.clear();
      const { id } = await office.receive(office.engine(), bodyOf(rentFile(LINES)));
      let attempts = 0;
      for (; (await office.engine().byId(id)).status !== 'completed'; attempts++) {
        const fragile = new Fragile();
        fragile.breakAt = 1 + ((seed * 7 + attempts * 5) % 9);
        const engine = office.engine({}, fragile);
        await engine.work(id, fragile.controller.signal).catch(() => undefined);
      }
      const outcome = await office.outcome(office.engine(), id);
      expect(attempts).toBeGreaterThan(1);
      expect(outcome.faults).toEqual(whole.faults);
      expect(await office.rents()).toBe(rents);
      expect(outcome.view).toMatchObject({ linesRead: LINES, accepted: whole.view.accepted });
    }
  }, 240_000);

  it('for a reason that does not pass ends as failed, and says nothing of it', async () => {
    class Broken extends RentLines {
      override merge(): Promise<StagedFault[]> {
        return Promise.reject(new Error('Martin'));
      }
    }
    const engine = office.engine({}, new Broken());
    const { id } = await office.receive(engine, bodyOf(csv(GOOD)));
    for (let attempt = 1; attempt < 6; attempt++) {
      await expect(engine.work(id)).rejects.toThrow('the import failed: Error');
    }
    await engine.work(id);
    expect((await office.outcome(engine, id)).view.failure?.code).toBe('internal-error');
    expect(await office.count('import_chunks')).toBe(0);
  });

  it('for a reason of ours frees the key: the file may be sent again', async () => {
    let isBroken = true;
    class Repaired extends RentLines {
      override merge(...given: Parameters<RentLines['merge']>): Promise<StagedFault[]> {
        return isBroken ? Promise.reject(new Error('broken')) : super.merge(...given);
      }
    }
    const engine = office.engine({}, new Repaired());
    const send = () => office.receive(engine, { ...bodyOf(csv(GOOD)), idempotencyKey: 'nightly' });
    const first = await send();
    for (let attempt = 1; attempt < 6; attempt++) {
      await expect(engine.work(first.id)).rejects.toThrow('the import failed: Error');
    }
    await engine.work(first.id);
    isBroken = false;
    const second = await send();
    expect(second.id).not.toBe(first.id);
    await engine.work(second.id);
    expect((await office.outcome(engine, second.id)).view.status).toBe('completed');
    expect((await send()).id).toBe(second.id);
  });
});

describe('two imports at once', () => {
  it('of the same lines in opposite orders both end', async () => {
    const lines = Array.from({ length: 12_000 }, (_, n) => rentLine(n * 100));
    const engines = [office.engine(), office.engine()] as const;
    const changed = lines.map((line) => line.replace(/;\d+,/, ';999,')).reverse();
    const outcomes = await Promise.all([
      office.import(engines[0], bodyOf(csv(...lines))),
      office.import(engines[1], bodyOf(csv(...changed))),
    ]);
    expect(outcomes.map(({ view }) => view.status)).toEqual(['completed', 'completed']);
    expect(outcomes.map(({ view }) => view.accepted)).toEqual([12_000, 12_000]);
  });

  it('one import in two workers is done once', async () => {
    const { id } = await office.receive(office.engine(), bodyOf(rentFile(LINES)));
    await Promise.all([office.engine().work(id), office.engine().work(id)]);
    expect((await office.engine().byId(id)).linesRead).toBe(LINES);
  });
});

it('holds a gzip of what it says', async () => {
  const body = bodyOf([gzipSync(csv(GOOD))], { encoding: 'gzip' });
  expect((await office.import(office.engine(), body)).view.accepted).toBe(1);
});
