import { createHash, randomBytes } from 'node:crypto';
import { readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

import { serverAccount } from './account.js';
import type { Account } from './account.js';
import { createOwnFolder, othersCanReach, SHARED_FOLDER } from './folders.js';
import { isAlive } from './process-table.js';
import { stopUnlessSupervised } from './running-server.js';

const TEMPORARY_NAME = /^passerelle-temporary-postgres-(\d+)-/;

/** The database folder of a checkout: inside it, unless the account of PostgreSQL (`serverAccount`) cannot reach it. */
export function persistentDataDirectory(checkoutDirectory: string): string {
  if (serverAccount() === undefined || othersCanReach(checkoutDirectory)) {
    return join(checkoutDirectory, '.passerelle', 'postgres');
  }
  const hash = createHash('sha256').update(checkoutDirectory).digest('hex').slice(0, 12);
  return join(SHARED_FOLDER, `passerelle-${hash}`);
}

/** A new folder for one test run. Only this process uses it, with `persistent: false`. */
export function temporaryDataDirectory(): string {
  const parent =
    serverAccount() === undefined || othersCanReach(tmpdir()) ? tmpdir() : SHARED_FOLDER;
  return join(
    parent,
    `passerelle-temporary-postgres-${process.pid}-${randomBytes(4).toString('hex')}`,
  );
}

/** The data directory of PostgreSQL. The password file is next to it. */
export function clusterDirectory(dataDirectory: string): string {
  return join(dataDirectory, 'cluster');
}

/** Creates the folder if it does not exist. Returns its real path, by which its server is recognised later. */
export async function openDataDirectory(
  directory: string,
  account: Account | undefined,
): Promise<string> {
  await createOwnFolder(directory);
  const real = await realpath(directory);
  if (account !== undefined && !othersCanReach(real)) {
    throw new Error(
      `PostgreSQL cannot run as root, and the account it runs as cannot reach ${real}: ` +
        'choose the folder with persistentDataDirectory() or temporaryDataDirectory().',
    );
  }
  return real;
}

/**
 * A test run that is killed together with its supervisor leaves a folder, and perhaps a server. No other run uses
 * them, because every run has a separate folder. The next run with the same parent folder removes them.
 */
export async function removeAbandonedNeighbours(dataDirectory: string): Promise<void> {
  if (!TEMPORARY_NAME.test(basename(dataDirectory))) return;
  const parent = dirname(dataDirectory);
  for (const name of await readdir(parent)) {
    const starter = TEMPORARY_NAME.exec(name)?.[1];
    if (starter === undefined || isAlive(Number(starter))) continue;
    await removeIfAbandoned(join(parent, name)).catch(() => {
      // The folder belongs to another user, or another run removes it. Neither is a reason for the start to fail.
    });
  }
}

async function removeIfAbandoned(dataDirectory: string): Promise<void> {
  const stopped = await stopUnlessSupervised(clusterDirectory(dataDirectory));
  if (stopped) await rm(dataDirectory, { recursive: true, force: true });
}
