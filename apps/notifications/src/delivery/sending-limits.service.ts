import { createHmac } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';

import { MEDIATION_MESSAGE_TEMPLATES, RENT_MESSAGE_TEMPLATES } from '@passerelle/contracts';
import type { Tx } from '@passerelle/persistence';
import { SETTINGS } from '@passerelle/service-kit';

import type { OpenedMessage } from '../channels/channel.js';
import type { NotificationsSettings } from '../notifications.settings.js';
import { SendingCountsRepository } from './sending-counts.repository.js';

const HOUR_MS = 3_600_000;

/** The hour is full for a recipient or a sender: the message waits until the next one. */
export class LimitReachedError extends Error {
  constructor(
    readonly code: 'recipient_limit' | 'sender_limit',
    readonly until: Date,
  ) {
    super(code);
    this.name = 'LimitReachedError';
  }
}

/**
 * How many messages may leave in an hour, to one recipient and for one sender, which is the service that asks for them.
 * A message over the limit is not lost: it waits for the next hour, or expires with the code it holds. Recipients are
 * counted by a digest with a key, so that the counts name nobody.
 */
@Injectable()
export class SendingLimitsService {
  constructor(
    private readonly counts: SendingCountsRepository,
    @Inject(SETTINGS) private readonly settings: NotificationsSettings,
  ) {}

  /** @throws LimitReachedError; the transaction is then rolled back, so nothing is counted */
  async count(tx: Tx, template: string, message: OpenedMessage, now: Date): Promise<void> {
    const { recipientLimit, senderLimit } = this.settings;
    const hour = new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS);
    const next = new Date(hour.getTime() + HOUR_MS);
    if (!(await this.counts.add(tx, this.recipientOf(message), hour, recipientLimit))) {
      throw new LimitReachedError('recipient_limit', next);
    }
    if (!(await this.counts.add(tx, senderOf(template), hour, senderLimit))) {
      throw new LimitReachedError('sender_limit', next);
    }
  }

  /** Forgets the counts of hours before an instant. */
  async forget(tx: Tx, before: Date): Promise<void> {
    await this.counts.forget(tx, before);
  }

  private recipientOf({ recipient: { email, phone, addressLines } }: OpenedMessage): string {
    const place = email?.toLowerCase() ?? phone ?? (addressLines ?? []).join('\n').toLowerCase();
    const key = Buffer.from(this.settings.masterKey, 'base64');
    return createHmac('sha256', key).update(`recipient of a message\n${place}`).digest('base64url');
  }
}

function senderOf(template: string): string {
  const isOf = (templates: readonly string[]): boolean => templates.includes(template);
  if (isOf(MEDIATION_MESSAGE_TEMPLATES)) return 'mediation';
  if (isOf(RENT_MESSAGE_TEMPLATES)) return 'rent-campaigns';
  return template === 'scale_published' ? 'scales' : 'identity';
}
