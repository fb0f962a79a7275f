import {
  assertMayApprove,
  assertPending,
  type ResetState,
  resetStatus,
} from './second-factor-reset.js';

const NOW = new Date('2027-05-03T08:00:00Z');
const LATER = new Date('2027-05-03T08:00:00.001Z');
const RESET: ResetState = {
  accountId: 'person',
  requestedBy: 'first',
  expiresAt: LATER,
  decision: null,
};

const codeOf = (work: () => void): string => {
  try {
    work();
    return 'allowed';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('the reset of a second factor', () => {
  it.each<[Partial<ResetState>, string, string]>([
    [{}, 'second', 'allowed'],
    [{}, 'first', 'identity/same-administrator'],
    [{}, 'person', 'identity/own-second-factor'],
    [{ expiresAt: NOW }, 'second', 'identity/reset-expired'],
    [{ expiresAt: NOW, decision: 'refused' }, 'second', 'identity/reset-decided'],
    [{ decision: 'approved' }, 'second', 'identity/reset-decided'],
    [{ decision: 'refused' }, 'second', 'identity/reset-decided'],
  ])('%j approved by the %s: %s', (changes, by, outcome) => {
    expect(
      codeOf(() => {
        assertMayApprove({ ...RESET, ...changes }, by, NOW);
      }),
    ).toBe(outcome);
  });

  it.each<[Partial<ResetState>, string, string]>([
    [{}, 'pending', 'allowed'],
    [{ expiresAt: NOW }, 'expired', 'identity/reset-expired'],
    [{ expiresAt: NOW, decision: 'approved' }, 'approved', 'identity/reset-decided'],
    [{ decision: 'refused' }, 'refused', 'identity/reset-decided'],
  ])('%j is %s; a refusal of it: %s', (changes, status, outcome) => {
    const state = { ...RESET, ...changes };
    expect(resetStatus(state, NOW)).toBe(status);
    expect(
      codeOf(() => {
        assertPending(state, NOW);
      }),
    ).toBe(outcome);
  });
});
