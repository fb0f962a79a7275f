import { Injectable, type OnModuleDestroy } from '@nestjs/common';

import { Clock } from '@passerelle/kernel';
import { Logger } from '@passerelle/observability';

import { IndependentTransactions } from '../vault/independent-transactions.service.js';
import { VaultService } from '../vault/vault.service.js';
import { chainHash, digestOf, FIRST_PREVIOUS_HASH, type SealContent } from './audit-event.js';
import { AuditRepository } from './audit.repository.js';

/**
 * One seal per second or per thousand events: a hash chain with a link per event costs nine times as much.
 */
const DELAY_MS = 1_000;
const BATCH = 1_000;

/**
 * Closes batches of events: gives each event its place, and chains a seal over the batch. The log keeps the
 * hash of each seal, so that a trail that was cut short or made anew differs from the log.
 */
@Injectable()
export class AuditSealerService implements OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private sealing: Promise<void> | undefined;

  constructor(
    private readonly audit: AuditRepository,
    private readonly independent: IndependentTransactions,
    private readonly vault: VaultService,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /** Seals the events that were just written, within about a second. */
  wake(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.sealing = this.seal().catch((error: unknown) => {
        this.logger.error('the audit trail was not sealed', error);
      });
    }, DELAY_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearTimeout(this.timer);
    await this.sealing;
  }

  async seal(): Promise<void> {
    while ((await this.sealBatch()) === BATCH);
  }

  private async sealBatch(): Promise<number> {
    return this.independent.run(async (tx) => {
      const head = await this.audit.lockChain(tx);
      const events = await this.audit.unsealed(tx, BATCH);
      if (events.length === 0) return 0;
      const lastPosition = head?.lastPosition ?? 0;
      const placed = events.map((event, index) => ({
        ...event,
        position: lastPosition + 1 + index,
      }));
      const content: SealContent = {
        number: (head?.number ?? 0) + 1,
        previousHash: head?.hash ?? FIRST_PREVIOUS_HASH,
        firstPosition: lastPosition + 1,
        lastPosition: lastPosition + events.length,
        digest: digestOf(placed),
        sealedAt: this.clock.now(),
      };
      const hash = chainHash(content);
      await this.audit.place(tx, placed);
      const mac = this.vault.hash('audit', `seal ${hash}`);
      await this.audit.insertSeal(tx, { ...content, hash, mac, purgedAt: null });
      tx.afterCommit(() => {
        this.logger.info('audit trail sealed', {
          seal: content.number,
          hash,
          events: events.length,
        });
      });
      return events.length;
    });
  }
}
