import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { serverAccount } from './account.js';
import { findBinaries } from './binaries.js';
import { ensureCluster, SUPERUSER } from './cluster.js';
import {
  clusterDirectory,
  openDataDirectory,
  removeAbandonedNeighbours,
} from './data-directory.js';
import { settleServer } from './running-server.js';
import { ServerFailedError, startSupervised } from './supervisor.js';
import type { SupervisedServer } from './supervisor.js';

export interface EmbeddedPostgresOptions {
  /** See `persistentDataDirectory` and `temporaryDataDirectory`. */
  readonly dataDirectory: string;
  /** `false`, for tests: the data directory is removed at the end, and no write waits for the disk. */
  readonly persistent: boolean;
  /** Receives the server's output, for diagnosis. */
  readonly log?: (line: string) => void;
  /** 100 by default. */
  readonly maxConnections?: number;
}

export interface EmbeddedPostgres {
  /** The URL of the superuser, reachable only from this machine. */
  readonly url: string;
  /** `false` if another process started the server. The server then ends with that process. */
  readonly owned: boolean;
  /** Resolves when the server has ended; does nothing if the server is not owned. */
  stop(): Promise<void>;
}

const ATTEMPTS = 5;
const PAUSE_MS = 100;

/**
 * Output of failures that are temporary: another process took the port, another start was faster, or the last
 * processes of a killed server still exist.
 */
const PASSING_FAILURES = [
  'could not create any TCP/IP sockets',
  'lock file "postmaster.pid"',
  'pre-existing shared memory block',
];

/**
 * Starts PostgreSQL on the data directory, or shares the server that a live process runs there. Creates the database
 * cluster if it does not exist, and removes the remains of killed processes. A server that is not shared ends with
 * this process.
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const { persistent, maxConnections = 100, log = () => undefined } = options;
  const account = serverAccount();
  const binaries = await findBinaries(account);
  const dataDirectory = await openDataDirectory(options.dataDirectory, account);
  if (!persistent) await removeAbandonedNeighbours(dataDirectory);
  const password = await ensureCluster({ dataDirectory, persistent, binaries, account });
  const cluster = clusterDirectory(dataDirectory);
  const urlOn = (port: number): string =>
    `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres`;

  for (let attempt = 1; ; attempt += 1) {
    const running = await settleServer(cluster);
    if (running) return { url: urlOn(running.port), owned: false, stop: async () => undefined };
    const port = await findFreePort();
    try {
      const server: SupervisedServer = await startSupervised(
        {
          command: binaries.postgres,
          arguments: ['-D', cluster, '-p', String(port), ...settings(maxConnections, persistent)],
          account,
          temporaryDirectory: persistent ? undefined : dataDirectory,
        },
        log,
      );
      return { url: urlOn(port), owned: true, stop: () => server.stop() };
    } catch (error) {
      if (attempt === ATTEMPTS || !mayPass(error)) throw error;
      await sleep(PAUSE_MS);
    }
  }
}

/** Passed at each start, not written at the first start, so that a change also applies to existing clusters. */
function settings(maxConnections: number, persistent: boolean): string[] {
  const values = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: maxConnections,
    shared_buffers: '64MB',
    max_wal_size: '1GB',
    jit: 'off', // useful only in long analytic queries
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C', // the supervisor waits for an English line
    ...(persistent ? {} : { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' }),
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

function mayPass(error: unknown): boolean {
  return (
    error instanceof ServerFailedError &&
    PASSING_FAILURES.some((failure) => error.output.includes(failure))
  );
}

async function findFreePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
