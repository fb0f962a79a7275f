import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { secondsOf } from '@passerelle/bench-measures';

export type Environment = Readonly<Record<string, string>>;

/** Mediation as production runs it, from the build of a working tree. */
export class MediationProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly origin: string,
  ) {}

  /** Brings the schema up to date, as the step of its own that it is in production. */
  static migrate(root: string, env: Environment): void {
    execFileSync(process.execPath, [mainOf(root), 'migrate'], { env, stdio: 'pipe' });
  }

  static async start(
    root: string,
    env: Environment,
    nodeArguments: readonly string[],
  ): Promise<MediationProcess> {
    const child = spawn(process.execPath, [...nodeArguments, mainOf(root)], {
      env: { ...env, HOST: '127.0.0.1', PORT: '0' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const port = await new Promise<number>((resolve, reject) => {
      createInterface({ input: child.stdout }).on('line', (line) => {
        const entry = JSON.parse(line) as { msg: string; level: number | string; port: number };
        if (entry.msg === 'listening') resolve(entry.port);
        else if (entry.level === 'error') console.error(line);
      });
      child.once('exit', () => {
        reject(new Error('the service ended before it listened'));
      });
    });
    return new MediationProcess(child, `http://127.0.0.1:${String(port)}`);
  }

  /** CPU so far. */
  seconds(): Promise<number> {
    return secondsOf(this.child.pid ?? 0);
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await gone;
  }
}

const mainOf = (root: string): string => join(root, 'apps/mediation/dist/main.js');
