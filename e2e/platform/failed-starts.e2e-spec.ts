import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';

import { TestDatabase } from '@passerelle/testing';

const KIT = join(__dirname, '../../libs/service-kit');

/** A service without a feature or events to consume, which takes the port of the process itself where OCCUPY says so. */
const SERVICE = `
  import 'reflect-metadata';
  import { createServer } from 'node:net';
  import { Module } from '@nestjs/common';
  import { runService } from ${JSON.stringify(join(KIT, 'dist/index.js'))};
  class Nothing {
    async onModuleInit() {
      if (process.env.OCCUPY !== 'yes') return;
      const server = createServer();
      await new Promise((resolve) => server.listen(Number(process.env.PORT), '127.0.0.1', resolve));
    }
  }
  Module({})(Nothing);
  await runService(
    { name: 'rent-campaigns', title: { fr: 'Rien', en: 'Nothing' }, description: '', module: Nothing,
      entities: [], migrations: [], settings: {}, errors: [] },
    process.env, process.argv.slice(1));
`;

interface Ending {
  readonly code: number | null;
  readonly lines: readonly string[];
}

/** The process must end by itself: a process that lives on lets the test time out. */
async function run(env: Readonly<Record<string, string>>): Promise<Ending> {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', SERVICE], {
    cwd: KIT,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (data: Buffer) => (output += String(data)));
  const [code] = (await once(child, 'close')) as [number | null];
  const messages = output
    .split('\n')
    .filter(Boolean)
    .map((line) => (JSON.parse(line) as { msg: string }).msg);
  return { code, lines: messages };
}

describe('a start that fails ends the process, with the cause and the remedy in one line', () => {
  let database: TestDatabase;
  let occupant: Server;
  let taken: string;

  beforeAll(async () => {
    database = await TestDatabase.create();
    occupant = createServer();
    await new Promise<void>((resolve) => occupant.listen(0, '127.0.0.1', resolve));
    taken = String((occupant.address() as AddressInfo).port);
  });

  afterAll(async () => {
    await new Promise((resolve) => occupant.close(resolve));
    await database.drop();
  });

  it('when the port is taken', async () => {
    const { code, lines } = await run({ ...database.environment, HOST: '127.0.0.1', PORT: taken });
    expect({ code, lines }).toEqual({
      code: 1,
      lines: [
        `the service did not start: port ${taken} is taken: stop what listens there, or set PORT to another one`,
      ],
    });
  });

  it('when the port is taken after queue and service were opened, whatever stays open', async () => {
    const free = await freePort();
    const env = { ...database.environment, HOST: '127.0.0.1', PORT: free, OCCUPY: 'yes' };
    const { code, lines } = await run(env);
    expect(code).toBe(1);
    expect(lines).toContain(
      `the service did not start: port ${free} is taken: stop what listens there, or set PORT to another one`,
    );
    const left = await database.query(
      'select application_name from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    expect(left).toEqual([]);
  });

  it('when NODE_ENV says nothing that it knows', async () => {
    const { code, lines } = await run({ ...database.environment, PORT: '0', NODE_ENV: 'prod' });
    expect(code).toBe(1);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/did not start: .*NODE_ENV: "prod" does not fit/s);
  });

  it('when the login is the superuser', async () => {
    const { code, lines } = await run({
      PORT: '0',
      RENT_CAMPAIGNS_DATABASE_URL: database.url,
      QUEUE_DATABASE_URL: database.url,
    });
    expect(code).toBe(1);
    expect(lines).toEqual([expect.stringMatching(/is a superuser.*main\.js migrate/)]);
  });
});

async function freePort(): Promise<string> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return String(port);
}
