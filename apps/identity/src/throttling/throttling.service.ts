import { Inject, Injectable } from '@nestjs/common';

import { Clock } from '@passerelle/kernel';
import { Transactions } from '@passerelle/persistence';
import { SETTINGS } from '@passerelle/service-kit';

import { CaptchasService } from '../captchas/captchas.service.js';
import type { IdentitySettings } from '../identity.settings.js';
import { IndependentTransactions } from '../vault/independent-transactions.service.js';
import { VaultService } from '../vault/vault.service.js';
import { currentState, decideTry, sterner, type ThrottlePolicy } from './throttle.js';
import { throttlingErrors } from './throttling.errors.js';
import { ThrottlesRepository } from './throttles.repository.js';

/** The two subjects that a try counts against: an account and a network address. */
export interface Trial {
  /** The id of the account, or the name that was tried when no account has the name. */
  readonly account: string;
  readonly address: string;
}

const STALE_MS = 2 * 86_400_000;

/**
 * Counts each try before the try is made. A failure then needs no further write, and 200 tries at once count
 * like 200 tries in a row. The counts have a transaction of their own, so they stay when the request is
 * rolled back.
 */
@Injectable()
export class ThrottlingService {
  private readonly accountPolicy: ThrottlePolicy;
  private readonly addressPolicy: ThrottlePolicy;

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
    this.accountPolicy = {
      captchaAfter: settings.accountCaptchaAfter,
      delayAfter: settings.accountDelayAfter,
      triesPerDay: settings.accountTriesPerDay,
      firstDelaySeconds,
      longestDelaySeconds,
    };
    this.addressPolicy = {
      captchaAfter: settings.addressCaptchaAfter,
      delayAfter: settings.addressDelayAfter,
      triesPerDay: settings.addressTriesPerDay,
      firstDelaySeconds,
      longestDelaySeconds,
    };
  }

  /**
   * Counts one try against the account and against the network address.
   *
   * @param captcha a solved captcha, marked as used when the try needs a captcha
   * @throws DomainError `identity/captcha-required`, `identity/too-many-tries`
   */
  async begin(trial: Trial, captcha: string | undefined): Promise<void> {
    const solved = captcha !== undefined && (await this.captchas.isSolved(captcha));
    const decision = await this.independent.run(async (tx) => {
      const now = this.clock.now();
      const accountKey = this.accountKey(trial.account);
      const states = await this.throttles.lock(
        tx,
        [accountKey, this.addressKey(trial.address)],
        now,
      );
      const decide = (withCaptcha: boolean) =>
        states
          .map((state) => {
            const policy = state.key === accountKey ? this.accountPolicy : this.addressPolicy;
            return decideTry(state, policy, now, withCaptcha);
          })
          .reduce(sterner);
      let verdict = decide(solved);
      if (verdict.verdict === 'allowed' && verdict.needsCaptcha && captcha !== undefined) {
        if (!(await this.captchas.use(tx, captcha))) verdict = decide(false);
      }
      if (verdict.verdict === 'allowed') {
        const counted = states.map((state) => {
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

  /** Records a success: forgets the failures of the account, and takes back the try of the address. */
  async succeeded(trial: Trial): Promise<void> {
    await this.independent.run(async (tx) => {
      await this.throttles.forget(tx, [this.accountKey(trial.account)]);
      await this.throttles.giveBack(tx, this.addressKey(trial.address));
    });
  }

  /** Forgets the failures of an account, so that a person with a new password can sign in at once. */
  async forgetAccount(account: string): Promise<void> {
    await this.transactions.run((tx) => this.throttles.forget(tx, [this.accountKey(account)]));
  }

  /**
   * Counts a request that may be made `most` times in 24 hours.
   *
   * @returns false when the limit is reached
   */
  async countWithin(
    kind: 'reset' | 'reset-address',
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
    const before = new Date(this.clock.now().getTime() - STALE_MS);
    await this.transactions.run((tx) => this.throttles.deleteStale(tx, before));
    await this.captchas.forgetExpired();
  }

  private accountKey(account: string): string {
    return this.vault.hash('throttle', `account ${account}`);
  }

  private addressKey(address: string): string {
    return this.vault.hash('throttle', `address ${address}`);
  }
}
