import { Inject, Injectable } from '@nestjs/common';

import { Clock } from '@passerelle/kernel';
import { Transactions, type Tx } from '@passerelle/persistence';
import { SETTINGS } from '@passerelle/service-kit';

import { CaptchasService } from '../captchas/captchas.service.js';
import type { IdentitySettings } from '../identity.settings.js';
import { IndependentTransactions } from '../vault/independent-transactions.service.js';
import { VaultService } from '../vault/vault.service.js';
import { currentState, decideSignIn, type SignInCounts, type SignInPolicies } from './throttle.js';
import { throttlingErrors } from './throttling.errors.js';
import { type KeyedState, ThrottlesRepository } from './throttles.repository.js';

/** What a try counts against. */
export interface Trial {
  /** What the person typed, in one spelling (`signInName`), or the id of the account of a signed-in person. */
  readonly account: string;
  readonly address: string;
}

const STALE_MS = 2 * 86_400_000;
const DAY_MS = 86_400_000;

/**
 * Counts each try before the try is made. A failure then needs no further write, and 200 tries at once count
 * like 200 tries in a row. The counts have a transaction of their own, so they stay when the request is
 * rolled back.
 */
@Injectable()
export class ThrottlingService {
  private readonly policies: SignInPolicies;
  private readonly knownMs: number;

  constructor(
    private readonly throttles: ThrottlesRepository,
    private readonly captchas: CaptchasService,
    private readonly independent: IndependentTransactions,
    private readonly transactions: Transactions,
    private readonly vault: VaultService,
    private readonly clock: Clock,
    @Inject(SETTINGS) settings: IdentitySettings,
  ) {
    const { firstDelaySeconds, longestDelaySeconds } = settings;
    const account = {
      captchaAfter: settings.accountCaptchaAfter,
      delayAfter: settings.accountDelayAfter,
      triesPerDay: settings.accountTriesPerDay,
      firstDelaySeconds,
      longestDelaySeconds,
    };
    this.policies = {
      account,
      pair: account,
      address: {
        captchaAfter: settings.addressCaptchaAfter,
        delayAfter: settings.addressDelayAfter,
        triesPerDay: settings.addressTriesPerDay,
        firstDelaySeconds,
        longestDelaySeconds,
      },
      strangersTries: settings.accountStrangersTries,
      strangersTriesPerDay: settings.accountStrangersTriesPerDay,
    };
    this.knownMs = settings.knownAddressDays * DAY_MS;
  }

  /**
   * Counts one try against the name, against the network address, and against both together.
   *
   * @param captcha a solved captcha, marked as used when the try needs a captcha
   * @throws DomainError `identity/captcha-required`, `identity/too-many-tries`
   */
  async begin(trial: Trial, captcha: string | undefined): Promise<void> {
    const solved = captcha !== undefined && (await this.captchas.isSolved(captcha));
    const decision = await this.independent.run(async (tx) => {
      const now = this.clock.now();
      const states = await this.locked(tx, trial, now);
      const since = new Date(now.getTime() - this.knownMs);
      const known = await this.throttles.isKnown(tx, this.knownKeys(trial), since);
      const decide = (withCaptcha: boolean) =>
        decideSignIn(states, known, this.policies, now, withCaptcha);
      let verdict = decide(solved);
      if (verdict.verdict === 'allowed' && verdict.needsCaptcha && captcha !== undefined) {
        if (!(await this.captchas.use(tx, captcha))) verdict = decide(false);
      }
      if (verdict.verdict === 'allowed') {
        const counted = [states.account, states.address, states.pair].map((state) => {
          const { tries, windowFrom } = currentState(state, now);
          return { key: state.key, tries: tries + 1, windowFrom, lastTryAt: now };
        });
        await this.throttles.update(tx, counted);
      }
      return verdict;
    });
    if (decision.verdict === 'captcha') throw throttlingErrors.captchaRequired();
    if (decision.verdict === 'wait') {
      throw throttlingErrors.tooManyTries({ retryAfterSeconds: decision.seconds });
    }
  }

  /**
   * Records a success: takes back the tries of this address, and knows the address from now on. The failures of
   * others stay, so that the guesses of a day stay bounded however often the holder signs in.
   */
  async succeeded(trial: Trial): Promise<void> {
    await this.independent.run(async (tx) => {
      const now = this.clock.now();
      const { account, address, pair } = await this.locked(tx, trial, now);
      await this.throttles.giveBack(tx, account.key, currentState(pair, now).tries);
      await this.throttles.giveBack(tx, address.key, 1);
      await this.throttles.forget(tx, [pair.key]);
      const [knownKey = ''] = this.knownKeys(trial);
      await this.throttles.markKnown(tx, knownKey, now);
    });
  }

  /** Forgets the failures with some names, so that a person with a new password can sign in at once from here. */
  async forgetFailures(names: readonly string[], address: string): Promise<void> {
    const keys = names.flatMap((account) => [
      this.accountKey(account),
      this.pairKey({ account, address }),
    ]);
    await this.transactions.run((tx) => this.throttles.forget(tx, keys));
  }

  /**
   * Counts a request that may be made `most` times in 24 hours.
   *
   * @returns false when the limit is reached
   */
  async countWithin(
    kind: 'reset' | 'reset-address' | 'client' | 'client-address',
    value: string,
    most: number,
  ): Promise<boolean> {
    return this.independent.run(async (tx) => {
      const now = this.clock.now();
      const key = this.vault.hash('throttle', `${kind} ${value}`);
      const states = (await this.throttles.lock(tx, [key], now)).map((state) => ({
        ...state,
        ...currentState(state, now),
      }));
      if (states.some(({ tries }) => tries >= most)) return false;
      await this.throttles.update(
        tx,
        states.map((state) => ({ ...state, tries: state.tries + 1, lastTryAt: now })),
      );
      return true;
    });
  }

  async forgetStale(): Promise<void> {
    const now = this.clock.now().getTime();
    await this.transactions.run(async (tx) => {
      await this.throttles.deleteStale(tx, new Date(now - STALE_MS));
      await this.throttles.forgetKnown(tx, new Date(now - this.knownMs));
    });
    await this.captchas.forgetExpired();
  }

  private async locked(tx: Tx, trial: Trial, now: Date): Promise<SignInCounts<KeyedState>> {
    const [account, address, pair] = [
      this.accountKey(trial.account),
      this.vault.hash('throttle', `address ${trial.address}`),
      this.pairKey(trial),
    ];
    const states = await this.throttles.lock(tx, [account, address, pair], now);
    const byKey = new Map(states.map((state) => [state.key, state]));
    const of = (key: string): KeyedState =>
      byKey.get(key) ?? { key, tries: 0, windowFrom: now, lastTryAt: new Date(0) };
    return { account: of(account), address: of(address), pair: of(pair) };
  }

  private accountKey(account: string): string {
    return this.vault.hash('throttle', `account ${account}`);
  }

  /** A line break separates, because no name and no address has one. */
  private pairKey({ account, address }: Trial): string {
    return this.vault.hash('throttle', `pair ${account}\n${address}`);
  }

  /** Under each known master key, the current one first: a change of keys makes no address unknown. */
  private knownKeys({ account, address }: Trial): string[] {
    return this.vault.hashes('throttle', `known ${account}\n${address}`);
  }
}
