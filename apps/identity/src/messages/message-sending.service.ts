import { Injectable, type OnModuleDestroy } from '@nestjs/common';

import {
  CONTACT_MESSAGE_TEMPLATES,
  contactMessageRequestedV1,
  type ContactMessageTemplate,
  forwardedMessageRequestedV1,
  type IdentityMessageTemplate,
  MEDIATION_MESSAGE_TEMPLATES,
  type MediationMessageTemplate,
  type MessagePayload,
  messagePayload,
  type MessageRequest,
  messageRequestedV1,
  SECOND_FACTOR_MESSAGE_TEMPLATES,
  secondFactorMessageRequestedV1,
  type SecondFactorMessageTemplate,
} from '@passerelle/contracts';
import { Clock } from '@passerelle/kernel';
import { Outbox } from '@passerelle/messaging';
import { Logger } from '@passerelle/observability';
import type { Tx } from '@passerelle/persistence';
import { MessageSealer, MessageSender, type Seal } from '@passerelle/sealed-messages';

import { AuditTrailService } from '../audit/audit-trail.service.js';
import { IdentityMetrics } from '../identity.metrics.js';
import { IndependentTransactions } from '../vault/independent-transactions.service.js';
import { VaultService } from '../vault/vault.service.js';
import type { OwnMessageTemplate } from './own-templates.js';
import { type PendingMessage, pendingPurposeOf } from './pending-message.entity.js';
import { PendingMessagesRepository } from './pending-messages.repository.js';

type ExtendCode = (tx: Tx, resetId: string, until: Date) => Promise<void>;

const BATCH = 100;
/** A code that is sent later than this has its full validity from the moment it is sent. */
const LATE_MS = 60_000;
/**
 * A message with a code is kept for a day, or for the validity of the code if longer. Other messages never
 * expire.
 */
const LAST_MS = 86_400_000;

/**
 * Sends messages to notifications, as events sealed to its public key. While the public key is not available,
 * the messages wait, encrypted with the master key, and are tried again each minute. So each acknowledged
 * request ends in a message, or in an audit event, a metric and an error in the log.
 */
@Injectable()
export class MessageSendingService implements OnModuleDestroy {
  private readonly sender: MessageSender;
  private extendCode: ExtendCode = () => Promise.resolve();

  constructor(
    private readonly pending: PendingMessagesRepository,
    sealer: MessageSealer,
    private readonly outbox: Outbox,
    private readonly trail: AuditTrailService,
    private readonly independent: IndependentTransactions,
    private readonly vault: VaultService,
    private readonly metrics: IdentityMetrics,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {
    this.sender = new MessageSender(sealer, logger);
  }

  /**
   * Says how the code of a message that is sent late becomes valid for longer. Password resets own the codes,
   * and this feature does not know them.
   */
  whenLate(extend: ExtendCode): void {
    this.extendCode = extend;
  }

  wake(): void {
    this.sender.wake(() => this.send());
  }

  onModuleDestroy(): Promise<void> {
    return this.sender.stop();
  }

  async send(): Promise<void> {
    await this.sender.send((seal) => this.sendBatch(seal));
    const waiting = await this.pending.count();
    this.metrics.messagesWaiting.set(waiting);
    if (waiting > 0) this.logger.warn('messages wait for the key of notifications', { waiting });
  }

  private async sendBatch(seal: Seal | undefined): Promise<boolean> {
    return this.independent.run(async (tx) => {
      const messages = await this.pending.take(tx, BATCH);
      const now = this.clock.now();
      const decoys = messages.filter(({ template }) => template === null);
      const real = messages.filter(({ template }) => template !== null);
      const lost = real.filter(
        ({ lifeSeconds, createdAt }) =>
          lifeSeconds !== null &&
          now.getTime() - createdAt.getTime() > Math.max(LAST_MS, lifeSeconds * 1_000),
      );
      for (const message of lost) await this.giveUp(tx, message);
      const readable = real.flatMap((message) => {
        const payload = lost.includes(message) ? undefined : this.payloadOf(message);
        return payload === undefined ? [] : [{ message, payload }];
      });
      const sent = seal === undefined ? [] : readable;
      const own: MessageRequest<IdentityMessageTemplate>[] = [];
      const ofContacts: MessageRequest<ContactMessageTemplate>[] = [];
      const ofSecondFactors: MessageRequest<SecondFactorMessageTemplate>[] = [];
      const forwarded: MessageRequest<MediationMessageTemplate>[] = [];
      for (const { message, payload } of sent) {
        if (seal === undefined || message.template === null) continue;
        const { template } = message;
        const request = await this.requestOf(tx, message, payload, seal, now);
        if (isForwarded(template)) forwarded.push({ ...request, template });
        else if (isOfContacts(template)) ofContacts.push({ ...request, template });
        else if (isOfSecondFactors(template)) ofSecondFactors.push({ ...request, template });
        else own.push({ ...request, template });
      }
      this.outbox.publishAll(tx, messageRequestedV1, own.map(asEvent));
      this.outbox.publishAll(tx, contactMessageRequestedV1, ofContacts.map(asEvent));
      this.outbox.publishAll(tx, secondFactorMessageRequestedV1, ofSecondFactors.map(asEvent));
      this.outbox.publishAll(tx, forwardedMessageRequestedV1, forwarded.map(asEvent));
      const done = [...decoys, ...lost, ...sent.map(({ message }) => message)].map(({ id }) => id);
      await this.pending.delete(tx, done);
      // Without this condition the messages that stay would be taken again at once.
      return messages.length === BATCH && done.length === BATCH;
    });
  }

  /** A message under an unknown master key stays, and does not hold up the other messages. */
  private payloadOf({ id, sealed }: PendingMessage): MessagePayload | undefined {
    try {
      const plain = this.vault.open(sealed, pendingPurposeOf(id)).toString('utf8');
      return messagePayload.parse(JSON.parse(plain));
    } catch {
      this.logger.error('a message waits under a master key that is not in the settings');
      return undefined;
    }
  }

  private async requestOf(
    tx: Tx,
    message: PendingMessage,
    payload: MessagePayload,
    seal: Seal,
    now: Date,
  ) {
    const { id, channel, dedupKey, lifeSeconds, resetId, createdAt } = message;
    const late = now.getTime() - createdAt.getTime() > LATE_MS;
    const from = late ? now : createdAt;
    const expiresAt = lifeSeconds === null ? null : new Date(from.getTime() + lifeSeconds * 1_000);
    if (late && expiresAt !== null) {
      payload.values.validUntil = expiresAt.toISOString();
      if (resetId !== null) await this.extendCode(tx, resetId, expiresAt);
    }
    return {
      messageId: id,
      channel,
      sealed: await seal(payload),
      expiresAt: expiresAt?.toISOString() ?? null,
      dedupKey,
    };
  }

  private async giveUp(tx: Tx, { id, template, channel }: PendingMessage): Promise<void> {
    await this.trail.record(tx, {
      kind: 'message_lost',
      subjectId: id,
      details: { template: template ?? '', channel },
    });
    tx.afterCommit(() => {
      this.metrics.messagesLost.inc();
      this.logger.error('a message was given up: notifications could not be reached for a day');
    });
  }
}

function isForwarded(
  template: OwnMessageTemplate | MediationMessageTemplate,
): template is MediationMessageTemplate {
  return (MEDIATION_MESSAGE_TEMPLATES as readonly string[]).includes(template);
}

function isOfContacts(template: OwnMessageTemplate): template is ContactMessageTemplate {
  return (CONTACT_MESSAGE_TEMPLATES as readonly string[]).includes(template);
}

function isOfSecondFactors(template: OwnMessageTemplate): template is SecondFactorMessageTemplate {
  return (SECOND_FACTOR_MESSAGE_TEMPLATES as readonly string[]).includes(template);
}

function asEvent<D>(data: D): { readonly data: D; readonly version: number } {
  return { data, version: 1 };
}
