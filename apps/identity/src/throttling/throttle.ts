/**
 * How often the password of one account may be tried, or any password from one network address. The figures
 * are settings: a password of 50 bits needs such a restriction (CNIL, délibération 2022-100; domain A1.2,
 * A1.6).
 */
export interface ThrottlePolicy {
  /** The number of failed tries after which a captcha is needed. */
  readonly captchaAfter: number;
  /** The number of failed tries after which each further try has to wait. */
  readonly delayAfter: number;
  readonly triesPerDay: number;
  readonly firstDelaySeconds: number;
  readonly longestDelaySeconds: number;
}

/** The tries counted against one key since its window began. Tries under way are included. */
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
 * The state at an instant: a new window begins when 24 hours have passed. Instants in the future count as
 * now, so that a clock that was set back makes nobody wait for longer than the wait itself.
 */
export function currentState(state: ThrottleState, now: Date): ThrottleState {
  const lastTryAt = earlier(state.lastTryAt, now);
  const windowFrom = earlier(state.windowFrom, now);
  return secondsBetween(windowFrom, now) >= DAY_SECONDS
    ? { tries: 0, windowFrom: now, lastTryAt }
    : { tries: state.tries, windowFrom, lastTryAt };
}

/**
 * Whether one more try may be made. The first tries are free, further tries need a captcha, then a captcha
 * and waits that double, and after the last try nobody may try until the window has passed.
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

/** The seconds to wait after a number of tries. */
export function delayAfter(tries: number, policy: ThrottlePolicy): number {
  if (tries < policy.delayAfter) return 0;
  const doublings = tries - policy.delayAfter;
  return Math.min(policy.firstDelaySeconds * 2 ** doublings, policy.longestDelaySeconds);
}

/** What one sign-in counts against: a name, the network address, and the name from this address. */
export interface SignInCounts<T> {
  readonly account: T;
  readonly address: T;
  readonly pair: T;
}

export interface SignInPolicies extends SignInCounts<ThrottlePolicy> {
  /** Beyond `account.triesPerDay` each address that is not known has so many tries. */
  readonly strangersTries: number;
  /** The number of tries with a name that all addresses that are not known have together in 24 hours. */
  readonly strangersTriesPerDay: number;
}

/**
 * Whether one more sign-in may be tried. The failures of others ask the holder of the account for a captcha and for
 * nothing else: waits follow from the tries of the own address. Otherwise somebody who fails on purpose would keep
 * the holder out. When strangers have used up the tries of the day, an address from which the holder has signed in
 * goes on, and any other address has a few tries of its own, up to a number that bounds the guesses of the day.
 *
 * @param known whether somebody has signed in with this name from this address
 */
export function decideSignIn(
  states: SignInCounts<ThrottleState>,
  known: boolean,
  policies: SignInPolicies,
  now: Date,
  captchaSolved: boolean,
): ThrottleDecision {
  const own = currentState(states.pair, now).tries;
  const { account, strangersTries, strangersTriesPerDay } = policies;
  const shared = own < strangersTries ? strangersTriesPerDay : account.triesPerDay;
  const accountPolicy = {
    ...account,
    delayAfter: Infinity,
    triesPerDay: known ? Infinity : shared,
  };
  return [
    decideTry(states.account, accountPolicy, now, captchaSolved),
    decideTry(states.address, policies.address, now, captchaSolved),
    decideTry(states.pair, policies.pair, now, captchaSolved),
  ].reduce(sterner);
}

/** The sterner of two decisions about the same try; of two waits, the longer wait. */
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
