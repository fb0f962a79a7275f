import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { platform } from 'node:os';

export interface RunningProcess {
  readonly parent: number;
  /** Program and arguments, separated by spaces. */
  readonly command: string;
}

/** Whether the pid is in use. Pids are reused, and a zombie keeps its pid: `findProcess` gives more information. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The process with this pid; undefined if none is found. */
export function findProcess(pid: number): RunningProcess | undefined {
  try {
    // Slim container images have no `ps`, and macOS has no /proc.
    return platform() === 'linux' ? readProc(pid) : askPs(pid);
  } catch {
    return undefined;
  }
}

function readProc(pid: number): RunningProcess {
  const parent = /^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return {
    parent: Number(parent),
    command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '),
  };
}

function askPs(pid: number): RunningProcess {
  const line = execFileSync('ps', ['-ww', '-o', 'ppid=,args=', '-p', String(pid)], {
    encoding: 'utf8',
  });
  const [, parent, command = ''] = /^\s*(\d+)\s+(.*)$/m.exec(line) ?? [];
  return { parent: Number(parent), command };
}
