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
  /** `false`, for tests: the data directory is removed at the end, and nothing waits for the disk. */
  readonly persistent: boolean;
  /** Receives the server's output, for diagnosis. */
  readonly log?: (line: string) => void;
  /** 100 unless said otherwise. */
  readonly maxConnections?: number;
}

export interface EmbeddedPostgres {
  /** The superuser's, reachable from this machine only. */
  readonly url: string;
  /** `false` when another process started the server this one shares, and which ends with that process. */
  readonly owned: boolean;
  /** Returns when the server is gone; does nothing when it is not owned. */
  stop(): Promise<void>;
}

const ATTEMPTS = 5;
const PAUSE_MS = 100;

/** What passes by itself: the port was taken meanwhile, somebody else was faster, or a killed server's last processes linger. */
const PASSING_FAILURES = [
  'could not create any TCP/IP sockets',
  'lock file "postmaster.pid"',
  'pre-existing shared memory block',
];

/**
 * Starts PostgreSQL on the data directory, creating the database cluster first if need be, or shares the server that
 * a live process runs there. What a killed process left behind is cleared. The server ends with this process.
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

/** Given at each start rather than written at the first, so that a change reaches existing clusters. */
function settings(maxConnections: number, persistent: boolean): string[] {
  const values = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: maxConnections,
    shared_buffers: '64MB',
    max_wal_size: '1GB',
    jit: 'off', // pays off in long analytic queries only
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
