import { Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';

import { Clock } from '@passerelle/kernel';
import { Logger, Metrics } from '@passerelle/observability';
import { Transactions } from '@passerelle/persistence';

import {
  type Channel,
  NotReadyError,
  type OpenedMessage,
  type Send,
  UndeliverableError,
} from '../channels/channel.js';
import { Channels } from '../channels/channels.service.js';
import { isOver, type Outcome, settle, type Settlement } from '../messages/message.js';
import { type Claim, DeliveriesRepository } from './deliveries.repository.js';
import { MessageOpener } from './message-opener.service.js';
import { LimitReachedError, SendingLimitsService } from './sending-limits.service.js';

/**
 * For how long an attempt owns its message. Longer than any attempt lasts; when it is over, whoever made the
 * attempt is taken to have died.
 */
export const CLAIM_MS = 120_000;

/** A message in clear, and the way it leaves. */
interface Prepared {
  readonly message: OpenedMessage;
  readonly send: Send;
}

/** One attempt to send one message. */
@Injectable()
export class DeliveryService {
  private readonly attempts: Counter;

  constructor(
    private readonly deliveries: DeliveriesRepository,
    private readonly transactions: Transactions,
    private readonly channels: Channels,
    private readonly opener: MessageOpener,
    private readonly limits: SendingLimitsService,
    private readonly clock: Clock,
    private readonly logger: Logger,
    metrics: Metrics,
  ) {
    this.attempts = new Counter({
      name: 'message_attempts_total',
      // Not by template: a day's count of one would tell what happened to whom.
      help: 'Attempts to send a message, by channel and the state they led to',
      labelNames: ['channel', 'status'],
      registers: [metrics.registry],
    });
  }

  /** Never throws: a message whose attempt broke off is taken up again when its claim is over. */
  async deliver(claim: Claim): Promise<void> {
    try {
      const outcome = await this.attempt(claim);
      if (outcome === null) return;
      await this.record(claim, settle(outcome, claim.attempts, this.clock.now()));
    } catch (error) {
      // Name and code only: the error may have met the message in clear.
      this.logger.warn('an attempt broke off', { ...fieldsOf(claim), error: nameOf(error) });
    }
  }

  /** @returns null when the message is not this attempt's any more, or nothing can be said yet */
  private async attempt(claim: Claim): Promise<Outcome | null> {
    const channel = this.channels.of(claim.channel);
    if (claim.sendingSince !== null) {
      const fate = await this.fateOf(claim, channel);
      if (fate !== 'again') return fate;
    }
    const code = claim.sendingSince === null ? claim.lastErrorCode : 'interrupted';
    if (isOver(claim.expiresAt, this.clock.now())) return { kind: 'too_late', code };
    if (!channel.configured) return { kind: 'no_transport' };
    const prepared = await this.prepared(claim, channel);
    if ('kind' in prepared) return prepared;
    const begun = await this.begin(claim, prepared.message);
    if (typeof begun !== 'boolean') return begun;
    return begun ? prepared.send() : null;
  }

  /** What became of the message that an earlier attempt began to send. */
  private async fateOf(claim: Claim, channel: Channel): Promise<Outcome | 'again'> {
    // Where it went cannot be asked any more.
    if (!channel.configured) return { kind: 'unclear', code: 'interrupted' };
    const fate = await channel.afterInterruption(claim.id);
    if (fate === 'again') return fate;
    return fate === 'done' ? { kind: 'sent' } : { kind: 'unclear', code: 'interrupted' };
  }

  private async prepared(claim: Claim, channel: Channel): Promise<Prepared | Outcome> {
    const { sealed } = claim;
    if (sealed === null) return { kind: 'refused', code: 'unreadable' };
    try {
      const message = await this.opener.open({ ...claim, sealed });
      return { message, send: await channel.prepare(message) };
    } catch (error) {
      if (error instanceof UndeliverableError) return { kind: 'refused', code: error.code };
      if (error instanceof NotReadyError) return { kind: 'not_now', code: error.code };
      this.logger.warn('a message could not be prepared', {
        ...fieldsOf(claim),
        error: nameOf(error),
      });
      return { kind: 'not_now', code: 'preparation_failed' };
    }
  }

  /**
   * Puts the attempt on record, and counts the message towards the limits of the hour, once for all its attempts.
   *
   * @returns false when the message is no longer this attempt's; an outcome when a limit holds it back
   */
  private async begin(claim: Claim, message: OpenedMessage): Promise<boolean | Outcome> {
    const now = this.clock.now();
    const until = new Date(now.getTime() + CLAIM_MS);
    try {
      return await this.transactions.run(async (tx) => {
        if (claim.attempts === 1) await this.limits.count(tx, claim.template, message, now);
        return this.deliveries.recordSending(tx, claim, now, until);
      });
    } catch (error) {
      if (!(error instanceof LimitReachedError)) throw error;
      return { kind: 'held', code: error.code, until: error.until };
    }
  }

  private async record(claim: Claim, settlement: Settlement): Promise<void> {
    const settled = await this.transactions.run((tx) =>
      this.deliveries.settle(tx, claim, settlement),
    );
    if (!settled) return;
    const { channel } = claim;
    const { status, lastErrorCode } = settlement;
    this.attempts.inc({ channel, status });
    const fields = { ...fieldsOf(claim), status, code: lastErrorCode };
    if (status === 'sent') this.logger.info('a message was sent', fields);
    else this.logger.warn('a message was not sent', fields);
  }
}

function fieldsOf({ id, template, channel, attempts }: Claim) {
  return { messageId: id, template, channel, attempt: attempts };
}

function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? `${error.name} ${code}` : error.name;
}
