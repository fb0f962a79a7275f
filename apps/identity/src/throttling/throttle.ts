/** How often one thing may be tried: one account, or everything from one address. */
export interface ThrottlePolicy {
  /** Tries that fail before a captcha is asked for. */
  readonly captchaAfter: number;
  /** Tries that fail before each further one has to wait. */
  readonly delayAfter: number;
  readonly triesPerDay: number;
  readonly firstDelaySeconds: number;
  readonly longestDelaySeconds: number;
}

/** The tries counted against one key since its window began: those under way included. */
export interface ThrottleState {
  readonly tries: number;
  readonly windowFrom: Date;
  readonly lastTryAt: Date;
}

export type ThrottleDecision =
  | { readonly verdict: 'allowed'; readonly needsCaptcha: boolean }
  | { readonly verdict: 'captcha' }
  | { readonly verdict: 'wait'; readonly seconds: number };

const DAY_SECONDS = 86_400;

/**
 * The state as it counts now: a window of 24 hours that has passed is a new one. A clock that was set back
 * must not hold anyone for longer than the wait itself: what seems to be to come was just now.
 */
export function currentState(state: ThrottleState, now: Date): ThrottleState {
  const lastTryAt = earlier(state.lastTryAt, now);
  const windowFrom = earlier(state.windowFrom, now);
  return secondsBetween(windowFrom, now) >= DAY_SECONDS
    ? { tries: 0, windowFrom: now, lastTryAt }
    : { tries: state.tries, windowFrom, lastTryAt };
}

/**
 * Whether one more try may be made. First free tries, then a captcha, then waits that double on top of
 * it, and only after all of these a stop until the window has passed.
 */
export function decideTry(
  state: ThrottleState,
  policy: ThrottlePolicy,
  now: Date,
  captchaSolved: boolean,
): ThrottleDecision {
  const { tries, windowFrom, lastTryAt } = currentState(state, now);
  if (tries >= policy.triesPerDay) {
    return { verdict: 'wait', seconds: Math.ceil(DAY_SECONDS - secondsBetween(windowFrom, now)) };
  }
  const left = delayAfter(tries, policy) - secondsBetween(lastTryAt, now);
  if (left > 0) return { verdict: 'wait', seconds: Math.ceil(left) };
  const needsCaptcha = tries >= policy.captchaAfter;
  return needsCaptcha && !captchaSolved
    ? { verdict: 'captcha' }
    : { verdict: 'allowed', needsCaptcha };
}

/** Seconds to wait after so many tries. */
export function delayAfter(tries: number, policy: ThrottlePolicy): number {
  if (tries < policy.delayAfter) return 0;
  const doublings = Math.min(tries - policy.delayAfter, 30);
  return Math.min(policy.firstDelaySeconds * 2 ** doublings, policy.longestDelaySeconds);
}

/** The sterner of two decisions about the same try; of two waits the longer. */
export function sterner(one: ThrottleDecision, other: ThrottleDecision): ThrottleDecision {
  if (one.verdict === 'wait' && other.verdict === 'wait') {
    return one.seconds >= other.seconds ? one : other;
  }
  if (one.verdict === 'wait' || other.verdict === 'wait') {
    return one.verdict === 'wait' ? one : other;
  }
  if (one.verdict === 'captcha' || other.verdict === 'captcha') return { verdict: 'captcha' };
  return { verdict: 'allowed', needsCaptcha: one.needsCaptcha || other.needsCaptcha };
}

function earlier(one: Date, other: Date): Date {
  return one <= other ? one : other;
}

function secondsBetween(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / 1_000;
}
