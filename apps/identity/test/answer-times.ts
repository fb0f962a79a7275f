const TRIES = 3;

/**
 * How far apart two kinds of request are in time, as a share of the slower. Their quickest runs are
 * compared, taken in turn: whatever else a busy machine does only adds to others. What remains of chance is
 * not there each time, a real difference is.
 */
export async function timeApart(
  runs: number,
  enough: number,
  one: (run: number) => Promise<number>,
  other: (run: number) => Promise<number>,
): Promise<number> {
  let apart = 1;
  for (let tried = 0; tried < TRIES && apart >= enough; tried++) {
    let [quickest, quickestOther] = [Infinity, Infinity];
    for (let run = 0; run < runs; run++) {
      quickest = Math.min(quickest, await one(run));
      quickestOther = Math.min(quickestOther, await other(run));
    }
    apart = Math.abs(quickest - quickestOther) / Math.max(quickest, quickestOther);
  }
  return apart;
}

/** By the clock. */
export async function timeOf(request: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await request();
  return performance.now() - startedAt;
}

/** What the process worked for it: on a busy machine it repeats where the clock does not. */
export async function processorTimeOf(request: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await request();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}
