import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';

import type { DomainError } from '@passerelle/kernel';

import { bodyOf, ImportOffice, SERVICE, SENDER } from './import-office.js';
import { ObjectServer } from './object-server.js';
import { rentFile, RentLines } from './rent-lines.js';
import type { ImportEngine } from '../src/import-engine.js';
import type { ImportRequest } from '../src/reception.js';

const LIB = join(__dirname, '..');
const LINES = 20_000;
const BLANK_LINES = Buffer.from(`${' '.repeat(150)}\r\n`.repeat(2_400));

/** More than 6 MiB, which makes two parts and two ranges; most of it blank lines, which cost nothing. */
function* longFile(): Generator<Buffer> {
  for (const block of rentFile(LINES)) yield Buffer.concat([block, BLANK_LINES]);
}

/** What the other specs show with contents in PostgreSQL, where a storage makes a difference. */
describe('an import whose content waits in an S3-compatible storage', () => {
  let office: ImportOffice;
  let server: ObjectServer;

  beforeAll(async () => {
    office = await ImportOffice.open();
    server = await ObjectServer.start();
  });

  afterAll(async () => {
    await server.stop();
    await office.close();
  });

  beforeEach(async () => {
    await office.clear();
    server.reset();
  });

  const settings = { linesPerChunk: 500 };

  const engineWith = (definition = new RentLines()): ImportEngine =>
    office.engine(settings, definition, server.storage);

  const refusal = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'none',
      (error: unknown) => (error as DomainError).code,
    );

  const left = async (): Promise<readonly number[]> => [
    server.holds,
    await office.count('import_chunks'),
    await office.count('import_objects'),
    await office.count('import_checkpoints'),
  ];

  it('comes to the same as one whose content waits in PostgreSQL, and leaves nothing behind', async () => {
    const before = await office.import(office.engine(settings), bodyOf(longFile()));
    const rents = await office.rents();
    await office.clear();
    const after = await office.import(engineWith(), bodyOf(longFile()));
    expect(after.faults).toEqual(before.faults);
    expect(await office.rents()).toBe(rents);
    expect(after.view).toMatchObject({ status: 'completed', linesRead: LINES });
    expect(server.asked.filter((operation) => operation === 'part')).toHaveLength(2);
    expect(await left()).toEqual([0, 0, 0, 0]);
  });

  it('cut in the middle leaves nothing, and the key is free again', async () => {
    const engine = engineWith();
    const cut = new Readable({ read: () => undefined });
    const receiving = refusal(engine.receive(upload(cut)));
    for (const piece of longFile()) cut.push(piece);
    while (server.uploads.size === 0) await pause(10);
    cut.destroy(new Error('aborted'));
    expect(await receiving).toBe('imports/upload-interrupted');
    expect(await left()).toEqual([0, 0, 0, 0]);
    expect(await office.count('imports')).toBe(0);
    expect(await refusal(engine.receive(upload(rentFile(10))))).toBe('none');
  });

  it.each(['put', 'begin', 'part', 'complete'] as const)(
    'is refused as long as the storage fails at %s, and then taken with the same key',
    async (failing) => {
      const engine = engineWith();
      const content = (): Iterable<Buffer> => (failing === 'put' ? rentFile(100) : longFile());
      server.fault = (operation) => (operation === failing ? 'error' : undefined);
      expect(await refusal(engine.receive(upload(content())))).toBe('imports/storage-unavailable');
      expect(await office.count('imports')).toBe(0);
      server.fault = () => undefined;
      await engine.receive(upload(content()));
      await engine.reconcile();
      // The one that is waiting, and nothing of the one that was refused.
      expect(await left()).toEqual([1, 0, 1, 0]);
    },
  );

  it('is cleared after a process that died during the upload', async () => {
    const slow = new Readable({ read: () => undefined });
    const living = refusal(engineWith().receive(upload(slow)));
    for (const piece of longFile()) slow.push(piece);
    while (server.uploads.size === 0) await pause(10);
    // The connection whose lock says that the process lives goes, as with the process itself.
    await office.database.query(
      `update imports_spec.imports set created_at = now() - interval '1 hour'`,
    );
    await office.database.query(
      `select pg_terminate_backend(pid) from pg_locks join pg_database d on d.oid = database
       where locktype = 'advisory' and datname = current_database()`,
    );
    const other = engineWith();
    while ((await office.count('imports')) > 0) await other.reconcile();
    await other.reconcile();
    expect(await left()).toEqual([0, 0, 0, 0]);
    slow.push(null);
    expect(await living).not.toBe('none');
    expect(await left()).toEqual([0, 0, 0, 0]);
  });

  it('waits for a storage that is away, as often as it takes, and is never refused for it', async () => {
    const engine = engineWith();
    const { id } = await engine.receive(upload(longFile()));
    for (let attempt = 0; attempt < 8; attempt++) {
      // Away from the start, or from the second range on.
      server.fault = (operation, number) =>
        operation === 'get' && (attempt % 2 === 0 || number % 2 === 0) ? 'refuse' : undefined;
      await expect(engine.work(id)).rejects.toThrow('the import failed: StorageUnavailableError');
    }
    expect((await engine.byId(id)).status).toBe('processing');
    server.fault = (_, number) => (number % 3 === 0 ? 'cut' : undefined);
    await engine.work(id);
    expect((await engine.byId(id)).linesRead).toBe(LINES);
  });

  it('is taken back and named when the object is no longer what was received', async () => {
    const engine = engineWith(new Revocable());
    const { id } = await engine.receive(upload(longFile()));
    const [key = ''] = server.objects.keys();
    const object = server.objects.get(key) ?? Buffer.alloc(0);
    // Beyond the lines that are merged by the time it shows; see the spec of spools for the object's tag.
    object.fill('0', object.length - 40, object.length - 38);
    await office.transactions.run((tx) => tx.query('update import_objects set tag = null'));
    await engine.work(id);
    expect(engine.view(await engine.byId(id))).toMatchObject({
      status: 'failed',
      failure: { code: 'content-damaged' },
    });
    expect(await office.count('rents')).toBe(0);
    expect(await left()).toEqual([0, 0, 0, 0]);
  });

  it('is taken over by the next worker, wherever one was killed', async () => {
    execFileSync(process.execPath, [join(LIB, '../../node_modules/typescript/bin/tsc'), '-b', LIB]);
    const engine = engineWith();
    const whole = await office.import(office.engine(settings), bodyOf(longFile()));
    const rents = await office.rents();
    await office.clear();
    const { id } = await engine.receive(upload(longFile()));
    let midway = 0;
    for (let kills = 0; kills < 3; kills++) {
      const before = (await engine.byId(id)).linesRead;
      const child = worker(id);
      const exited = once(child, 'exit');
      while ((await engine.byId(id)).linesRead === before && child.exitCode === null) {
        await pause(10);
      }
      child.kill('SIGKILL');
      await exited;
      if ((await engine.byId(id)).status === 'processing') midway++;
    }
    expect(midway).toBeGreaterThan(0);
    while ((await engine.byId(id)).status !== 'completed') await once(worker(id), 'exit');
    const outcome = await office.outcome(engine, id);
    expect(outcome.faults).toEqual(whole.faults);
    expect(await office.rents()).toBe(rents);
    expect(outcome.view.linesRead).toBe(LINES);
    expect(await left()).toEqual([0, 0, 0, 0]);
  });

  function worker(importId: string): ChildProcess {
    return fork(join(LIB, 'test/import-worker.mjs'), [
      office.url,
      SERVICE,
      importId,
      JSON.stringify(server.storage),
    ]);
  }

  function upload(content: Readable | Iterable<Buffer>): ImportRequest {
    const body = bodyOf(content, { idempotencyKey: 'k-1' });
    return { kind: 'rents', body, context: { year: 2023 }, sender: SENDER };
  }
});

class Revocable extends RentLines {
  async discard(
    tx: { query: (sql: string, values: unknown[]) => Promise<unknown> },
    run: { importId: string },
  ): Promise<void> {
    await tx.query('delete from rents where import_id = $1', [run.importId]);
  }
}
