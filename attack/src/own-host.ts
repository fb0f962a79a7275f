import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { startEmbeddedPostgres, temporaryDataDirectory } from '@passerelle/embedded-postgres';

const HOST = join(import.meta.dirname, '../../apps/all-in-one/dist/main.js');

export interface OwnHost {
  readonly origin: string;
  stop(): Promise<void>;
}

/** The demo instance of `npm start` with its data, on a free port and with a database of its own that goes with it. */
export async function startOwnHost(say: (line: string) => void): Promise<OwnHost> {
  const database = await startEmbeddedPostgres({
    dataDirectory: temporaryDataDirectory(),
    persistent: false,
  });
  const port = await freePort();
  const child = spawn(process.execPath, [HOST], {
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: database.url,
      PASSERELLE_DEMO: 'true',
      HOST: '127.0.0.1',
      PORT: String(port),
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    }
    await database.stop();
  };
  say('Starting a demo instance with its data…');
  const isReady = await new Promise<boolean>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('Passerelle est prête')) resolve(true);
    });
    child.once('exit', () => {
      resolve(false);
    });
  });
  if (!isReady) {
    await stop();
    throw new Error('the demo instance did not start');
  }
  return { origin: `http://127.0.0.1:${String(port)}`, stop };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
