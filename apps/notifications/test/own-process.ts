import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';

const ROOT = path.join(__dirname, '../../..');

/** Builds what the service is made of, so that its own process runs the sources as they are. */
export function build(): void {
  const tsc = createRequire(path.join(ROOT, 'package.json')).resolve('typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '-b', 'apps/notifications'], { cwd: ROOT, stdio: 'pipe' });
}

/** The service as a process of its own, which can be killed. */
export class OwnProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
    private readonly ended: Promise<void>,
  ) {}

  static async start(settings: Readonly<Record<string, string>>): Promise<OwnProcess> {
    const child = spawn(process.execPath, ['apps/notifications/dist/main.js'], {
      cwd: ROOT,
      env: { PATH: '', HOST: '127.0.0.1', PORT: '0', NOTIFICATIONS_POLL_MS: '50', ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    let printed = '';
    const port = await new Promise<number>((resolve, reject) => {
      const read = (chunk: Buffer): void => {
        printed += chunk.toString('utf8');
        const found = /"port":(\d+)/.exec(printed)?.[1];
        if (found !== undefined) resolve(Number(found));
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      child.once('exit', () => reject(new Error(`the service did not start: ${printed}`)));
    });
    return new OwnProcess(child, port, ended);
  }

  /** SIGKILL: nothing is finished, nothing is written. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }
}
