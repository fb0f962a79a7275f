import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A service as production runs it: a process of its own, which can be killed. */
export class ServiceProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly origin: string,
  ) {}

  /** Resolves when it listens, on whatever port was free. */
  static async start(
    main: string,
    env: Readonly<Record<string, string>>,
    log: (line: string) => void,
  ): Promise<ServiceProcess> {
    const child = spawn(process.execPath, [main], {
      env: { ...env, HOST: '127.0.0.1', PORT: '0' },
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
        reject(new Error(`the service ended before it listened:\n${said.join('\n')}`));
      });
    });
    return new ServiceProcess(child, `http://127.0.0.1:${String(port)}`);
  }

  /** Ends it where it stands, by SIGKILL. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await exited;
  }
}
