import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createServer, type AddressInfo, connect } from 'node:net';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { TestDatabase } from '@passerelle/test-database';

import { createDataSource } from '../src/data-source.js';
import { Installation, loginOf } from '../src/installation.js';
import { migrate } from '../src/migrate.js';
import { Transactions } from '../src/transactions.js';

const SERVICE = 'pooled-spec';

function versionOf(program: string): string | undefined {
  try {
    return execFileSync(program, ['--version'], { encoding: 'utf8' }).split('\n')[0];
  } catch {
    return undefined;
  }
}

const version = versionOf('pgbouncer');
const where = version === undefined ? describe.skip : describe;

where(`behind a pooler (${version ?? 'SKIPPED: pgbouncer is not installed'})`, () => {
  let database: TestDatabase;
  let folder: string;
  let pooler: ChildProcess;
  let session: string;
  let transaction: string;

  const optionsFor = (url: string) => ({
    url,
    service: SERVICE,
    poolSize: 2,
    entities: [],
    migrations: [],
  });

  beforeAll(async () => {
    database = await TestDatabase.create();
    const installation = new Installation(database.installation);
    await migrate(installation, optionsFor(installation.urlOf(SERVICE)));

    const { role, password } = loginOf(installation.urlOf(SERVICE));
    const { hostname, port, pathname } = new URL(database.url);
    const own = await freePort();
    folder = mkdtempSync(join(tmpdir(), 'pgbouncer-'));
    const server = `host=${hostname} port=${port || '5432'} dbname=${pathname.slice(1)}`;
    writeFileSync(join(folder, 'users'), `"${role}" "${password}"\n`);
    writeFileSync(
      join(folder, 'pgbouncer.ini'),
      `[databases]
by_session = ${server} pool_mode=session
by_transaction = ${server} pool_mode=transaction
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${String(own)}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${join(folder, 'users')}
`,
    );
    // It refuses to run as root.
    const user = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
    execFileSync('chmod', ['-R', 'a+rX', folder]);
    pooler = spawn('pgbouncer', [...user, join(folder, 'pgbouncer.ini')], { stdio: 'ignore' });
    await untilOpen(own);
    const address = (name: string): string =>
      `postgres://${role}:${password}@127.0.0.1:${String(own)}/${name}`;
    session = address('by_session');
    transaction = address('by_transaction');
  });

  afterAll(async () => {
    pooler.kill('SIGKILL');
    rmSync(folder, { recursive: true });
    await database.drop();
  });

  it('that pools sessions a service works as without, with its settings', async () => {
    const source = await createDataSource(optionsFor(session)).initialize();
    const [settings] = await new Transactions(source).read<object>(
      `select current_setting('search_path') as path, current_setting('statement_timeout') as "limit",
              $1::int as prepared`,
      [7],
    );
    await source.destroy();
    expect(settings).toEqual({ path: 'pooled_spec', limit: '30s', prepared: 7 });
  });

  it('that pools transactions a service does not start, and says why', async () => {
    await expect(createDataSource(optionsFor(transaction)).initialize()).rejects.toThrow(
      /gives each transaction another connection.*pool_mode = session.*POOLED_SPEC_DATABASE_URL/s,
    );
  });
});

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

async function untilOpen(port: number): Promise<void> {
  for (;;) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => {
        resolve(false);
      });
    });
    if (isOpen) return;
    await pause(20);
  }
}
