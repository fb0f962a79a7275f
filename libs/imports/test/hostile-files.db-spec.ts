import { Readable } from 'node:stream';
import { deflateRawSync, gzipSync } from 'node:zlib';

import type { DomainError } from '@passerelle/kernel';

import { bodyOf, ImportOffice, SENDER } from './import-office.js';
import { HEADER, rentFile, rentLine } from './rent-lines.js';
import type { ImportSettings } from '../src/import-settings.js';

const GOOD = '0000001;L-1;10000000000001;Martin;512,34;oui';
const MIB = 1_048_576;

/** The limits as they were before there were any. */
const UNLIMITED: Partial<ImportSettings> = {
  maxRatio: Infinity,
  faults: { perLine: Infinity, perImport: Infinity },
  earlyStop: { refusedShare: 2, minLines: 1 },
};

describe('a hostile file', () => {
  let office: ImportOffice;

  beforeAll(async () => {
    office = await ImportOffice.open();
  });

  afterAll(() => office.close());

  beforeEach(() => office.clear());

  const refusal = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'none',
      (error: unknown) => (error as DomainError).code,
    );

  async function databaseBytes(): Promise<number> {
    const [row] = await office.transactions.read<{ bytes: number }>(
      `select sum(pg_total_relation_size(oid))::bigint as bytes from pg_class
       where relnamespace = current_schema()::regnamespace and relkind = 'r'`,
    );
    return row?.bytes ?? 0;
  }

  /** How many bytes the database grows by, for each byte of the request. */
  async function growth(request: Buffer, settings: Partial<ImportSettings>): Promise<number> {
    await office.clear();
    const before = await databaseBytes();
    await office.import(office.engine(settings), bodyOf([request], { encoding: 'gzip' }));
    return ((await databaseBytes()) - before) / request.length;
  }

  const csv = (...lines: readonly string[]): string => [HEADER, ...lines].join('\n');

  it('of 5 KB does not fill the database with its faults', async () => {
    // Short lines, and noise so that the gzip has the size of the request that was seen.
    const noise = Array.from({ length: 3_000 }, (_, n) =>
      Math.sin(n + 1)
        .toString(36)
        .slice(4, 6),
    );
    const request = gzipSync(`${csv(...noise)}\n${'x\n'.repeat(200_000)}`, { level: 9 });
    expect(request.length).toBeGreaterThan(4_000);
    const before = await growth(request, { ...UNLIMITED, linesPerChunk: 20_000 });
    const after = await growth(request, { linesPerChunk: 20_000 });
    expect(before).toBeGreaterThan(3_000);
    expect(after).toBeLessThan(200);
  });

  describe('that is compressed', () => {
    const content = Buffer.alloc(8 * MIB, `${GOOD}\n`);
    const member = (part: Buffer): Buffer => gzipSync(part, { level: 9 });
    /** Deflate cut into stored, fixed and dynamic blocks, and many members. */
    const pieces = (size: number): Buffer[] =>
      Array.from({ length: content.length / size }, (_, n) =>
        member(content.subarray(n * size, (n + 1) * size)),
      );

    it.each<[string, () => Buffer]>([
      ['at once', () => member(content)],
      ['in many members', () => Buffer.concat(pieces(MIB / 4))],
      ['after a member of noise', () => Buffer.concat([member(noiseOf(20_000)), ...pieces(MIB)])],
      [
        'after a good first megabyte',
        () =>
          Buffer.concat([
            member(noiseOf(MIB)),
            ...Array.from({ length: 4 }, () => member(content)),
          ]),
      ],
      [
        'in members without content between',
        () => Buffer.concat(pieces(MIB).flatMap((one) => [one, member(Buffer.alloc(0))])),
      ],
      [
        'in one block of deflate with a false length',
        () => Buffer.concat([gzipHeader(), deflateRawSync(content, { level: 9 }), Buffer.alloc(8)]),
      ],
    ])('too well is refused early: %s', async (_, make) => {
      const given = make();
      const received = office.receive(office.engine(), bodyOf([given], { encoding: 'gzip' }));
      expect(await refusal(received)).toBe('imports/compression-bomb');
      expect(await office.count('import_chunks')).toBe(0);
      // What was written for a while stays in proportion to the request, not to the content.
      const [written] = await office.transactions.read<{ bytes: number }>(
        `select pg_total_relation_size('import_chunks') as bytes`,
      );
      expect(written?.bytes).toBeLessThan(100 * given.length + MIB);
    });

    it('well, as a list of tenants is, is taken', async () => {
      const body = bodyOf([gzipSync(Buffer.concat([...rentFile(40_000)]))], { encoding: 'gzip' });
      expect((await office.receive(office.engine(), body)).bytes).toBeGreaterThan(2 * MIB);
    });
  });

  it('with nearly nothing but bad lines is stopped before any line takes effect', async () => {
    const bad = Array.from({ length: 970 }, (_, n) => rentLine(n).slice(8));
    const good = Array.from({ length: 30 }, (_, n) => rentLine(2_000 + n));
    const engine = office.engine();
    const { view, report } = await office.import(
      engine,
      bodyOf(csv(...good, ...bad, ...Array<string>(50_000).fill('x'))),
    );
    expect(view).toMatchObject({
      status: 'failed',
      linesRead: 1_000,
      rejected: 970,
      failure: { code: 'mostly-refused' },
    });
    expect(view.failure?.message).toContain('1000 premières lignes, 970 sont refusées');
    expect(report.split('\r\n').filter((row) => row.includes(';refusée;'))).toHaveLength(970);
    expect(await office.count('rents')).toBe(0);
    expect(await office.count('import_chunks')).toBe(0);
  });

  it.each([
    ['fewer lines than the least number', 999, 1],
    ['a share below the limit', 949, 51],
  ])('with %s is read to its end', async (_, bad, good) => {
    const lines = [
      ...Array<string>(bad).fill('x'),
      ...Array.from({ length: good }, (_line, n) => rentLine(n)),
    ];
    const settings = { earlyStop: { refusedShare: 0.95, minLines: bad === 999 ? 1_001 : 1_000 } };
    const { view } = await office.import(office.engine(settings), bodyOf(csv(...lines)));
    expect(view).toMatchObject({ status: 'completed', rejected: bad, accepted: good });
    expect(await office.count('rents')).toBe(good);
  });

  it('is judged by all its first lines, however small its chunks are', async () => {
    const lines = [...Array<string>(1_000).fill('x'), ...Array<string>(200).fill(GOOD)];
    const engine = office.engine({ linesPerChunk: 300 });
    const { view } = await office.import(engine, bodyOf(csv(...lines)));
    expect(view).toMatchObject({ status: 'completed', linesRead: 1_200, accepted: 1 });
    const bad = bodyOf(csv(...Array<string>(1_300).fill('x')));
    const second = await office.import(engine, bad);
    expect(second.view).toMatchObject({ status: 'failed', linesRead: 1_200, rejected: 1_200 });
  });

  it('has a report of bounded length, which says how many faults are missing', async () => {
    const lines = Array.from({ length: 6_000 }, (_, n) => (n % 2 === 0 ? rentLine(n) : 'x'));
    const engine = office.engine({ faults: { perLine: 3, perImport: 500 } });
    const { view, report, faults } = await office.import(engine, bodyOf(csv(...lines)));
    expect(view).toMatchObject({ linesRead: 6_000, rejected: 3_000, accepted: 3_000 });
    // Two chunks at once may both find room.
    expect(faults.length).toBeGreaterThanOrEqual(500);
    expect(faults.length).toBeLessThanOrEqual(1_000);
    expect(view.omittedFaults).toBe(3_000 - faults.length);
    expect(report.trimEnd().split('\r\n').at(-1)).toMatch(
      /^;information;;omitted-faults;\d.* autres anomalies/,
    );
  });

  it('with a line of a hundred faults keeps a few of them', async () => {
    const members = Array.from({ length: 100 }, (_, n) => `"m${String(n)}":1`).join();
    const body = bodyOf(`{${members}}\n`, { mediaType: 'application/x-ndjson' });
    const { view, faults } = await office.import(office.engine(), body);
    expect(faults).toHaveLength(20);
    expect(view.rejected).toBe(1);
    // The members, and what is missing of the columns.
    expect(view.omittedFaults).toBeGreaterThan(80);
  });

  it('that repeats lines with a doubt counts each line once', async () => {
    // Each second line repeats the one before: a doubt in the first pass, a refusal in the second.
    const lines = Array.from({ length: 3_000 }, (_, n) => {
      const number = String(Math.floor(n / 2)).padStart(7, '0');
      return `${number};L-1;10000000000001;Martin;0;oui`;
    });
    const { view } = await office.import(office.engine(), bodyOf(csv(...lines)));
    expect(view).toMatchObject({
      linesRead: 3_000,
      rejected: 1_500,
      toConfirm: 1_500,
      accepted: 0,
    });
  });

  it('leaves its report for a shorter time than its counts', async () => {
    const engine = office.engine({ reportRetentionDays: 30, retentionDays: 60 });
    const { view } = await office.import(engine, bodyOf(csv('x', GOOD)));
    const age = (days: number) =>
      office.transactions.run((tx) =>
        tx.query(`update imports set ended_at = now() - $1 * interval '1 day'`, [days]),
      );
    await age(29);
    await engine.forgetOld();
    expect(await office.count('import_faults')).toBe(1);
    await age(31);
    await engine.forgetOld();
    expect(await office.count('import_faults')).toBe(0);
    const record = await engine.byId(view.id);
    expect(engine.view(record)).toMatchObject({ rejected: 1, accepted: 1 });
    expect(() => engine.report(record)).toThrow('imports/report-removed');
    await age(61);
    await engine.forgetOld();
    expect(await office.count('imports')).toBe(0);
  });

  describe('among many', () => {
    const other = { subject: '0190b4e4-0000-7000-8000-000000000002', organisation: null };
    const inOffice = (n: number) => ({
      subject: `0190b4e4-0000-7000-8000-00000000001${String(n)}`,
      organisation: 'landlord',
    });

    it('waits for room: so many files of a caller, so many of an organisation', async () => {
      const engine = office.engine({ filesWaiting: { caller: 2, organisation: 3 } });
      const send = (sender = SENDER) =>
        refusal(office.receive(engine, bodyOf(csv(GOOD)), { sender }));
      expect([await send(), await send(), await send()]).toEqual([
        'none',
        'none',
        'imports/too-many-waiting',
      ]);
      expect(await send(other)).toBe('none');
      expect([
        await send(inOffice(1)),
        await send(inOffice(1)),
        await send(inOffice(2)),
        await send(inOffice(3)),
      ]).toEqual(['none', 'none', 'none', 'imports/too-many-waiting']);
      const [{ id } = { id: '' }] = await office.transactions.read<{ id: string }>(
        'select id from imports where created_by = $1 limit 1',
        [SENDER.subject],
      );
      await engine.work(id);
      expect(await send()).toBe('none');
    });

    it('waits for room: so many bytes, counted while they arrive', async () => {
      const engine = office.engine({ bytesWaiting: { caller: 3 * MIB, organisation: 9 * MIB } });
      const send = (lines: number, sender = SENDER) =>
        refusal(office.receive(engine, bodyOf(rentFile(lines)), { sender }));
      expect(await send(30_000)).toBe('none');
      expect(await send(30_000)).toBe('imports/too-much-for-now');
      expect(await send(30_000, other)).toBe('none');
      expect(await office.count('imports')).toBe(2);
      expect(await send(10_000)).toBe('none');
    });
  });

  it('that comes drop by drop is ended, and nothing of it stays', async () => {
    const engine = office.engine({ windowMs: 50, minBytesPerSecond: 1_000_000 });
    const drops = new Readable({ read: () => undefined });
    const drip = setInterval(() => drops.push(Buffer.from('x')), 5);
    expect(await refusal(office.receive(engine, bodyOf(drops)))).toBe('imports/upload-too-slow');
    clearInterval(drip);
    expect([await office.count('imports'), await office.count('import_chunks')]).toEqual([0, 0]);
  });

  it('is no reason to end a caller who waits for the service', async () => {
    const engine = office.engine({ windowMs: 20, minBytesPerSecond: 1_000_000 });
    // The whole file is there at once: all time passes in the service.
    expect(await refusal(office.receive(engine, bodyOf(rentFile(60_000))))).toBe('none');
  });
});

/** Bytes that do not compress. */
function noiseOf(bytes: number): Buffer {
  let seed = 1;
  return Buffer.from(
    Array.from(
      { length: bytes },
      () => (seed = (Math.imul(seed, 48_271) >>> 0) % 0x7fffffff) & 255,
    ),
  );
}

function gzipHeader(): Buffer {
  return Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 3]);
}
