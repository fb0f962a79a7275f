import { Renewal } from './renewal.js';

const HOUR = 3_600_000;

/** A round reads what is stored when it begins, and shows it when it is let go. */
function renewed() {
  const failures: unknown[] = [];
  const held: (() => void)[] = [];
  const state = { stored: 0, shown: -1, holds: false, fails: false };
  const renew = async (): Promise<void> => {
    const { stored, fails } = state;
    if (state.holds) await new Promise<void>((resolve) => held.push(resolve));
    if (fails) throw new Error('away');
    state.shown = stored;
  };
  const letGo = async (): Promise<void> => {
    await new Promise(setImmediate);
    held.shift()?.();
  };
  return {
    state,
    failures,
    letGo,
    renewal: new Renewal(renew, HOUR, (error) => failures.push(error)),
  };
}

it('shows a change at once, also when an older round is under way', async () => {
  const { state, renewal, letGo } = renewed();
  await renewal.start();
  state.holds = true;
  const older = renewal.now();
  await new Promise(setImmediate);
  Object.assign(state, { stored: 1, holds: false });
  const own = renewal.now();
  await letGo();
  await Promise.all([older, own]);
  expect(state.shown).toBe(1);
  await renewal.stop();
});

it('keeps the former content after a failed round, and does not reject', async () => {
  const { state, renewal, failures } = renewed();
  await renewal.start();
  Object.assign(state, { stored: 1, fails: true });
  await renewal.now();
  expect([state.shown, failures.length]).toEqual([0, 1]);
  state.fails = false;
  await renewal.now();
  expect(state.shown).toBe(1);
  await renewal.stop();
});

it('does not start without content', async () => {
  const { state, renewal } = renewed();
  state.fails = true;
  await expect(renewal.start()).rejects.toThrow('away');
});

it('stops after the round under way', async () => {
  const { state, renewal, letGo } = renewed();
  await renewal.start();
  Object.assign(state, { stored: 1, holds: true });
  void renewal.now();
  const stopped = renewal.stop();
  await letGo();
  await stopped;
  expect(state.shown).toBe(1);
});
