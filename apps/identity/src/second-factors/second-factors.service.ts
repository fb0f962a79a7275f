import { Inject, Injectable } from '@nestjs/common';
import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server';

import { type Actor, assertAuthenticated, TWO_FACTORS } from '@passerelle/auth';
import { requestErrors } from '@passerelle/http';
import { Clock, newId } from '@passerelle/kernel';
import { Transactions, type Tx } from '@passerelle/persistence';
import { SETTINGS } from '@passerelle/service-kit';

import type { Account } from '../accounts/account.entity.js';
import { AccountsDirectory } from '../accounts/accounts.directory.js';
import { AccountsService } from '../accounts/accounts.service.js';
import type { AuditKind } from '../audit/audit-event.js';
import { AuditTrailService } from '../audit/audit-trail.service.js';
import type { IdentitySettings } from '../identity.settings.js';
import { MessagesService } from '../messages/messages.service.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { FactorContentsService } from './factor-contents.service.js';
import { PasskeysService } from './passkeys.service.js';
import { RecoveryCodesService } from './recovery-codes.service.js';
import { MOST_FACTORS, type SecondFactorKind } from './second-factor.js';
import type { SecondFactor } from './second-factor.entity.js';
import { SecondFactorRulesService } from './second-factor-rules.service.js';
import type {
  EnrolledFactorView,
  RecoveryCodesView,
  SecondFactorsView,
  SecondFactorView,
  TotpEnrolmentView,
} from './second-factor.view.js';
import type {
  ConfirmTotp,
  EnrolPasskey,
  EnrolTotp,
  RenameSecondFactor,
} from './second-factors.dto.js';
import { enrolmentErrors } from './second-factors.errors.js';
import { SecondFactorsRepository } from './second-factors.repository.js';
import { newTotpSecret, stepOfCode, totpUri } from './totp.js';

const REGISTRATION_MS = 300_000;
const UNFINISHED_MS = 86_400_000;

type Notice = 'added' | 'removed' | 'recovery_codes_issued';

/**
 * The second factors of the signed-in person. Each change asks for a recent sign-in, and with the second factor once
 * there is one, so that a session left open cannot change what protects the account.
 */
@Injectable()
export class SecondFactorsService {
  constructor(
    private readonly factors: SecondFactorsRepository,
    private readonly recovery: RecoveryCodesService,
    private readonly contents: FactorContentsService,
    private readonly passkeys: PasskeysService,
    private readonly rules: SecondFactorRulesService,
    private readonly directory: AccountsDirectory,
    private readonly accounts: AccountsService,
    private readonly sessions: SessionsService,
    private readonly messages: MessagesService,
    private readonly trail: AuditTrailService,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: IdentitySettings,
  ) {}

  async list({ subject }: Actor): Promise<SecondFactorsView> {
    const account = await this.directory.byId(subject);
    if (account === null) throw enrolmentErrors.noOwnAccount();
    const confirmed = confirmedOf(await this.factors.ofAccount(subject));
    return {
      status: this.rules.statusOf(account.roles, confirmed.length > 0),
      factors: confirmed.map((factor) => this.viewOf(factor)),
      recoveryCodesLeft: await this.recovery.countUnused(subject),
    };
  }

  /** Begins a TOTP. The secret protects nothing until a first code has confirmed it. */
  beginTotp(actor: Actor, { label }: EnrolTotp): Promise<TotpEnrolmentView> {
    return this.changing(actor, async (tx, account) => {
      await this.factors.removeUnconfirmed(tx, account.id);
      const id = newId();
      const secret = newTotpSecret();
      await this.factors.insert(tx, {
        ...this.newFactor(id, account.id, 'totp'),
        sealed: this.contents.seal(id, { label, secret }),
        confirmedAt: null,
      });
      const otpauthUri = totpUri(secret, this.settings.secondFactorName, account.username);
      return { id, otpauthUri, secret };
    });
  }

  confirmTotp(
    actor: Actor,
    id: string,
    { code }: ConfirmTotp,
    address: string,
  ): Promise<EnrolledFactorView> {
    return this.changing(actor, async (tx, account, known) => {
      const factor = ownFactor(known, id);
      if (factor.confirmedAt !== null) throw enrolmentErrors.alreadyConfirmed();
      const { secret } = this.contents.open(factor);
      const now = this.clock.now();
      const step = secret === null ? undefined : stepOfCode(secret, code, now);
      if (step === undefined) throw enrolmentErrors.enrolmentRefused();
      if (!(await this.factors.confirm(tx, id, step, now))) {
        throw enrolmentErrors.alreadyConfirmed();
      }
      const confirmed = { ...factor, confirmedAt: now, lastUsedAt: now };
      return this.added(tx, account, confirmed, known, address);
    });
  }

  /** What the browser needs to make a passkey. A later request replaces the challenge. */
  beginPasskey(actor: Actor): Promise<PublicKeyCredentialCreationOptionsJSON> {
    return this.changing(actor, async (tx, account, known) => {
      const options = await this.passkeys.registrationOptions(account, known);
      const expiresAt = new Date(this.clock.now().getTime() + REGISTRATION_MS);
      const { challenge } = options;
      await this.factors.keepRegistration(tx, { accountId: account.id, challenge, expiresAt });
      return options;
    });
  }

  async addPasskey(
    actor: Actor,
    { label, attestation }: EnrolPasskey,
    address: string,
  ): Promise<EnrolledFactorView> {
    const challenge = await this.changing(actor, (tx, account) =>
      this.factors.takeRegistration(tx, account.id, this.clock.now()),
    );
    if (challenge === undefined) throw enrolmentErrors.enrolmentRefused();
    const passkey = await this.passkeys.registered(attestation, challenge);
    if (passkey === undefined) throw enrolmentErrors.enrolmentRefused();
    return this.changing(actor, async (tx, account, known) => {
      if (await this.factors.isKnownCredential(passkey.credentialId)) {
        throw enrolmentErrors.passkeyKnown();
      }
      const id = newId();
      const factor: SecondFactor = {
        ...this.newFactor(id, account.id, 'passkey'),
        ...passkey,
        sealed: this.contents.seal(id, { label, secret: null }),
      };
      await this.factors.insert(tx, factor);
      return this.added(tx, account, factor, known, address);
    });
  }

  rename(actor: Actor, id: string, { label }: RenameSecondFactor): Promise<SecondFactorView> {
    return this.changing(actor, async (tx, _, known) => {
      const factor = ownFactor(confirmedOf(known), id);
      const sealed = this.contents.seal(id, { ...this.contents.open(factor), label });
      await this.factors.reseal(tx, id, sealed);
      return this.viewOf({ ...factor, sealed });
    });
  }

  async remove(actor: Actor, id: string, address: string): Promise<void> {
    await this.changing(actor, async (tx, account, known) => {
      const confirmed = confirmedOf(known);
      const { kind } = ownFactor(confirmed, id);
      const isLast = confirmed.length === 1;
      if (isLast && !this.rules.mayRemoveLast(account.roles)) throw enrolmentErrors.lastFactor();
      await this.factors.remove(tx, id);
      if (isLast) await this.recovery.removeAll(tx, account.id);
      await this.note(tx, account.id, 'second_factor_removed', address, { factor: id, kind });
      await this.tell(tx, account.id, 'removed');
    });
  }

  renewRecoveryCodes(actor: Actor, address: string): Promise<RecoveryCodesView> {
    return this.changing(actor, async (tx, account, known) => {
      if (confirmedOf(known).length === 0) throw enrolmentErrors.noFactor();
      const recoveryCodes = await this.recovery.issue(tx, account.id);
      await this.note(tx, account.id, 'recovery_codes_issued', address);
      await this.tell(tx, account.id, 'recovery_codes_issued');
      return { recoveryCodes };
    });
  }

  async forgetUnfinished(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - UNFINISHED_MS);
    await this.transactions.run((tx) => this.factors.forgetUnfinished(tx, before));
  }

  /** Runs a change under the lock of the account, so that two changes see each other. */
  private changing<T>(
    actor: Actor,
    work: (tx: Tx, account: Account, known: readonly SecondFactor[]) => Promise<T>,
  ): Promise<T> {
    return this.transactions.run(async (tx) => {
      const account = await this.accounts.byIdForChange(tx, actor.subject);
      if (account === null || account.closedAt !== null) throw enrolmentErrors.noOwnAccount();
      const known = await this.factors.ofAccount(account.id);
      const hasFactor = confirmedOf(known).length > 0;
      assertAuthenticated(
        actor,
        {
          acr: hasFactor ? TWO_FACTORS : 'urn:passerelle:acr:password',
          maxAgeSeconds: this.settings.recentSignInSeconds,
        },
        this.clock.now(),
      );
      return work(tx, account, known);
    });
  }

  private async added(
    tx: Tx,
    { id: accountId }: Account,
    factor: SecondFactor,
    before: readonly SecondFactor[],
    address: string,
  ): Promise<EnrolledFactorView> {
    const confirmed = confirmedOf(before);
    if (confirmed.length >= MOST_FACTORS) {
      throw enrolmentErrors.tooManyFactors({ most: MOST_FACTORS });
    }
    const isFirst = confirmed.length === 0;
    const { id, kind } = factor;
    await this.note(tx, accountId, 'second_factor_added', address, { factor: id, kind });
    await this.tell(tx, accountId, 'added');
    // Sessions of before the first factor were opened with a password alone.
    if (isFirst) await this.sessions.endAllOf(tx, [accountId], 'second_factor_added');
    return {
      factor: this.viewOf(factor),
      recoveryCodes: isFirst ? await this.recovery.issue(tx, accountId) : null,
    };
  }

  private newFactor(
    id: string,
    accountId: string,
    kind: SecondFactorKind,
  ): Omit<SecondFactor, 'sealed'> {
    const now = this.clock.now();
    return {
      id,
      accountId,
      kind,
      credentialId: null,
      publicKey: null,
      transports: [],
      signCount: 0,
      deviceBound: false,
      lastStep: null,
      createdAt: now,
      confirmedAt: now,
      lastUsedAt: null,
    };
  }

  private viewOf(factor: SecondFactor): SecondFactorView {
    const { id, kind, createdAt, lastUsedAt } = factor;
    return { id, kind, label: this.contents.open(factor).label, createdAt, lastUsedAt };
  }

  private note(
    tx: Tx,
    subjectId: string,
    kind: AuditKind,
    address: string,
    details: Record<string, string> = {},
  ): Promise<void> {
    return this.trail.record(tx, { kind, subjectId, actorId: subjectId, address, details });
  }

  /** Tells the person, because a stranger with the password could be the one who changes the factors. */
  private async tell(tx: Tx, accountId: string, change: Notice): Promise<void> {
    await this.messages.notify(tx, accountId, {
      template: 'second_factor_changed',
      values: { change, changedAt: this.clock.now().toISOString() },
      dedupKey: `second-factor:${newId()}`,
    });
  }
}

function confirmedOf(factors: readonly SecondFactor[]): SecondFactor[] {
  return factors.filter(({ confirmedAt }) => confirmedAt !== null);
}

function ownFactor(factors: readonly SecondFactor[], id: string): SecondFactor {
  const factor = factors.find((one) => one.id === id);
  if (factor === undefined) throw requestErrors.unknownId();
  return factor;
}
