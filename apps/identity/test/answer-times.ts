const TRIES = 3;

/**
 * The difference in time between two kinds of request, as a share of the slower kind. The quickest runs of
 * both kinds are compared, because the other work of a busy machine only adds to the time of the others.
 * A difference by chance disappears when the comparison is repeated; a real difference does not.
 */
export async function timeDifference(
  runs: number,
  enough: number,
  one: (run: number) => Promise<number>,
  other: (run: number) => Promise<number>,
): Promise<number> {
  let difference = 1;
  for (let tried = 0; tried < TRIES && difference >= enough; tried++) {
    let [quickest, quickestOther] = [Infinity, Infinity];
    for (let run = 0; run < runs; run++) {
      quickest = Math.min(quickest, await one(run));
      quickestOther = Math.min(quickestOther, await other(run));
    }
    difference = Math.abs(quickest - quickestOther) / Math.max(quickest, quickestOther);
  }
  return difference;
}

/** The time of a request by the clock. */
export async function timeOf(request: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await request();
  return performance.now() - startedAt;
}

/**
 * The processor time of a request. On a busy machine this time repeats where the time by the clock does not.
 */
export async function processorTimeOf(request: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await request();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}
