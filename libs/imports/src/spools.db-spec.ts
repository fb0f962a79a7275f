import { createHash, randomBytes } from 'node:crypto';

import { newId } from '@passerelle/kernel';
import { Logger } from '@passerelle/observability';
import type { Session } from '@passerelle/persistence';

import { ImportOffice, SERVICE } from '../test/import-office.js';
import { ObjectServer } from '../test/object-server.js';
import { ContentDamagedError, PIECE_BYTES, StorageUnavailableError } from './spool.js';
import { Spools } from './spools.js';
import type { ObjectStorage } from './spool-settings.js';

const PART_BYTES = 5 * PIECE_BYTES;

let office: ImportOffice;
let server: ObjectServer;
let session: Session;

beforeAll(async () => {
  office = await ImportOffice.open();
  server = await ObjectServer.start();
  session = await office.transactions.session();
});

afterAll(async () => {
  await session.close();
  await server.stop();
  await office.close();
});

beforeEach(async () => {
  await office.clear();
  server.reset();
});

const logLines: string[] = [];

function spoolsOn(storage: ObjectStorage | null): Spools {
  const { transactions } = office;
  const logger = new Logger(SERVICE, 'info', (line) => logLines.push(line));
  return new Spools({ transactions, logger, storage, maxBytes: 1_073_741_824 });
}

/** An import whose row says what was received. */
async function received(content: Buffer): Promise<string> {
  const id = newId();
  await session.query(
    `insert into imports (id, kind, format, status, dry_run, context, lines_per_chunk, bytes, sha256)
     values ($1, 'rents', 'csv', 'queued', false, '{}', 10, $2, $3)`,
    [id, content.length, createHash('sha256').update(content).digest()],
  );
  return id;
}

async function write(spools: Spools, id: string, content: Buffer): Promise<void> {
  const writer = await spools.writer(session, id);
  for (let at = 0; at < content.length; at += PIECE_BYTES) {
    await writer.write(content.subarray(at, at + PIECE_BYTES));
  }
  await writer.finish();
}

async function kept(spools: Spools, content: Buffer): Promise<string> {
  const id = await received(content);
  await write(spools, id, content);
  return id;
}

async function read(spools: Spools, id: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of spools.read(session, id)) pieces.push(piece);
  return Buffer.concat(pieces);
}

const forget = (id: string): Promise<unknown> =>
  session.query('delete from imports where id = $1', [id]);

describe.each([
  {
    name: 'PostgreSQL',
    storage: () => null,
    holds: () => office.count('import_chunks'),
    damage: (id: string) =>
      session.query(
        `update import_chunks set bytes = set_byte(bytes, 7, get_byte(bytes, 7) # 1)
         where import_id = $1 and position = 1`,
        [id],
      ),
    lose: (id: string) =>
      session.query('delete from import_chunks where import_id = $1 and position > 0', [id]),
  },
  {
    name: 'an S3-compatible storage',
    storage: () => server.storage,
    holds: () => Promise.resolve(server.holds),
    damage: (id: string) => {
      const object = server.objects.get(`spec/imports/${id}`);
      if (object !== undefined) object[7] = (object[7] ?? 0) ^ 1;
      // The tag is a hash here as well: without it, as after a fault of the storage's disks.
      return session.query('update import_objects set tag = null where import_id = $1', [id]);
    },
    lose: async (id: string) => {
      server.objects.delete(`spec/imports/${id}`);
      return Promise.resolve([]);
    },
  },
])('the spool in $name', ({ storage, holds, damage, lose }) => {
  it.each([
    ['nothing', 0],
    ['a byte', 1],
    ['a piece', PIECE_BYTES],
    ['a piece and a byte', PIECE_BYTES + 1],
    ['two pieces', 2 * PIECE_BYTES],
    ['a part', PART_BYTES],
    ['a part and a byte', PART_BYTES + 1],
    ['two parts', 2 * PART_BYTES],
    ['some parts and some more', 3 * PART_BYTES + 12_345],
  ])('gives back %s', async (_, size) => {
    const content = randomBytes(size);
    const spools = spoolsOn(storage());
    const id = await kept(spools, content);
    expect((await read(spools, id)).equals(content)).toBe(true);
    // Every pass, and every attempt, reads it again.
    expect((await read(spools, id)).equals(content)).toBe(true);
  });

  it('is read by whoever has the same settings', async () => {
    const content = randomBytes(2 * PIECE_BYTES);
    const id = await kept(spoolsOn(storage()), content);
    expect((await read(spoolsOn(storage()), id)).equals(content)).toBe(true);
  });

  it('may be left in the middle', async () => {
    const spools = spoolsOn(storage());
    const id = await kept(spools, randomBytes(3 * PART_BYTES));
    for await (const piece of spools.read(session, id)) {
      expect(piece.length).toBeGreaterThan(0);
      break;
    }
  });

  it('keeps imports apart, and removes one at a time', async () => {
    const spools = spoolsOn(storage());
    const [first, second] = [randomBytes(PIECE_BYTES), randomBytes(PIECE_BYTES)];
    const ids = [await kept(spools, first), await kept(spools, second)] as const;
    await spools.remove(ids[0]);
    expect(await holds()).toBe(1);
    expect((await read(spools, ids[1])).equals(second)).toBe(true);
    await spools.remove(ids[1]);
    await spools.remove(ids[1]);
    expect([await holds(), await office.count('import_objects')]).toEqual([0, 0]);
  });

  it('holds nothing of what broke off', async () => {
    const spools = spoolsOn(storage());
    const id = await received(Buffer.alloc(0));
    const writer = await spools.writer(session, id);
    for (let piece = 0; piece < 13; piece++) await writer.write(randomBytes(PIECE_BYTES));
    await forget(id);
    await writer.discard();
    expect([await holds(), await office.count('import_objects')]).toEqual([0, 0]);
  });

  it('notices a changed byte', async () => {
    const spools = spoolsOn(storage());
    const id = await kept(spools, randomBytes(3 * PIECE_BYTES));
    await damage(id);
    await expect(read(spools, id)).rejects.toThrow(ContentDamagedError);
  });

  it('notices what is missing', async () => {
    const spools = spoolsOn(storage());
    const id = await kept(spools, randomBytes(3 * PIECE_BYTES));
    await lose(id);
    await expect(read(spools, id)).rejects.toThrow(ContentDamagedError);
  });
});

describe('an S3-compatible storage', () => {
  const content = randomBytes(3 * PART_BYTES);

  it('is not loaded, nor asked, where none is set', async () => {
    await kept(spoolsOn(null), content);
    expect(server.asked).toEqual([]);
  });

  it('holds a small content without an upload in parts', async () => {
    await kept(spoolsOn(server.storage), randomBytes(PART_BYTES));
    expect(server.asked).toEqual(['put']);
  });

  it('gives nothing of an object that another took the place of', async () => {
    const spools = spoolsOn(server.storage);
    const id = await kept(spools, content);
    server.objects.set(`spec/imports/${id}`, randomBytes(content.length));
    const pieces: Buffer[] = [];
    const reading = (async () => {
      for await (const piece of spools.read(session, id)) pieces.push(piece);
    })();
    await expect(reading).rejects.toThrow(ContentDamagedError);
    expect(pieces).toEqual([]);
  });

  it.each(['error', 'cut', 'lost'] as const)(
    'is asked again after one request of each kind ended by: %s',
    async (fault) => {
      const spools = spoolsOn(server.storage);
      // A completion whose answer was lost cannot be asked for twice: see below.
      server.fault = (operation, number) =>
        number === 1 && !(fault === 'lost' && operation === 'complete') ? fault : undefined;
      const id = await kept(spools, content);
      expect((await read(spools, id)).equals(content)).toBe(true);
      await spools.remove(id);
      // An answer that was lost may have left an upload nobody knows the id of.
      expect(server.holds).toBe(0);
    },
  );

  it.each(['put', 'begin', 'part', 'complete'] as const)(
    'that goes on failing at %s is away, and is cleared later',
    async (failing) => {
      const spools = spoolsOn(server.storage);
      const whole = failing === 'put' ? content.subarray(0, 100) : content;
      for (const fault of ['error', 'refuse', 'cut', 'lost'] as const) {
        server.fault = (operation) => (operation === failing ? fault : undefined);
        const id = await received(whole);
        const writer = await spools.writer(session, id);
        const writing = (async () => {
          for (let at = 0; at < whole.length; at += PIECE_BYTES) {
            await writer.write(whole.subarray(at, at + PIECE_BYTES));
          }
          await writer.finish();
        })();
        await expect(writing).rejects.toThrow(StorageUnavailableError);
        await writer.discard();
        // Left to the reconciler: whoever waits for the answer has waited for the storage already.
        expect(await office.count('import_objects')).toBe(1);
        await forget(id);
        server.fault = () => undefined;
        expect(await spools.removeOrphans()).toBe(1);
        expect([server.holds, await office.count('import_objects')]).toEqual([0, 0]);
      }
    },
  );

  it.each(['error', 'refuse', 'cut'] as const)(
    'that does not give a content is away: %s',
    async (fault) => {
      const spools = spoolsOn(server.storage);
      const id = await kept(spools, content);
      server.fault = (operation) => (operation === 'get' ? fault : undefined);
      await expect(read(spools, id)).rejects.toThrow(StorageUnavailableError);
    },
  );

  it('that is away holds up no removal; the reconciler comes back to it', async () => {
    const spools = spoolsOn(server.storage);
    const id = await kept(spools, content);
    server.fault = () => 'error';
    await spools.remove(id);
    await forget(id);
    await expect(spools.removeOrphans()).rejects.toThrow(StorageUnavailableError);
    server.fault = () => undefined;
    await spools.removeOrphans();
    expect([server.holds, await office.count('import_objects')]).toEqual([0, 0]);
  });

  it('never clears the upload of a living import', async () => {
    const spools = spoolsOn(server.storage);
    const id = await received(content);
    const writer = await spools.writer(session, id);
    for (let piece = 0; piece < 11; piece++) await writer.write(randomBytes(PIECE_BYTES));
    await spools.removeOrphans();
    expect(server.uploads.size).toBe(1);
    await writer.discard();
  });

  it('may be set and unset while contents wait', async () => {
    const before = await kept(spoolsOn(null), content);
    const during = await kept(spoolsOn(server.storage), content);
    expect((await read(spoolsOn(server.storage), before)).equals(content)).toBe(true);
    await expect(read(spoolsOn(null), during)).rejects.toThrow(StorageUnavailableError);
    const elsewhere = { ...server.storage, bucket: 'another', prefix: '' };
    expect((await read(spoolsOn(elsewhere), during)).equals(content)).toBe(true);
  });

  it('refuses a wrong secret, which is told nowhere', async () => {
    const wrong = { ...server.storage, secretAccessKey: 'not-the-secret' };
    const id = await received(content);
    await expect(write(spoolsOn(wrong), id, content)).rejects.toThrow(StorageUnavailableError);
    expect(logLines.join()).toContain('SignatureDoesNotMatch');
    expect(logLines.join()).not.toContain('not-the-secret');
    expect(logLines.join()).not.toContain(server.storage.secretAccessKey);
  });
});
