import { fork } from 'node:child_process';
import { join } from 'node:path';

/** Reads one address over eight kept connections, from a process of its own whose processor time counts for nobody. */
export function readOver(url: string, requests: number): Promise<void> {
  const child = fork(join(import.meta.dirname, 'read-load.js'), [url, String(requests)]);
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`a read of ${url} failed`));
    });
  });
}
