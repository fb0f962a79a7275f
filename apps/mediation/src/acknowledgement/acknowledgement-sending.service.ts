import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';

import {
  acknowledgementDueV1,
  type AcknowledgementRecipient,
  MEDIATION_MESSAGE_VALUES,
} from '@passerelle/contracts';
import { Clock } from '@passerelle/kernel';
import { Outbox } from '@passerelle/messaging';
import { Logger } from '@passerelle/observability';
import { Transactions, type Tx } from '@passerelle/persistence';
import {
  KeySealer,
  MessageSealer,
  MessageSender,
  type SealText,
} from '@passerelle/sealed-messages';
import { jwksUrlOf, PLATFORM_SETTINGS, type PlatformSettings } from '@passerelle/service-kit';

import { MandatesService } from '../mandates/mandates.service.js';
import type { Referral } from '../referrals/referral.entity.js';
import { ReferralAccessService } from '../referrals/referral-access.service.js';
import { ReferralsService } from '../referrals/referrals.service.js';
import type { Acknowledgement } from './acknowledgement.js';
import { AcknowledgementWording } from './acknowledgement-wording.service.js';
import { DispatchesRepository, type Routing } from './dispatches.repository.js';

/** Acknowledgements in one transaction: each needs two seals. */
const BATCH = 50;

/** The seals of an acknowledgement: whom it goes to for identity, what it says for notifications. */
interface Seals {
  readonly recipient: SealText;
  readonly words: SealText;
}

/**
 * Asks for the message that acknowledges each registered referral, once (R112-5 CRPA, R112-11-1; domain M10.2).
 * Mediation knows the file and identity the person, so the event holds both parts sealed. The rows of the queue are
 * written with the registration; they wait while a key is out of reach.
 */
@Injectable()
export class AcknowledgementSendingService implements OnModuleDestroy {
  private readonly sender: MessageSender<Seals>;

  constructor(
    private readonly dispatches: DispatchesRepository,
    private readonly wording: AcknowledgementWording,
    private readonly access: ReferralAccessService,
    private readonly mandates: MandatesService,
    referrals: ReferralsService,
    messageSealer: MessageSealer,
    private readonly outbox: Outbox,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly logger: Logger,
    @Inject(PLATFORM_SETTINGS) platform: PlatformSettings,
  ) {
    const recipientSealer = new KeySealer(jwksUrlOf(platform));
    const current = async (): Promise<Seals | undefined> => {
      const words = await messageSealer.currentText();
      const recipient = await recipientSealer.current();
      return words === undefined || recipient === undefined ? undefined : { words, recipient };
    };
    this.sender = new MessageSender({ current }, logger);
    referrals.whenRegistered((tx, referral) => {
      this.dispatches.add(tx, referral.id, this.clock.now());
      tx.afterCommit(() => {
        this.sender.wake(() => this.send());
      });
    });
  }

  onModuleDestroy(): Promise<void> {
    return this.sender.stop();
  }

  async send(): Promise<void> {
    if (!(await this.dispatches.anyWaiting())) return;
    await this.sender.send(async (seals) => {
      if (seals !== undefined) return this.sendSome(seals);
      this.logger.warn('acknowledgements wait for the keys of identity and notifications');
      return false;
    });
  }

  /** Records what identity answered. */
  async routed(tx: Tx, routings: readonly Routing[]): Promise<void> {
    await this.dispatches.markRouted(tx, routings, this.clock.now());
  }

  /**
   * The sender is written to where they are the person, or represent the person on that day; a partner who refers a
   * case does not.
   */
  private async recipientOf({
    origin,
    referredBy,
    fileNumber,
  }: Referral): Promise<AcknowledgementRecipient> {
    if (origin === 'beneficiary') return { accountId: referredBy, fileNumber };
    const represents =
      origin === 'legal_representative' &&
      referredBy !== null &&
      (await this.mandates.representedBy(referredBy, fileNumber)).length > 0;
    return { accountId: represents ? referredBy : null, fileNumber };
  }

  private sendSome(seals: Seals): Promise<boolean> {
    return this.transactions.run(async (tx) => {
      const due = await this.dispatches.take(tx, BATCH);
      for (const { referralId } of due) {
        const referral = await this.access.byId(referralId);
        const acknowledgement = await this.wording.of(referral, this.clock.today());
        const data = {
          referralId,
          sealedRecipient: await seals.recipient(JSON.stringify(await this.recipientOf(referral))),
          sealedWords: await seals.words(JSON.stringify(wordsOf(acknowledgement))),
        };
        this.outbox.publish(tx, acknowledgementDueV1, data, referral.version);
      }
      const ids = due.map(({ referralId }) => referralId);
      await this.dispatches.markRequested(tx, ids, this.clock.now());
      return due.length === BATCH;
    });
  }
}

function wordsOf(acknowledgement: Acknowledgement) {
  const { reference, receivedOn, service, state, missing, silence, remedies } = acknowledgement;
  return MEDIATION_MESSAGE_VALUES.referral_acknowledged.parse({
    reference,
    receivedOn,
    service,
    state,
    missing,
    silence,
    remedies,
  });
}
