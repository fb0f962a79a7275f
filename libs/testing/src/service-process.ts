import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import type { ServiceName } from '@passerelle/contracts';

import { UNLIMITED } from './test-service.js';

const ROOT = join(import.meta.dirname, '../../..');

/** Builds the `dist` of a service, so that its process runs the current sources. */
export function buildService(service: ServiceName): void {
  const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [compiler, '-b', `apps/${service}`], { cwd: ROOT, stdio: 'pipe' });
}

/** A service in a separate process, as in production. A test can kill the process. */
export class ServiceProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly origin: string,
  ) {}

  /** Resolves when the service listens, on a free port. The process does not inherit the environment of the test. */
  static async start(
    service: ServiceName,
    env: Readonly<Record<string, string>>,
    log: (line: string) => void = () => undefined,
  ): Promise<ServiceProcess> {
    const child = spawn(process.execPath, [join(ROOT, 'apps', service, 'dist/main.js')], {
      env: { ...UNLIMITED, ...env, HOST: '127.0.0.1', PORT: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const port = await new Promise<number>((resolve, reject) => {
      const said: string[] = [];
      const hear = (line: string): void => {
        said.push(line);
        log(line);
        const entry = line.startsWith('{')
          ? (JSON.parse(line) as { msg: string; port: number })
          : null;
        if (entry?.msg === 'listening') resolve(entry.port);
      };
      for (const input of [child.stdout, child.stderr]) createInterface({ input }).on('line', hear);
      child.once('error', reject);
      child.once('exit', () => {
        reject(new Error(`${service} ended before it listened:\n${said.join('\n')}`));
      });
    });
    return new ServiceProcess(child, `http://127.0.0.1:${String(port)}`);
  }

  /** Pauses or resumes the process: SIGSTOP, SIGCONT. */
  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  /** Ends the process and waits for its exit. After SIGKILL the process finishes nothing and writes nothing. */
  async end(name: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill(name);
    await gone;
  }
}
