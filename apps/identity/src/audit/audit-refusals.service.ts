import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';

import { Clock } from '@passerelle/kernel';
import { Logger } from '@passerelle/observability';
import type { Tx } from '@passerelle/persistence';
import { SETTINGS } from '@passerelle/service-kit';

import type { IdentitySettings } from '../identity.settings.js';
import { IndependentTransactions } from '../vault/independent-transactions.service.js';
import type { AuditEntry } from './audit-event.js';
import type { RefusalCount } from './refusal-count.entity.js';
import { RefusalCountsRepository } from './refusal-counts.repository.js';

/** A flood of refusals costs one write in this time. */
const FLUSH_MS = 1_000;
const BATCH = 500;
/** Windows that this process remembers. Beyond this number the oldest is forgotten, and its next refusal is an event. */
const MOST_WINDOWS = 10_000;

/**
 * Counts refusals, so that somebody who is refused 100,000 times does not write 100,000 events. The first refusal of a
 * kind, about a subject, from an address is an event at once. The further ones of the window become one event with
 * their number. The counts are in the table within a second, and a kill loses no more than this second.
 */
@Injectable()
export class AuditRefusalsService implements OnModuleDestroy {
  /** For each key, when its window began. */
  private readonly windows = new Map<string, Date>();
  private pending = new Map<string, RefusalCount>();
  private timer: NodeJS.Timeout | undefined;
  private flushing: Promise<void> | undefined;

  constructor(
    private readonly counts: RefusalCountsRepository,
    private readonly independent: IndependentTransactions,
    private readonly clock: Clock,
    private readonly logger: Logger,
    @Inject(SETTINGS) private readonly settings: Pick<IdentitySettings, 'auditRefusalSeconds'>,
  ) {}

  /** @returns false for the first refusal of a window, which is an event of its own */
  counted({ kind, subjectId, addressHash }: AuditEntry): boolean {
    const now = this.clock.now();
    const key = `${kind} ${subjectId ?? ''} ${addressHash ?? ''}`;
    const windowFrom = this.windows.get(key);
    if (windowFrom === undefined || windowFrom <= this.windowsEndedBefore(now)) {
      this.open(key, now);
      return false;
    }
    const { refusals } = this.pending.get(key) ?? { refusals: 0 };
    this.pending.set(key, {
      key,
      kind,
      subjectId,
      addressHash,
      windowFrom,
      lastAt: now,
      refusals: refusals + 1,
    });
    this.wake();
    return true;
  }

  /**
   * Takes out the windows that are over.
   *
   * @param write stores one event for each window, in the transaction that deletes its count
   */
  async closeWindows(write: (tx: Tx, count: RefusalCount) => Promise<void>): Promise<void> {
    await this.flush();
    for (let taken = BATCH; taken === BATCH;) {
      taken = await this.independent.run(async (tx) => {
        const over = await this.counts.take(tx, this.windowsEndedBefore(this.clock.now()), BATCH);
        for (const count of over) await write(tx, count);
        return over.length;
      });
    }
  }

  async onModuleDestroy(): Promise<void> {
    clearTimeout(this.timer);
    await this.flushing;
    await this.flush();
  }

  private windowsEndedBefore(now: Date): Date {
    return new Date(now.getTime() - this.settings.auditRefusalSeconds * 1_000);
  }

  private open(key: string, now: Date): void {
    this.windows.delete(key);
    const oldest = this.windows.keys().next();
    if (this.windows.size >= MOST_WINDOWS && oldest.done !== true)
      this.windows.delete(oldest.value);
    this.windows.set(key, now);
  }

  private wake(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.flushing = this.flush().catch((error: unknown) => {
        this.logger.error('refusals were not counted', error);
      });
    }, FLUSH_MS).unref();
  }

  private async flush(): Promise<void> {
    const counts = [...this.pending.values()];
    if (counts.length === 0) return;
    this.pending = new Map();
    await this.independent.run((tx) => this.counts.add(tx, counts));
  }
}
