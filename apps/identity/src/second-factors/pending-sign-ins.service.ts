import { createHash, randomBytes } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';

import { Clock, newId } from '@passerelle/kernel';
import { Transactions, type Tx } from '@passerelle/persistence';
import { SETTINGS } from '@passerelle/service-kit';

import type { Account } from '../accounts/account.entity.js';
import type { IdentitySettings } from '../identity.settings.js';
import { IndependentTransactions } from '../vault/independent-transactions.service.js';
import { PasskeysService } from './passkeys.service.js';
import type { PendingSignIn } from './pending-sign-in.entity.js';
import { PendingSignInsRepository } from './pending-sign-ins.repository.js';
import type { Continuation } from './second-factor.js';
import { SecondFactorProofsService } from './second-factor-proofs.service.js';
import { secondFactorErrors } from './second-factors.errors.js';
import { SecondFactorsRepository } from './second-factors.repository.js';

/** The tries of one pending sign-in. The tries of the account are counted too, across its sign-ins. */
const MOST_TRIES = 5;

/** Sign-ins between the password and the second factor. Their tokens open nothing but the next step. */
@Injectable()
export class PendingSignInsService {
  constructor(
    private readonly pending: PendingSignInsRepository,
    private readonly factors: SecondFactorsRepository,
    private readonly proofs: SecondFactorProofsService,
    private readonly passkeys: PasskeysService,
    private readonly transactions: Transactions,
    private readonly independent: IndependentTransactions,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: IdentitySettings,
  ) {}

  /** @returns undefined for an account without a second factor, whose sign-in is complete */
  async begin(tx: Tx, { id, version }: Account): Promise<Continuation | undefined> {
    const methods = await this.proofs.methodsOf(id);
    if (methods.length === 0) return undefined;
    const mfaToken = randomBytes(32).toString('base64url');
    const { secondFactorSeconds } = this.settings;
    await this.pending.insert(tx, {
      id: newId(),
      accountId: id,
      accountVersion: version,
      tokenHash: hashOf(mfaToken),
      challenge: null,
      tries: 0,
      expiresAt: new Date(this.clock.now().getTime() + secondFactorSeconds * 1_000),
      completedAt: null,
    });
    return { mfaToken, expiresInSeconds: secondFactorSeconds, methods };
  }

  /** @throws DomainError `identity/pending-sign-in-refused` */
  async open(mfaToken: string): Promise<PendingSignIn> {
    const pending = await this.pending.open(hashOf(mfaToken), this.clock.now());
    if (pending === undefined) throw secondFactorErrors.pendingSignInRefused();
    return pending;
  }

  /** What `navigator.credentials.get` takes. The challenge serves the next try. */
  async challenge(mfaToken: string): Promise<PublicKeyCredentialRequestOptionsJSON> {
    const { id, accountId } = await this.open(mfaToken);
    const factors = await this.factors.ofAccount(accountId);
    const options = await this.passkeys.authenticationOptions(factors);
    await this.transactions.run((tx) => this.pending.keepChallenge(tx, id, options.challenge));
    return options;
  }

  /**
   * Counts a try before it is made, so that the count stays when the try fails.
   *
   * @returns the challenge of the try, if there is one
   * @throws DomainError `identity/pending-sign-in-refused`
   */
  async takeTry({ id }: PendingSignIn): Promise<string | null> {
    const before = await this.independent.run((tx) =>
      this.pending.takeTry(tx, id, MOST_TRIES, this.clock.now()),
    );
    if (before === undefined) throw secondFactorErrors.pendingSignInRefused();
    return before.challenge;
  }

  /** @returns false when the account has changed since its password was checked, or the token was used before */
  async complete(tx: Tx, pending: PendingSignIn, account: Account | null): Promise<boolean> {
    if (account?.version !== pending.accountVersion) return false;
    return this.pending.complete(tx, pending.id, this.clock.now());
  }

  async forgetExpired(): Promise<void> {
    await this.transactions.run((tx) => this.pending.deleteExpired(tx, this.clock.now()));
  }
}

/** The token has 256 random bits, so a fast hash protects it. */
function hashOf(mfaToken: string): string {
  return createHash('sha256').update(mfaToken).digest('base64');
}
