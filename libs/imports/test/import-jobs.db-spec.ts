import { setTimeout as pause } from 'node:timers/promises';

import { createTransport, migrateQueue, QUEUE, type Transport } from '@passerelle/messaging';
import { Logger } from '@passerelle/observability';
import { Installation } from '@passerelle/persistence';

import { bodyOf, ImportOffice, SERVICE } from './import-office.js';
import { rentFile } from './rent-lines.js';
import type { ImportEngine } from '../src/import-engine.js';

const LINES = 30_000;

describe('the jobs of imports', () => {
  let office: ImportOffice;
  let transport: Transport;

  beforeAll(async () => {
    office = await ImportOffice.open();
    const logger = new Logger(SERVICE, 'silent');
    const installation = new Installation(office.database.installation);
    const databaseUrl = installation.urlOf(QUEUE);
    await migrateQueue(installation, databaseUrl);
    transport = await createTransport(
      { redisUrl: null, databaseUrl, prefix: 'imports-spec', services: 2 },
      logger,
    );
  });

  afterAll(async () => {
    await transport.close();
    await office.close();
  });

  beforeEach(() => office.clear());

  function start(): ImportEngine {
    const engine = office.engine({ reconcileMs: 200 });
    engine.jobs.open(SERVICE, transport, (worker) => void worker.run());
    return engine;
  }

  async function stop(engine: ImportEngine): Promise<void> {
    await engine.jobs.close();
    engine.onModuleDestroy();
  }

  async function completed(engine: ImportEngine, id: string): Promise<void> {
    while ((await engine.byId(id)).status !== 'completed') await pause(20);
  }

  it('take an upload to its end', async () => {
    const engine = start();
    const { id } = await office.receive(engine, bodyOf(rentFile(2_000)));
    await completed(engine, id);
    await stop(engine);
    expect(await office.count('rents')).toBe(1_982);
  });

  it('are made anew for imports that have none', async () => {
    const { id } = await office.receive(office.engine(), bodyOf(rentFile(2_000)));
    const engine = start();
    await completed(engine, id);
    await stop(engine);
  });

  it('stop at the next chunk, and go on elsewhere', async () => {
    const first = start();
    const { id } = await office.receive(first, bodyOf(rentFile(LINES)));
    while ((await first.byId(id)).linesRead === 0) await pause(5);
    await stop(first);
    expect((await first.byId(id)).status).toBe('processing');
    const second = start();
    await completed(second, id);
    await stop(second);
    expect((await second.byId(id)).linesRead).toBe(LINES);
  });
});
