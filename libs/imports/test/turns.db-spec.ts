import { setTimeout as pause } from 'node:timers/promises';

import { createTransport, migrateQueue, QUEUE, type Transport } from '@passerelle/messaging';
import { Logger } from '@passerelle/observability';
import { Installation, type Tx } from '@passerelle/persistence';

import { bodyOf, ImportOffice, SERVICE } from './import-office.js';
import { HEADER, rentFile, RentLines } from './rent-lines.js';
import type { ImportEngine } from '../src/import-engine.js';
import type { ImportSettings } from '../src/import-settings.js';
import type { Sender } from '../src/sender.js';
import { TurnsRepository } from '../src/turns.repository.js';

const LINES = 20_000;
/** Those of 1,000 lines, and one of the lines that were put off because their key may be known. */
const CHUNKS = 21;
const SINGLE = `${HEADER}\n0000001;L-1;10000000000001;Martin;512,34;oui\n`;

const sender = (n: number, organisation: string | null): Sender => ({
  subject: `0190b4e4-0000-7000-8000-00000000000${String(n)}`,
  organisation,
});
const LANDLORD = sender(1, 'landlord');
const OTHER = sender(2, 'other');
const ALONE = sender(3, null);

describe('the turns of senders', () => {
  let office: ImportOffice;
  let transport: Transport;
  /** The imports of the merged chunks, in their order, of all processes together. */
  let merged: string[];
  let engines: ImportEngine[] = [];

  beforeAll(async () => {
    office = await ImportOffice.open();
    const installation = new Installation(office.database.installation);
    const databaseUrl = installation.urlOf(QUEUE);
    await migrateQueue(installation, databaseUrl);
    transport = await createTransport(
      { redisUrl: null, databaseUrl, prefix: 'turns-spec', services: 3 },
      new Logger(SERVICE, 'silent'),
    );
  });

  afterAll(async () => {
    await transport.close();
    await office.close();
  });

  beforeEach(async () => {
    await office.clear();
    merged = [];
    engines = [];
  });

  afterEach(async () => {
    for (const engine of engines) {
      await engine.jobs.close();
      engine.onModuleDestroy();
    }
  });

  class Watched extends RentLines {
    override async merge(tx: Tx, chunk: Parameters<RentLines['merge']>[1]) {
      const faults = await super.merge(tx, chunk);
      merged.push(chunk.importId);
      return faults;
    }
  }

  /** A process of the service. */
  function start(settings: Partial<ImportSettings>): void {
    const engine = office.engine({ reconcileMs: 100, turnChunks: 2, ...settings }, new Watched());
    engine.jobs.open(SERVICE, transport, (worker) => void worker.run());
    engines.push(engine);
  }

  const large = (from: Sender) => send(from, rentFile(LINES));

  async function send(from: Sender, content: string | Iterable<Buffer>): Promise<string> {
    const { id } = await office.receive(office.engine(), bodyOf(content), { sender: from });
    return id;
  }

  async function completed(...ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      while ((await office.engine().byId(id)).status !== 'completed') await pause(20);
    }
  }

  const mergedOf = (id: string): number => merged.filter((each) => each === id).length;

  it('let a single line pass three large files of another organisation, in two processes', async () => {
    const files = [await large(LANDLORD), await large(LANDLORD), await large(LANDLORD)];
    const single = await send(OTHER, SINGLE);
    start({ concurrency: 1 });
    start({ concurrency: 1 });
    await completed(single);
    // Not even the first of the large files has come to its end.
    expect(mergedOf(files[0]!)).toBeLessThan(CHUNKS);
    await completed(...files);
    // One after the other, in the order of their arrival, each chunk once.
    expect(merged.filter((id) => id !== single)).toEqual(
      files.flatMap((id) => Array<string>(CHUNKS).fill(id)),
    );
  }, 120_000);

  it('pass from sender to sender where there are fewer workers than senders', async () => {
    const whole = await office.import(office.engine(), bodyOf(rentFile(LINES)));
    const rents = await office.count('rents');
    await office.clear();
    const files = [await large(LANDLORD), await large(LANDLORD)];
    const others = [await large(OTHER), await send(ALONE, SINGLE)];
    start({ concurrency: 1 });
    await completed(...files, ...others);
    // The first turns go round: no sender waits for the end of another's file.
    expect(merged.indexOf(others[0]!)).toBeLessThanOrEqual(4);
    expect(merged.indexOf(others[1]!)).toBeLessThanOrEqual(8);
    // An import that lost its turn goes on where it was.
    expect([...files, others[0]!].map(mergedOf)).toEqual([CHUNKS, CHUNKS, CHUNKS]);
    for (const id of [...files, others[0]!]) {
      const record = await office.engine().byId(id);
      expect(record).toMatchObject({
        linesRead: whole.view.linesRead,
        accepted: whole.view.accepted,
        rejected: whole.view.rejected,
      });
    }
    // Three times the same file, and the single line.
    expect(await office.count('rents')).toBe(rents + 1);
  }, 120_000);

  it('do not end while nobody else waits', async () => {
    const file = await large(LANDLORD);
    start({ concurrency: 1 });
    await completed(file);
    const begunOnce = await office.transactions.read(
      'select from imports where served_at = started_at',
    );
    expect(begunOnce).toHaveLength(1);
    expect(mergedOf(file)).toBe(CHUNKS);
  });

  it('go to another import of a sender while one waits after an error', async () => {
    class Failing extends Watched {
      override merge(tx: Tx, chunk: Parameters<RentLines['merge']>[1]) {
        if (chunk.importId === broken) return Promise.reject(new Error('broken'));
        return super.merge(tx, chunk);
      }
    }
    const broken = await send(LANDLORD, SINGLE);
    const good = await send(LANDLORD, SINGLE);
    const engine = office.engine({ reconcileMs: 100 }, new Failing());
    engine.jobs.open(SERVICE, transport, (worker) => void worker.run());
    engines.push(engine);
    await completed(good);
    expect((await engine.byId(broken)).status).toBe('processing');
  });

  it('are those of parties that wait: known from locks, of whatever process', async () => {
    const turns = new TurnsRepository(office.transactions);
    await send(LANDLORD, SINGLE);
    await send(LANDLORD, SINGLE);
    const alone = await send(ALONE, SINGLE);
    const sessions = [
      await office.transactions.session(),
      await office.transactions.session(),
      await office.transactions.session(),
    ] as const;
    await turns.take(sessions[0]);
    expect(await turns.isAnyWaiting(sessions[2])).toBe(true);
    expect(await turns.take(sessions[1])).toBe(alone);
    expect(await turns.isAnyWaiting(sessions[2])).toBe(false);
    expect(await turns.take(sessions[2])).toBeUndefined();
    await turns.release(sessions[1]);
    expect(await turns.isAnyWaiting(sessions[2])).toBe(true);
    for (const session of sessions) await session.close();
  });
});
