import { statSync } from 'node:fs';
import { chmod, lstat, mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/** Unlike /tmp, this folder survives a reboot. Every account can reach it. */
export const SHARED_FOLDER = '/var/tmp';

/** Whether another account can reach `path`: it and all folders above it need o+x, which a private home lacks. */
export function othersCanReach(path: string): boolean {
  for (let current = resolve(path); ; current = dirname(current)) {
    if ((statSync(current).mode & 0o001) === 0) return false;
    if (current === dirname(current)) return true;
  }
}

/** Creates a folder that others can traverse. Refuses one that another user made first, as is possible in /var/tmp. */
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
