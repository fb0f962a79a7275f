import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { findProcess, isAlive } from './process-table.js';
import { starterOf } from './supervisor.js';

export interface RunningServer {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
  /** `leaving`: the process that started the server is gone, and its supervisor is about to stop it. */
  readonly supervision: 'supervised' | 'leaving' | 'none';
}

const PATIENCE_MS = 30_000;
const POLL_MS = 20;

/**
 * Returns the server that another live process runs on this cluster, so that it can be shared. If there is none, no
 * server runs on the cluster afterwards: a server without a supervisor is stopped, and a stale pid file is removed.
 */
export async function settleServer(cluster: string): Promise<RunningServer | undefined> {
  const deadline = Date.now() + PATIENCE_MS;
  let interrupted: number | undefined;
  for (;;) {
    const server = await findServer(cluster);
    if (!server) return undefined;
    if (server.supervision === 'supervised' && server.ready) return server;
    if (server.supervision === 'none' && interrupted !== server.pid) {
      process.kill(server.pid, 'SIGINT'); // PostgreSQL's fast shutdown
      interrupted = server.pid;
    }
    if (Date.now() > deadline) {
      throw new Error(
        `${cluster} is in use by process ${server.pid}, which neither becomes ready nor stops.`,
      );
    }
    await sleep(POLL_MS);
  }
}

/** Returns true if no server runs on the cluster any more. */
export async function stopUnlessSupervised(cluster: string): Promise<boolean> {
  const server = await findServer(cluster);
  if (server && server.supervision !== 'none') return false;
  return (await settleServer(cluster)) === undefined;
}

async function findServer(cluster: string): Promise<RunningServer | undefined> {
  const pidFile = join(cluster, 'postmaster.pid');
  const content = await readFile(pidFile, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
  if (content === undefined) return undefined;

  // The lines: pid, data directory, start time, port, socket folder, address, shared memory, status.
  const lines = content.split('\n');
  const pid = Number(lines[0]);
  const found = findProcess(pid);
  if (!found?.command.includes(` -D ${cluster} `)) {
    // PostgreSQL itself removes the file of a dead process, but it takes any live process with this pid for a server.
    if (isAlive(pid)) await rm(pidFile, { force: true });
    return undefined;
  }
  return {
    pid,
    port: Number(lines[3]),
    ready: lines[7]?.trim() === 'ready',
    supervision: supervisionBy(found.parent),
  };
}

function supervisionBy(pid: number): RunningServer['supervision'] {
  const parent = findProcess(pid);
  const starter = parent && starterOf(parent.command);
  if (parent === undefined || starter === undefined) return 'none';
  // A process whose parent dies gets another parent at once. This shows that the supervisor is about to stop.
  return parent.parent === starter ? 'supervised' : 'leaving';
}
