import { readFile } from 'node:fs/promises';

import type pg from 'pg';

/** Linux counts in hundredths of a second. */
const TICKS_PER_SECOND = 100;
const SAMPLE_MS = 100;

/**
 * CPU seconds of a database's server processes while something runs: on a busy machine they repeat where
 * elapsed time does not. Zero where the server is not on this machine, or this is no Linux.
 */
export async function serverSeconds(
  admin: pg.Client,
  database: string,
  work: () => Promise<unknown>,
): Promise<number> {
  const first = new Map<number, number>();
  const last = new Map<number, number>();
  // A process that comes up later began at zero.
  let isBaseline = true;
  const sample = async (): Promise<void> => {
    const { rows } = await admin.query<{ pid: number }>(
      'select pid from pg_stat_activity where datname = $1',
      [database],
    );
    for (const { pid } of rows) {
      const ticks = await ticksOf(pid);
      if (isBaseline) first.set(pid, ticks);
      last.set(pid, Math.max(ticks, last.get(pid) ?? 0));
    }
  };
  await sample();
  isBaseline = false;
  let busy = Promise.resolve();
  const timer = setInterval(() => {
    busy = busy.then(sample);
  }, SAMPLE_MS);
  await work();
  clearInterval(timer);
  await busy;
  await sample();
  const ticks = [...last].reduce((sum, [pid, own]) => sum + own - (first.get(pid) ?? 0), 0);
  return ticks / TICKS_PER_SECOND;
}

/** @returns user and system time of a process, in ticks */
export async function ticksOf(pid: number): Promise<number> {
  try {
    const stat = await readFile(`/proc/${String(pid)}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(fields[11]) + Number(fields[12]);
  } catch {
    return 0;
  }
}

export const secondsOf = async (pid: number): Promise<number> =>
  (await ticksOf(pid)) / TICKS_PER_SECOND;
