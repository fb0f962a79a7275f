import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';

import type { LocalDate } from '@passerelle/kernel';
import { Logger } from '@passerelle/observability';
import { Renewal, SETTINGS } from '@passerelle/service-kit';

import type { IndicatorsSettings } from '../indicators.settings.js';
import type { Snapshot } from './snapshot.entity.js';
import { SnapshotsInForce } from './snapshots-in-force.js';
import { SnapshotsRepository } from './snapshots.repository.js';

/**
 * The published snapshots in memory, so that no public read reaches the database. A snapshot published by
 * this process counts at once, and one published by another process within `INDICATORS_REFRESH_MS`. While
 * the database is away, the snapshots known so far stay in force.
 */
@Injectable()
export class PublishedSnapshotsService implements OnModuleInit, OnModuleDestroy {
  private readonly inForce = new SnapshotsInForce<Snapshot>();
  private seen = -1;
  private readonly renewal: Renewal;

  constructor(
    private readonly snapshots: SnapshotsRepository,
    logger: Logger,
    @Inject(SETTINGS) settings: IndicatorsSettings,
  ) {
    this.renewal = new Renewal(
      () => this.refresh(),
      settings.refreshMs,
      (error) => {
        logger.error('looking for new snapshots failed', error);
      },
    );
  }

  onModuleInit(): Promise<void> {
    return this.renewal.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.renewal.stop();
  }

  /** Adds a snapshot that this process published. */
  add(snapshot: Snapshot): void {
    this.inForce.add(snapshot);
  }

  /** The snapshot in force on a day; without a day the latest one. */
  on(day?: LocalDate): Snapshot | undefined {
    return this.inForce.on(day);
  }

  /** Counts before loading, so that a snapshot committed in between is loaded again and never missed. */
  private async refresh(): Promise<void> {
    const count = await this.snapshots.count();
    if (count === this.seen) return;
    for (const snapshot of await this.snapshots.lastVersions()) this.inForce.add(snapshot);
    this.seen = count;
  }
}
