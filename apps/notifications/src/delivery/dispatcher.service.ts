import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { Gauge } from 'prom-client';

import { Clock, newId } from '@passerelle/kernel';
import { Logger, Metrics } from '@passerelle/observability';
import { Transactions } from '@passerelle/persistence';
import { SETTINGS } from '@passerelle/service-kit';

import type { NotificationsSettings } from '../notifications.settings.js';
import { DeliveriesRepository } from './deliveries.repository.js';
import { CLAIM_MS, DeliveryService } from './delivery.service.js';

/** Attempts made at once: all of what is claimed, so that nothing claimed waits. */
const AT_ONCE = 10;
/** A message due for longer than this is late: something is wrong with the sending itself. */
const OVERDUE_MS = 300_000;

/**
 * Takes up messages when they are due. The table is the queue: a column says when to look at
 * a row next, which serves new messages, pauses between attempts and attempts cut short alike, cannot be
 * lost with a queue's memory, and holds nothing that is not already there. Any number of replicas
 * share the work.
 */
@Injectable()
export class Dispatcher implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private again = false;
  private stopped = false;
  private readonly overdue: Gauge;

  constructor(
    private readonly deliveries: DeliveriesRepository,
    private readonly transactions: Transactions,
    private readonly delivery: DeliveryService,
    private readonly clock: Clock,
    private readonly logger: Logger,
    @Inject(SETTINGS) private readonly settings: NotificationsSettings,
    metrics: Metrics,
  ) {
    this.overdue = new Gauge({
      name: 'messages_overdue',
      help: 'Messages that should have been taken up five minutes ago or earlier',
      registers: [metrics.registry],
    });
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.wake();
    }, this.settings.pollMs);
    this.wake();
  }

  /** Waits for the attempts under way; none is begun any more. */
  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.running;
  }

  /** Looks now; a wake-up during a round asks for one more round. */
  wake(): void {
    if (this.stopped) return;
    if (this.running !== undefined) {
      this.again = true;
      return;
    }
    this.running = this.round()
      .catch((error: unknown) => {
        this.logger.error('looking for due messages failed', error);
      })
      .finally(() => {
        this.running = undefined;
        if (!this.again) return;
        this.again = false;
        this.wake();
      });
  }

  private async round(): Promise<void> {
    for (;;) {
      const claims = await this.transactions.run(async (tx) => {
        const now = this.clock.now();
        await this.deliveries.expire(tx, now);
        const until = new Date(now.getTime() + CLAIM_MS);
        return this.deliveries.claim(tx, newId(), now, until, AT_ONCE);
      });
      await Promise.all(claims.map((claim) => this.delivery.deliver(claim)));
      if (claims.length < AT_ONCE || this.stopped) break;
    }
    const before = new Date(this.clock.now().getTime() - OVERDUE_MS);
    this.overdue.set(await this.deliveries.countOverdue(before));
  }
}
