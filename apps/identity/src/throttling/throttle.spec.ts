import fc from 'fast-check';

import {
  currentState,
  decideSignIn,
  decideTry,
  delayAfter,
  type SignInCounts,
  sterner,
  type ThrottleDecision,
  type ThrottleState,
} from './throttle.js';

const POLICY = {
  captchaAfter: 3,
  delayAfter: 5,
  triesPerDay: 25,
  firstDelaySeconds: 60,
  longestDelaySeconds: 3_600,
};
const START = new Date('2024-04-02T08:00:00Z');
const after = (seconds: number): Date => new Date(START.getTime() + seconds * 1_000);
const state = (tries: number): ThrottleState => ({ tries, windowFrom: START, lastTryAt: START });

describe('decideTry', () => {
  it.each([
    [0, 0, false, { verdict: 'allowed', needsCaptcha: false }],
    [2, 0, false, { verdict: 'allowed', needsCaptcha: false }],
    [3, 0, false, { verdict: 'captcha' }],
    [3, 0, true, { verdict: 'allowed', needsCaptcha: true }],
    [4, 0, true, { verdict: 'allowed', needsCaptcha: true }],
    [4, 0, false, { verdict: 'captcha' }],
    [5, 0, true, { verdict: 'wait', seconds: 60 }],
    [5, 0, false, { verdict: 'wait', seconds: 60 }],
    [5, 59.5, true, { verdict: 'wait', seconds: 1 }],
    [5, 60, false, { verdict: 'captcha' }],
    [5, 60, true, { verdict: 'allowed', needsCaptcha: true }],
    [6, 60, true, { verdict: 'wait', seconds: 60 }],
    [7, 0, true, { verdict: 'wait', seconds: 240 }],
    [12, 0, true, { verdict: 'wait', seconds: 3_600 }],
    [12, 3_600, true, { verdict: 'allowed', needsCaptcha: true }],
    [24, 3_600, true, { verdict: 'allowed', needsCaptcha: true }],
    [25, 7_200, true, { verdict: 'wait', seconds: 79_200 }],
    [25, 86_399.5, true, { verdict: 'wait', seconds: 1 }],
    [25, 86_400, false, { verdict: 'allowed', needsCaptcha: false }],
  ])('after %i tries, %d seconds later, captcha %s: %j', (tries, seconds, captcha, decision) => {
    expect(decideTry(state(tries), POLICY, after(seconds), captcha)).toEqual(decision);
  });

  it('makes nobody wait for longer when the clock was set back', () => {
    const decision = decideTry(state(5), POLICY, after(-86_400 * 30), true);
    expect(decision).toEqual({ verdict: 'wait', seconds: 60 });
  });

  it('waits longer and longer, never less than a minute after five failures (CNIL)', () => {
    const delays = Array.from({ length: 30 }, (_, tries) => delayAfter(tries, POLICY));
    expect(delays).toEqual([...delays].sort((a, b) => a - b));
    expect(Math.min(...delays.slice(5))).toBe(60);
    expect(Math.max(...delays)).toBe(3_600);
  });

  it('waits for the longest delay after any number of tries', () => {
    expect(delayAfter(5_000, POLICY)).toBe(3_600);
  });

  it('allows at most 25 tries in the 24 hours of a window, at any moments', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 7_200 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(gaps, (seconds) => {
        let now = START;
        let kept = state(0);
        const allowed = new Map<number, number>();
        for (const gap of seconds) {
          now = new Date(now.getTime() + gap * 1_000);
          if (decideTry(kept, POLICY, now, true).verdict !== 'allowed') continue;
          const { tries, windowFrom } = currentState(kept, now);
          kept = { tries: tries + 1, windowFrom, lastTryAt: now };
          const window = windowFrom.getTime();
          allowed.set(window, (allowed.get(window) ?? 0) + 1);
        }
        for (const count of allowed.values()) expect(count).toBeLessThanOrEqual(25);
      }),
    );
  });
});

describe('currentState', () => {
  it('keeps a state within its window', () => {
    expect(currentState(state(7), after(86_399))).toEqual(state(7));
  });

  it('begins a new window after 24 hours, and remembers the last try', () => {
    const now = after(86_400);
    expect(currentState(state(7), now)).toEqual({ tries: 0, windowFrom: now, lastTryAt: START });
  });

  it('takes instants in the future for now', () => {
    const now = after(-10);
    expect(currentState(state(7), now)).toEqual({ tries: 7, windowFrom: now, lastTryAt: now });
  });
});

describe('sterner', () => {
  const free: ThrottleDecision = { verdict: 'allowed', needsCaptcha: false };
  const solved: ThrottleDecision = { verdict: 'allowed', needsCaptcha: true };
  const captcha: ThrottleDecision = { verdict: 'captcha' };
  const minute: ThrottleDecision = { verdict: 'wait', seconds: 60 };
  const hour: ThrottleDecision = { verdict: 'wait', seconds: 3_600 };

  it.each([
    [free, free, free],
    [free, solved, solved],
    [solved, solved, solved],
    [free, captcha, captcha],
    [solved, captcha, captcha],
    [captcha, captcha, captcha],
    [free, minute, minute],
    [captcha, minute, minute],
    [minute, hour, hour],
    [hour, hour, hour],
  ])('of %j and %j is %j, in any order', (one, other, expected) => {
    expect(sterner(one, other)).toEqual(expected);
    expect(sterner(other, one)).toEqual(expected);
  });
});

describe('decideSignIn', () => {
  const ADDRESS = { ...POLICY, captchaAfter: 30, delayAfter: 100, triesPerDay: 1_000 };
  const POLICIES = {
    account: POLICY,
    pair: POLICY,
    address: ADDRESS,
    strangersTries: 3,
    strangersTriesPerDay: 100,
  };
  const counts = (account: number, pair: number): SignInCounts<ThrottleState> => ({
    account: state(account),
    pair: state(pair),
    address: state(pair),
  });
  const DAY = { verdict: 'wait', seconds: 86_400 };
  const SOLVED = { verdict: 'allowed', needsCaptcha: true };

  it.each([
    ['a first try', 0, 0, false, false, { verdict: 'allowed', needsCaptcha: false }],
    ['after three failures of others', 3, 0, false, false, { verdict: 'captcha' }],
    ['after three failures of others, known', 3, 0, true, false, { verdict: 'captcha' }],
    ['after ten failures of others: no wait', 10, 0, false, true, SOLVED],
    ['after five own failures', 5, 5, true, true, { verdict: 'wait', seconds: 60 }],
    ['after 25 failures of others, a first try', 25, 0, false, true, SOLVED],
    ['after 25 failures of others, a third try', 27, 2, false, true, SOLVED],
    ['after 25 failures of others, a fourth try', 28, 3, false, true, DAY],
    ['after 25 failures of others, known, a fourth try', 28, 3, true, true, SOLVED],
    ['after 99 failures of others, a first try', 99, 0, false, true, SOLVED],
    ['after 100 failures of others, a first try', 100, 0, false, true, DAY],
    ['after 100 failures of others, known', 100, 0, true, true, SOLVED],
    [
      'after 100 failures of others, known, no captcha',
      100,
      0,
      true,
      false,
      { verdict: 'captcha' },
    ],
    ['after 25 own failures, known', 25, 25, true, true, DAY],
  ])(
    '%s (%i with the name, %i own, known %s, captcha %s)',
    (_, account, pair, known, captcha, expected) => {
      expect(decideSignIn(counts(account, pair), known, POLICIES, START, captcha)).toEqual(
        expected,
      );
    },
  );

  it('bounds the guesses of a day: 100 from any number of addresses, and 25 from each known one', () => {
    const KNOWN = 2;
    const steps = fc.array(
      fc.record({ address: fc.nat({ max: 150 }), gap: fc.integer({ min: 0, max: 600 }) }),
      { minLength: 200, maxLength: 600 },
    );
    fc.assert(
      fc.property(steps, (tries) => {
        let account = state(0);
        const pairs = new Map<number, ThrottleState>();
        const guesses = { strangers: 0, known: 0 };
        let seconds = 0;
        for (const { address, gap } of tries) {
          seconds += gap;
          if (seconds >= 86_400) break;
          const now = after(seconds);
          const pair = pairs.get(address) ?? { tries: 0, windowFrom: now, lastTryAt: new Date(0) };
          const states = { account, pair, address: pair };
          const known = address < KNOWN;
          if (decideSignIn(states, known, POLICIES, now, true).verdict !== 'allowed') continue;
          guesses[known ? 'known' : 'strangers']++;
          account = { ...account, tries: account.tries + 1, lastTryAt: now };
          pairs.set(address, { ...pair, tries: pair.tries + 1, lastTryAt: now });
        }
        expect(guesses.strangers).toBeLessThanOrEqual(100);
        expect(guesses.known).toBeLessThanOrEqual(25 * KNOWN);
      }),
    );
  });
});
