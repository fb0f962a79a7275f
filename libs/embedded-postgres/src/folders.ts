import { statSync } from 'node:fs';
import { chmod, lstat, mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/** Survives reboots, unlike /tmp, and every account can reach it. */
export const SHARED_FOLDER = '/var/tmp';

/** Whether another account gets as far as `path`: a single folder above it without o+x, such as a private home, bars it. */
export function othersCanReach(path: string): boolean {
  for (let current = resolve(path); ; current = dirname(current)) {
    if ((statSync(current).mode & 0o001) === 0) return false;
    if (current === dirname(current)) return true;
  }
}

/** Creates a folder others may pass through, and refuses one that somebody else made first, as anyone could in /var/tmp. */
export async function createOwnFolder(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  const { uid } = await lstat(directory);
  if (process.getuid !== undefined && uid !== process.getuid()) {
    throw new Error(
      `${directory} belongs to another user (uid ${uid}): remove it, or start as that user.`,
    );
  }
  await chmod(directory, 0o711);
}
