import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';

import { clusterDirectory, temporaryDataDirectory } from './data-directory.js';
import { startEmbeddedPostgres } from './embedded-postgres.js';
import { findProcess } from './process-table.js';
import { settleServer } from './running-server.js';

// Uses the built library, as a service does, and runs until it is killed.
const STARTER = `
  import { startEmbeddedPostgres } from ${JSON.stringify(join(import.meta.dirname, '../dist/index.js'))};
  const [dataDirectory] = process.argv.slice(1);
  process.on('message', () => undefined);
  process.send((await startEmbeddedPostgres({ dataDirectory, persistent: true })).url);
`;

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function answers(url: string): Promise<boolean> {
  return query(url, 'SELECT').then(
    () => true,
    () => false,
  );
}

async function kill(starter: ChildProcess): Promise<void> {
  if (starter.signalCode !== null) return;
  starter.kill('SIGKILL');
  await once(starter, 'exit');
}

async function untilSilent(url: string): Promise<void> {
  while (await answers(url)) await sleep(50);
}

describe('startEmbeddedPostgres', () => {
  let dataDirectory: string;
  /** A folder in which initdb has run. initdb takes longer than all other steps of a start. */
  let prepared: string;
  const starters: ChildProcess[] = [];

  beforeAll(async () => {
    prepared = temporaryDataDirectory();
    await (await startEmbeddedPostgres({ dataDirectory: prepared, persistent: true })).stop();
  });

  beforeEach(() => {
    dataDirectory = temporaryDataDirectory();
  });

  afterEach(async () => {
    for (const starter of starters.splice(0)) await kill(starter);
    await settleServer(clusterDirectory(dataDirectory));
    await rm(dataDirectory, { recursive: true, force: true });
  });

  afterAll(() => rm(prepared, { recursive: true }));

  /** Copies the owners of the files too: if root starts the server, it runs under another account. */
  async function initialised(): Promise<void> {
    await promisify(execFile)('cp', ['-a', `${prepared}/.`, dataDirectory]);
  }

  /** Starts another process, which starts a server on the same folder and keeps it until the process is killed. */
  async function startElsewhere(): Promise<{ starter: ChildProcess; url: string }> {
    const starter = spawn(
      process.execPath,
      ['--input-type=module', '--eval', STARTER, dataDirectory],
      { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
    );
    starters.push(starter);
    const [url] = (await once(starter, 'message')) as [string];
    return { starter, url };
  }

  async function serverPid(): Promise<number> {
    const pidFile = await readFile(join(clusterDirectory(dataDirectory), 'postmaster.pid'), 'utf8');
    return Number(pidFile.split('\n')[0]);
  }

  it('keeps the data of a persistent server, and nothing of another', async () => {
    const first = await startEmbeddedPostgres({ dataDirectory, persistent: true });
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    expect(await answers(first.url)).toBe(false);

    const second = await startEmbeddedPostgres({ dataDirectory, persistent: false });
    expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    await second.stop();
    await second.stop();
    expect(existsSync(dataDirectory)).toBe(false);
  });

  it('serves UTF-8 in UTC to whoever has the password, on the loopback address alone', async () => {
    const server = await startEmbeddedPostgres({
      dataDirectory,
      persistent: false,
      maxConnections: 20,
    });
    const [settings] = await query(
      server.url,
      `SELECT current_setting('server_encoding') AS encoding, current_setting('timezone') AS timezone,
              current_setting('listen_addresses') AS addresses, current_setting('max_connections') AS connections,
              lower('ÉTÉ') AS lower`,
    );
    expect(settings).toEqual({
      encoding: 'UTF8',
      timezone: 'UTC',
      addresses: '127.0.0.1',
      connections: '20',
      lower: 'été',
    });
    const stranger = new URL(server.url);
    stranger.password = 'guessed';
    await expect(query(stranger.href, 'SELECT')).rejects.toThrow('password authentication failed');
    await server.stop();
  });

  it('shares the server of another live process', async () => {
    await initialised();
    const { url } = await startElsewhere();
    const shared = await startEmbeddedPostgres({ dataDirectory, persistent: true });
    expect(shared).toMatchObject({ url, owned: false });
    await shared.stop();
    expect(await answers(url)).toBe(true);
  });

  it('agrees on one server when several processes start at once', async () => {
    const all = await Promise.all([startElsewhere(), startElsewhere(), startElsewhere()]);
    expect(new Set(all.map(({ url }) => url)).size).toBe(1);
  });

  it('ends with a process that is killed', async () => {
    await initialised();
    const { starter, url } = await startElsewhere();
    await kill(starter);
    await untilSilent(url);
  });

  it('starts on its own after the process and its supervisor were killed', async () => {
    await initialised();
    const { starter, url } = await startElsewhere();
    const orphan = await serverPid();
    const supervisor = findProcess(orphan)?.parent;
    process.kill(supervisor!, 'SIGKILL');
    await kill(starter);

    const next = await startEmbeddedPostgres({ dataDirectory, persistent: true });
    expect(next.owned).toBe(true);
    expect(next.url).not.toBe(url);
    expect(findProcess(orphan)?.command ?? '').toBe('');
    await next.stop();
  });

  it('starts on its own after everything was killed', async () => {
    await initialised();
    const { starter } = await startElsewhere();
    const server = await serverPid();
    const supervisor = findProcess(server)?.parent;
    process.kill(server, 'SIGKILL');
    process.kill(supervisor!, 'SIGKILL');
    await kill(starter);

    const next = await startEmbeddedPostgres({ dataDirectory, persistent: true });
    expect(await answers(next.url)).toBe(true);
    await next.stop();
  });

  it('is not misled by a stale pid file whose number another process has now', async () => {
    await initialised();
    await (await startEmbeddedPostgres({ dataDirectory, persistent: true })).stop();
    await writeFile(join(clusterDirectory(dataDirectory), 'postmaster.pid'), `${process.pid}\n`);
    const server = await startEmbeddedPostgres({ dataDirectory, persistent: true });
    expect(server.owned).toBe(true);
    await server.stop();
  });

  it('does an unfinished initdb again', async () => {
    const deadPid = 2 ** 22 + 1; // above the highest possible pid
    const draft = join(dataDirectory, `cluster.draft-${deadPid}`);
    await mkdir(draft, { recursive: true });
    await writeFile(join(draft, 'PG_VERSION'), '18');
    const server = await startEmbeddedPostgres({ dataDirectory, persistent: true });
    expect(existsSync(draft)).toBe(false);
    await server.stop();
  });

  it('says what PostgreSQL said when it does not start', async () => {
    await initialised();
    const start = startEmbeddedPostgres({ dataDirectory, persistent: true, maxConnections: 0 });
    await expect(start).rejects.toThrow(/max_connections/);
  });
});

describe('temporary folders', () => {
  it('are removed by the next run when theirs was killed, with the server still in them', async () => {
    const deadPid = 2 ** 22 + 1;
    const abandoned = temporaryDataDirectory().replace(`-${process.pid}-`, `-${deadPid}-`);
    const left = await startEmbeddedPostgres({ dataDirectory: abandoned, persistent: true });
    const pidFile = join(clusterDirectory(abandoned), 'postmaster.pid');
    const supervisor = findProcess(
      Number((await readFile(pidFile, 'utf8')).split('\n')[0]),
    )?.parent;
    process.kill(supervisor!, 'SIGKILL');
    while (findProcess(supervisor!)?.command) await sleep(20);

    const dataDirectory = temporaryDataDirectory();
    await (await startEmbeddedPostgres({ dataDirectory, persistent: false })).stop();
    expect(existsSync(abandoned)).toBe(false);
    expect(await answers(left.url)).toBe(false);
  });
});
