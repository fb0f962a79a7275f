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

/** The folder for a checkout's database: inside it, unless PostgreSQL's own account (see `serverAccount`) cannot get there. */
export function persistentDataDirectory(checkoutDirectory: string): string {
  if (serverAccount() === undefined || othersCanReach(checkoutDirectory)) {
    return join(checkoutDirectory, '.passerelle', 'postgres');
  }
  const hash = createHash('sha256').update(checkoutDirectory).digest('hex').slice(0, 12);
  return join(SHARED_FOLDER, `passerelle-${hash}`);
}

/** A new folder for one test run, to be used by this process with `persistent: false`. */
export function temporaryDataDirectory(): string {
  const parent =
    serverAccount() === undefined || othersCanReach(tmpdir()) ? tmpdir() : SHARED_FOLDER;
  return join(
    parent,
    `passerelle-temporary-postgres-${process.pid}-${randomBytes(4).toString('hex')}`,
  );
}

/** PostgreSQL's own data directory, beside which lies the password. */
export function clusterDirectory(dataDirectory: string): string {
  return join(dataDirectory, 'cluster');
}

/** Creates the folder if need be and returns its one true name, by which its server is recognised later. */
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
 * A test run killed together with its supervisor leaves a folder, perhaps a server too, that nobody will ask for
 * again, since every run has a folder of its own. The next run in the same place removes it.
 */
export async function removeAbandonedNeighbours(dataDirectory: string): Promise<void> {
  if (!TEMPORARY_NAME.test(basename(dataDirectory))) return;
  const parent = dirname(dataDirectory);
  for (const name of await readdir(parent)) {
    const starter = TEMPORARY_NAME.exec(name)?.[1];
    if (starter === undefined || isAlive(Number(starter))) continue;
    await removeIfAbandoned(join(parent, name)).catch(() => {
      // Another user's, or another run is removing it: not worth failing a start for.
    });
  }
}

async function removeIfAbandoned(dataDirectory: string): Promise<void> {
  const stopped = await stopUnlessSupervised(clusterDirectory(dataDirectory));
  if (stopped) await rm(dataDirectory, { recursive: true, force: true });
}
