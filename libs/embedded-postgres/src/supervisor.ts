import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';

import type { Account } from './account.js';

/** Describes the server that the supervisor runs; supervisor.mjs reads it. */
export interface Supervision {
  readonly command: string;
  readonly arguments: readonly string[];
  readonly account: Account | undefined;
  /** Removed when the server has stopped, if the server was ready before. */
  readonly temporaryDirectory: string | undefined;
}

export interface SupervisedServer {
  stop(): Promise<void>;
}

/** The server ended before it was ready. */
export class ServerFailedError extends Error {
  constructor(readonly output: string) {
    super(`PostgreSQL did not start:\n${output}`);
  }
}

/** The number of lines that are kept: enough to show why a start failed. */
const OUTPUT_LINES = 20;

const SCRIPT = join(import.meta.dirname, '..', 'supervisor.mjs');

/**
 * Starts a detached supervisor, which runs the server as long as this process lives and stays connected to the
 * supervisor. Resolves when the server accepts connections.
 */
export async function startSupervised(
  supervision: Supervision,
  log: (line: string) => void,
): Promise<SupervisedServer> {
  const supervisor = fork(SCRIPT, [`--starter=${process.pid}`, JSON.stringify(supervision)], {
    detached: true, // a separate session: ^C in the terminal must not stop the database before the services have ended
    execArgv: [],
    cwd: '/',
    stdio: 'ignore',
  });
  const exited = new Promise((resolve) => supervisor.once('exit', resolve));
  await untilReady(supervisor, log);

  // From here on the supervisor does not keep this process alive.
  supervisor.unref();
  supervisor.channel?.unref();
  return {
    async stop() {
      supervisor.ref();
      if (supervisor.connected) supervisor.disconnect();
      await exited;
    },
  };
}

async function untilReady(supervisor: ChildProcess, log: (line: string) => void): Promise<void> {
  let output: string[] = [];
  await new Promise<void>((resolve, reject) => {
    supervisor.on('message', (message: { line: string } | 'ready') => {
      if (message === 'ready') {
        resolve();
        return;
      }
      output = [...output, message.line].slice(-OUTPUT_LINES);
      log(message.line);
    });
    supervisor.once('error', reject);
    supervisor.once('disconnect', () => reject(new ServerFailedError(output.join('\n'))));
  });
}

/** The pid of the process that started the supervisor with this command line; undefined if it is no supervisor. */
export function starterOf(command: string): number | undefined {
  const starter = /supervisor\.mjs --starter=(\d+) /.exec(command)?.[1];
  return starter === undefined ? undefined : Number(starter);
}
