import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, link, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { Account } from './account.js';
import type { Binaries } from './binaries.js';
import { clusterDirectory } from './data-directory.js';
import { isAlive } from './process-table.js';

export const SUPERUSER = 'passerelle';

const DRAFT = 'cluster.draft-';

export interface ClusterOptions {
  readonly dataDirectory: string;
  readonly persistent: boolean;
  readonly binaries: Binaries;
  readonly account: Account | undefined;
}

/** Runs initdb if the cluster does not exist. Returns the password of the superuser. */
export async function ensureCluster(options: ClusterOptions): Promise<string> {
  const { dataDirectory, account } = options;
  const passwordFile = join(dataDirectory, 'password');
  const cluster = clusterDirectory(dataDirectory);
  await removeAbandonedDrafts(dataDirectory);
  if (!existsSync(cluster)) {
    await ensurePassword(passwordFile, account);
    await createCluster(cluster, passwordFile, options);
  }
  return readFile(passwordFile, 'utf8').catch((error: unknown) => {
    throw new Error(`The database's password is lost: remove ${dataDirectory} to start anew.`, {
      cause: error,
    });
  });
}

/** The cluster is created under another name and renamed at the end, so that a folder named `cluster` is complete. */
async function createCluster(
  cluster: string,
  passwordFile: string,
  options: ClusterOptions,
): Promise<void> {
  const draft = join(options.dataDirectory, `${DRAFT}${process.pid}`);
  await mkdir(draft, { mode: 0o700 });
  if (options.account) await chown(draft, options.account.uid, options.account.gid);
  await initdb(draft, passwordFile, options);
  await rename(draft, cluster).catch(async (error: unknown) => {
    await rm(draft, { recursive: true });
    // Another process was faster; the password is the same.
    if (!existsSync(cluster)) throw error;
  });
}

async function initdb(
  directory: string,
  passwordFile: string,
  options: ClusterOptions,
): Promise<void> {
  const args = [
    `--pgdata=${directory}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    ...(options.persistent ? [] : ['--no-sync']),
  ];
  await promisify(execFile)(options.binaries.initdb, args, {
    ...options.account,
    cwd: '/',
    env: { LC_ALL: 'C', TZ: 'UTC' },
  });
}

/** Removes the drafts of starts that were killed during initdb. */
async function removeAbandonedDrafts(dataDirectory: string): Promise<void> {
  for (const name of await readdir(dataDirectory)) {
    if (!name.startsWith(DRAFT) || isAlive(Number(name.slice(DRAFT.length)))) continue;
    await rm(join(dataDirectory, name), { recursive: true, force: true });
  }
}

async function ensurePassword(file: string, account: Account | undefined): Promise<void> {
  const draft = `${file}.draft-${process.pid}`;
  await writeFile(draft, randomBytes(24).toString('base64url'), { mode: 0o600 });
  if (account) await chown(draft, account.uid, account.gid); // initdb reads it
  // Unlike rename, link does not replace an existing file, so concurrent starts use the same password.
  await link(draft, file).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  });
  await rm(draft);
}
