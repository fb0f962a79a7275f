import { Logger } from '@passerelle/observability';
import { Installation } from '@passerelle/persistence';
import { TestDatabase } from '@passerelle/test-database';

import { createTransport, migrateQueue, QUEUE } from './transport.js';

describe('queues on PostgreSQL', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await TestDatabase.create();
  });

  afterAll(() => database.drop());

  it('work once the server can be reached, when the first connection failed', async () => {
    let tellError: () => void = () => undefined;
    const failed = new Promise<void>((resolve) => (tellError = resolve));
    const installation = new Installation(database.installation);
    const databaseUrl = installation.urlOf(QUEUE);
    await migrateQueue(installation, databaseUrl);
    const transport = await createTransport(
      { redisUrl: null, databaseUrl, prefix: 'unused', services: 1 },
      new Logger('transport-spec', 'error', () => {
        tellError();
      }),
    );
    await database.allowConnections(false);
    let tellDone: (value: number) => void = () => undefined;
    const done = new Promise<number>((resolve) => (tellDone = resolve));
    const queue = transport.queue<number>('spec.late');
    const worker = transport.worker<number>(
      'spec.late',
      (job) => {
        tellDone(job.data);
        return Promise.resolve();
      },
      1,
    );
    const working = worker.run();
    const added = (queue as typeof queue & { add(name: string, data: number): unknown }).add(
      'own',
      7,
    );
    await failed;
    await database.allowConnections(true);
    await added;
    expect(await done).toBe(7);
    await worker.close();
    await working;
    await queue.close();
    await transport.close();
  });
});
