/**
 * Waits until the check passes; its last failure is what the test then shows. The limit is for what never
 * comes: a machine with other things to do has been seen to take ten seconds over what takes one.
 */
export async function eventually<T>(check: () => Promise<T>, timeoutMs = 60_000): Promise<T> {
  const until = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
