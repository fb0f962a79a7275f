import { setTimeout as pause } from 'node:timers/promises';

import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';

import { Clock, nameKey } from '@passerelle/kernel';
import { Transactions, type Tx } from '@passerelle/persistence';
import { SETTINGS } from '@passerelle/service-kit';

import type { Account } from '../accounts/account.entity.js';
import { AccountsDirectory } from '../accounts/accounts.directory.js';
import { canReceive, channelTo, type Person } from '../accounts/person.js';
import { requiredNir } from '../accounts/required-nir.js';
import { AuditTrailService } from '../audit/audit-trail.service.js';
import { CaptchasService } from '../captchas/captchas.service.js';
import type { IdentitySettings } from '../identity.settings.js';
import { MessageSendingService } from '../messages/message-sending.service.js';
import { MessagesService } from '../messages/messages.service.js';
import { ThrottlingService } from '../throttling/throttling.service.js';
import { IndependentTransactions } from '../vault/independent-transactions.service.js';
import type { RequestPasswordReset } from './password-resets.dto.js';
import type { PasswordResetView } from './password-reset.view.js';
import { passwordResetErrors } from './password-resets.errors.js';
import { PasswordResetsRepository } from './password-resets.repository.js';
import { ResetCodesService } from './reset-codes.service.js';

/** Each request takes a multiple of this time, so that its time does not reveal what the request did. */
const STEP_MS = 150;

interface Claimant {
  readonly account: Account;
  readonly person: Person;
}

/** Sends codes for a forgotten password, by the channel that the person chooses (domain A2.5). */
@Injectable()
export class PasswordResetsService implements OnModuleInit {
  constructor(
    private readonly resets: PasswordResetsRepository,
    private readonly codes: ResetCodesService,
    private readonly accounts: AccountsDirectory,
    private readonly captchas: CaptchasService,
    private readonly throttling: ThrottlingService,
    private readonly messages: MessagesService,
    private readonly sending: MessageSendingService,
    private readonly trail: AuditTrailService,
    private readonly transactions: Transactions,
    private readonly independent: IndependentTransactions,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: IdentitySettings,
  ) {}

  onModuleInit(): void {
    this.sending.whenLate((tx, resetId, until) => this.resets.extend(tx, resetId, until));
  }

  /** Answers in the same form and time whether or not the account exists (domain A2.8). */
  async request(command: RequestPasswordReset, address: string): Promise<PasswordResetView> {
    const startedAt = performance.now();
    try {
      return await this.accept(command, address);
    } finally {
      const spent = performance.now() - startedAt;
      await pause(Math.ceil(spent / STEP_MS) * STEP_MS - spent);
    }
  }

  private async accept(
    { nir: text, birthName, captcha, channel }: RequestPasswordReset,
    address: string,
  ): Promise<PasswordResetView> {
    const nir = requiredNir(text);
    await this.useCaptcha(captcha);
    const { resetsPerAddress, resetsPerDay } = this.settings;
    if (!(await this.throttling.countWithin('reset-address', address, resetsPerAddress))) {
      throw passwordResetErrors.tooManyResets();
    }
    const claimant = await this.claimant(nir, birthName);
    // With the name: who knows the NIR alone cannot use up the requests of its holder.
    const who = `${nir} ${nameKey(birthName)}`;
    const within = await this.throttling.countWithin('reset', who, resetsPerDay);
    const { reset, code, lifeSeconds } = this.codes.make(
      within ? (claimant?.account.id ?? null) : null,
      'reset',
      channel,
    );
    const { id: resetId, expiresAt } = reset;
    await this.transactions.run(async (tx) => {
      await this.resets.insert(tx, reset);
      if (claimant === null || !within) {
        await this.messages.sendNothing(tx, channel);
      } else if (canReceive(claimant.person, channel)) {
        await this.messages.send(tx, {
          template: 'password_reset_code',
          channel,
          to: claimant.person,
          language: claimant.account.language,
          values: { code, validUntil: expiresAt.toISOString() },
          dedupKey: `password-reset:${resetId}`,
          lifeSeconds,
          resetId,
        });
      } else {
        await this.tellChannelMissing(tx, claimant, resetId, channel);
      }
      await this.trail.record(tx, {
        kind: within ? 'password_reset_requested' : 'password_reset_withheld',
        subjectId: claimant?.account.id ?? null,
        ...(claimant === null ? { name: nir } : {}),
        address,
        details: { channel, resetId },
      });
    });
    return { resetId, expiresAt };
  }

  /** The reads and the work are the same for an unknown NIR and for a wrong birth name. */
  private async claimant(nir: string, birthName: string): Promise<Claimant | null> {
    const accountId = await this.accounts.idByNir(nir);
    const account = await this.accounts.byId(accountId ?? '00000000-0000-0000-0000-000000000000');
    const person = await this.accounts.personOf(
      accountId ?? '00000000-0000-0000-0000-000000000000',
    );
    // The strict key: a spouse’s name or a name without its particle is no proof of who somebody is.
    const known = nameKey(person.birthName ?? '');
    const same = known !== '' && known === nameKey(birthName);
    const open = account !== null && account.closedAt === null;
    return open && same ? { account, person } : null;
  }

  private async tellChannelMissing(
    tx: Tx,
    { account, person }: Claimant,
    resetId: string,
    askedChannel: RequestPasswordReset['channel'],
  ): Promise<void> {
    const channel = channelTo(person);
    if (channel === undefined) {
      await this.messages.sendNothing(tx, askedChannel);
      return;
    }
    await this.messages.send(tx, {
      template: 'password_reset_channel_missing',
      channel,
      to: person,
      language: account.language,
      values: { askedAt: this.clock.now().toISOString(), askedChannel },
      dedupKey: `password-reset:${resetId}`,
    });
  }

  private async useCaptcha(captcha: string): Promise<void> {
    const fresh =
      (await this.captchas.isSolved(captcha)) &&
      (await this.independent.run((tx) => this.captchas.use(tx, captcha)));
    if (!fresh) throw passwordResetErrors.captchaRefused();
  }

  /** A code is kept for 24 hours after it expired (domain P2.5). */
  async forgetExpired(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - 86_400_000);
    await this.transactions.run((tx) => this.resets.deleteExpired(tx, before));
  }
}
