import { Injectable } from '@nestjs/common';

import { readNir } from '@passerelle/kernel';
import { Transactions } from '@passerelle/persistence';

import type { Account } from '../accounts/account.entity.js';
import { AccountsDirectory } from '../accounts/accounts.directory.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { signInName } from '../accounts/sign-in-name.js';
import { AuditTrailService } from '../audit/audit-trail.service.js';
import { IdentityMetrics } from '../identity.metrics.js';
import { passwordErrors } from '../passwords/passwords.errors.js';
import { PasswordsService } from '../passwords/passwords.service.js';
import { PendingSignInsService } from '../second-factors/pending-sign-ins.service.js';
import { InTurn } from '../throttling/in-turn.js';
import { type Trial, ThrottlingService } from '../throttling/throttling.service.js';
import { AccountAccessService } from './account-access.service.js';
import { PersonalTokensService } from './personal-tokens.service.js';
import { SecondFactorRequired } from './second-factor-required.js';
import type { TokenView } from './token.view.js';
import { tokenErrors } from './tokens.errors.js';

/** The number of tries with one name from one address that may wait in this process. */
const MOST_WAITING = 10;
const NO_ACCOUNT = '00000000-0000-0000-0000-000000000000';

export interface PasswordTry {
  readonly username: string;
  readonly password: string;
  readonly captcha: string | undefined;
  readonly address: string;
  /** See `deviceLabel`. */
  readonly device: string | null;
}

/**
 * Sign-in with a password. Known and unknown names cause the same reads, counts, hashing and audit events,
 * and get the same answer.
 */
@Injectable()
export class PasswordGrantService {
  private readonly inTurn = new InTurn(MOST_WAITING);

  constructor(
    private readonly directory: AccountsDirectory,
    private readonly accounts: AccountsService,
    private readonly access: AccountAccessService,
    private readonly tokens: PersonalTokensService,
    private readonly pending: PendingSignInsService,
    private readonly passwords: PasswordsService,
    private readonly throttling: ThrottlingService,
    private readonly trail: AuditTrailService,
    private readonly transactions: Transactions,
    private readonly metrics: IdentityMetrics,
  ) {}

  async signIn(attempt: PasswordTry): Promise<TokenView> {
    const name = signInName(attempt.username);
    const trial: Trial = { account: name, address: attempt.address };
    // By name and address: the tries of others are not waited for.
    return this.inTurn.run(
      `${name}\n${attempt.address}`,
      async () => this.verify(attempt, name, await this.accountNamed(attempt.username), trial),
      passwordErrors.tooManySignIns,
    );
  }

  private async verify(
    { password, captcha, address, device }: PasswordTry,
    name: string,
    account: Account | null,
    trial: Trial,
  ): Promise<TokenView> {
    const who = account === null ? { name } : { subjectId: account.id };
    const begin = async (): Promise<void> => {
      try {
        await this.throttling.begin(trial, captcha);
      } catch (error) {
        this.metrics.signIns.inc({ outcome: 'held_back' });
        await this.trail.recordRefusal({ kind: 'sign_in_held_back', ...who, address });
        throw error;
      }
    };
    const matches = await this.passwords.matches(password, account?.passwordHash, address, begin);
    if (account === null || !matches) {
      this.metrics.signIns.inc({ outcome: 'failed' });
      await this.trail.recordRefusal({ kind: 'sign_in_failed', ...who, address });
      throw tokenErrors.invalidCredentials();
    }
    await this.throttling.succeeded(trial);
    const access = await this.access.of(account);
    if (!access.open) {
      this.metrics.signIns.inc({ outcome: 'refused' });
      const details = { reason: access.reason };
      await this.trail.recordRefusal({ kind: 'sign_in_refused', ...who, address, details });
      // Only a person who knows the password gets this answer.
      throw tokenErrors.accessEnded();
    }
    const outcome = await this.transactions.run(async (tx) => {
      // The password may have been changed meanwhile, and the former password must not open a session.
      const current = await this.accounts.byIdForChange(tx, account.id);
      if (current?.passwordHash !== account.passwordHash) throw tokenErrors.invalidCredentials();
      this.tokens.assertPasswordServes(current);
      const continuation = await this.pending.begin(tx, current);
      if (continuation !== undefined) return { continuation };
      const issued = await this.tokens.open(tx, account, access, { amr: ['pwd'], device });
      await this.trail.record(tx, {
        kind: 'sign_in_succeeded',
        ...who,
        actorId: account.id,
        address,
      });
      return issued;
    });
    if ('continuation' in outcome) {
      this.metrics.signIns.inc({ outcome: 'continued' });
      throw new SecondFactorRequired(outcome.continuation);
    }
    this.metrics.signIns.inc({ outcome: 'succeeded' });
    return outcome;
  }

  /** The account of a username or of a NIR. The reads are the same three for any name. */
  private async accountNamed(typed: string): Promise<Account | null> {
    const reading = readNir(typed);
    const byNir = await this.directory.idByNir(reading.ok ? reading.nir : '');
    const byUsername = await this.directory.byUsername(signInName(typed));
    return this.directory.byId(byNir ?? byUsername?.id ?? NO_ACCOUNT);
  }
}
