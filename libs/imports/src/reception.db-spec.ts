import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';

import type { DomainError } from '@passerelle/kernel';

import { bodyOf, ImportOffice } from '../test/import-office.js';
import { HEADER, rentFile } from '../test/rent-lines.js';
import type { ImportEngine } from './import-engine.js';

const FILE = `${HEADER}\n0000001;L-1;10000000000001;Martin;512,34;oui\n`;

describe('receiving', () => {
  let office: ImportOffice;
  let engine: ImportEngine;

  beforeAll(async () => {
    office = await ImportOffice.open();
  });

  afterAll(() => office.close());

  beforeEach(async () => {
    await office.clear();
    engine = office.engine();
  });

  const refusal = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'none',
      (error: unknown) => (error as DomainError).code,
    );

  const keyed = (content: string | Iterable<Buffer> | Readable = FILE, key = 'k-1') =>
    bodyOf(content, { idempotencyKey: key });

  it('keeps the whole content in pieces, with what it will need', async () => {
    const view = await office.receive(engine, bodyOf(rentFile(50_000)));
    const content = Buffer.concat([...rentFile(50_000)]);
    expect(view).toMatchObject({
      status: 'queued',
      bytes: content.length,
      progress: 0,
      dryRun: false,
    });
    expect(await office.count('import_chunks')).toBe(Math.ceil(content.length / 1_048_576));
  });

  it.each([
    ['nothing', bodyOf(''), 'imports/empty-body'],
    ['a truncated gzip', bodyOf([gzipSync(FILE).subarray(0, 40)]), 'imports/corrupt-gzip'],
    [
      'a damaged gzip',
      bodyOf([Buffer.concat([gzipSync(FILE).subarray(0, 20), Buffer.alloc(40)])]),
      'imports/corrupt-gzip',
    ],
    ['no gzip that says it is', bodyOf(FILE, { encoding: 'gzip' }), 'imports/corrupt-gzip'],
    ['another encoding', bodyOf(FILE, { encoding: 'br' }), 'imports/unsupported-encoding'],
    [
      'another media type',
      bodyOf(FILE, { mediaType: 'text/plain' }),
      'request/unsupported-media-type',
    ],
    ['a zip bomb', bodyOf([gzipSync(Buffer.alloc(64 * 1_048_576))]), 'imports/compression-bomb'],
  ])('%s leaves nothing', async (_, body, code) => {
    expect(await refusal(office.receive(engine, body))).toBe(code);
    expect([await office.count('imports'), await office.count('import_chunks')]).toEqual([0, 0]);
  });

  it('stops at the size that was set', async () => {
    const small = office.engine({ maxBytes: 2_000_000 });
    expect(await refusal(office.receive(small, bodyOf(rentFile(60_000))))).toBe(
      'imports/file-too-large',
    );
    expect(await office.count('import_chunks')).toBe(0);
  });

  it('knows gzip by its first bytes, and several members', async () => {
    const body = bodyOf([gzipSync(FILE.slice(0, 30)), gzipSync(FILE.slice(30))]);
    expect((await office.import(engine, body)).view).toMatchObject({
      accepted: 1,
      bytes: FILE.length,
    });
  });

  it('cut in the middle leaves nothing, and the key is free again', async () => {
    const cut = new Readable({ read: () => undefined });
    const receiving = refusal(office.receive(engine, keyed(cut)));
    for (const piece of rentFile(60_000)) cut.push(piece);
    while ((await office.count('import_chunks')) === 0) await pause(10);
    cut.destroy(new Error('aborted'));
    expect(await receiving).toBe('imports/upload-interrupted');
    expect([await office.count('imports'), await office.count('import_chunks')]).toEqual([0, 0]);
    expect(await refusal(office.receive(engine, keyed()))).toBe('none');
  });

  it('ends with whoever falls silent', async () => {
    const silent = new Readable({ read: () => undefined });
    const impatient = office.engine({ idleMs: 50 });
    expect(await refusal(office.receive(impatient, bodyOf(silent)))).toBe(
      'imports/upload-interrupted',
    );
  });

  it('answers the same import to the same key and content, whatever the compression', async () => {
    const first = await office.receive(engine, keyed());
    let replayed = false;
    const again = await office.receive(engine, {
      ...keyed([gzipSync(FILE)]),
      markReplayed: () => {
        replayed = true;
      },
    });
    expect([again.id, replayed]).toEqual([first.id, true]);
    expect(await office.count('imports')).toBe(1);
  });

  it('refuses the key for another content or purpose', async () => {
    await office.receive(engine, keyed());
    const reused = 'request/idempotency-key-reused';
    expect(await refusal(office.receive(engine, keyed(`${FILE}\n`)))).toBe(reused);
    expect(await refusal(office.receive(engine, keyed(), { dryRun: true }))).toBe(reused);
    expect(await refusal(office.receive(engine, keyed(), { year: 2024 }))).toBe(reused);
    expect(await refusal(office.receive(engine, keyed(FILE, 'k-2')))).toBe('none');
  });

  it('refuses the key while its first request is under way', async () => {
    const slow = new Readable({ read: () => undefined });
    const first = office.receive(engine, keyed(slow));
    slow.push(FILE);
    while ((await office.count('imports')) === 0) await pause(10);
    expect(await refusal(office.receive(engine, keyed()))).toBe(
      'request/idempotency-key-in-flight',
    );
    slow.push(null);
    expect((await first).status).toBe('queued');
  });

  it('takes a bounded number of uploads at once', async () => {
    const few = office.engine({ maxUploads: 1 });
    const slow = new Readable({ read: () => undefined });
    const first = office.receive(few, bodyOf(slow));
    expect(await refusal(office.receive(few, bodyOf(FILE)))).toBe('imports/too-many-uploads');
    slow.push(FILE);
    slow.push(null);
    await first;
    expect(await refusal(office.receive(few, bodyOf(FILE)))).toBe('none');
  });

  it('clears what a dead process left, and nothing of a living one', async () => {
    const slow = new Readable({ read: () => undefined });
    const living = office.receive(engine, bodyOf(slow));
    slow.push(FILE);
    while ((await office.count('imports')) === 0) await pause(10);
    await office.transactions.run(async (tx) => {
      await tx.query(`insert into imports (id, kind, format, status, dry_run, context, lines_per_chunk)
                      values (gen_random_uuid(), 'rents', 'csv', 'receiving', false, '{}', 10)`);
      await tx.query(`update imports set created_at = now() - interval '1 hour'`);
    });
    await engine.reconcile();
    expect(await office.count('imports')).toBe(1);
    slow.push(null);
    expect((await living).status).toBe('queued');
  });
});
