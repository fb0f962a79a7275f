import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { bodyOf, ImportOffice, SERVICE } from '../test/import-office.js';
import { rentFile } from '../test/rent-lines.js';

const LIB = join(__dirname, '..');
const LINES = 30_000;
const KILLS = 6;

/** Real processes, ended by SIGKILL wherever they happen to be. */
describe('a worker killed at any moment', () => {
  let office: ImportOffice;

  beforeAll(async () => {
    execFileSync(process.execPath, [join(LIB, '../../node_modules/typescript/bin/tsc'), '-b', LIB]);
    office = await ImportOffice.open();
  }, 120_000);

  afterAll(() => office.close());

  /** Until the next worker has done so many chunks more, or all there are. */
  async function progressed(child: ChildProcess, chunks: number): Promise<void> {
    while (child.exitCode === null && (await office.count('import_checkpoints')) < chunks) {
      await pause(5);
    }
  }

  async function worker(importId: string): Promise<ChildProcess> {
    const child = fork(join(LIB, 'test/import-worker.mjs'), [
      office.database.url,
      SERVICE,
      importId,
    ]);
    await once(child, 'message');
    return child;
  }

  it('leaves what the next one goes on from, to the same end', async () => {
    const engine = office.engine();
    const whole = await office.import(engine, bodyOf(rentFile(LINES)));
    const rents = await office.rents();
    await office.clear();
    const { id } = await office.receive(engine, bodyOf(rentFile(LINES)));
    let midway = 0;
    for (let kills = 0; kills < KILLS; kills++) {
      const done = await office.count('import_checkpoints');
      const child = await worker(id);
      const exited = once(child, 'exit');
      await progressed(child, done + 1 + (kills % 3));
      child.kill('SIGKILL');
      await exited;
      const { progress } = await engine.find(id);
      if (progress > 0 && progress < 1) midway++;
    }
    expect(midway).toBeGreaterThan(1);
    while ((await engine.find(id)).status !== 'completed') {
      const child = await worker(id);
      await once(child, 'exit');
    }
    const outcome = await office.outcome(engine, id);
    expect(outcome.faults).toEqual(whole.faults);
    expect(await office.rents()).toBe(rents);
    expect(outcome.view).toMatchObject({ linesRead: LINES, accepted: whole.view.accepted });
    expect(await office.count('import_chunks')).toBe(0);
  }, 180_000);
});
