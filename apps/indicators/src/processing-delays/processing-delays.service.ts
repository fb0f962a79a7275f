import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';

import { DirectReads, prepared, type PreparedBody } from '@passerelle/http';
import { Clock, isLocalDate, type LocalDate } from '@passerelle/kernel';
import { Logger } from '@passerelle/observability';
import { SETTINGS } from '@passerelle/service-kit';

import type { IndicatorsSettings } from '../indicators.settings.js';
import type { CategoryFigures } from '../snapshots/delay-rule.js';
import type { Snapshot } from '../snapshots/snapshot.entity.js';
import { SnapshotsRepository } from '../snapshots/snapshots.repository.js';
import type { Category } from '../work-items/work-item.js';
import { estimateDelay } from './normal-delay.js';
import type { NormalDelay, ProcessingDelays } from './processing-delays.dto.js';
import { processingDelayErrors } from './processing-delays.errors.js';
import { SnapshotsInForce } from './snapshots-in-force.js';

const ROUTE = '/indicators/v1/processing-delays';
const PLAIN_READ = /^\/indicators\/v1\/processing-delays(?:\?on=(\d{4}-\d\d-\d\d))?$/;

/** A snapshot ready to be sent. */
export interface PublishedDelays {
  readonly updatedOn: LocalDate;
  readonly version: number;
  readonly categories: readonly CategoryFigures[];
  readonly body: PreparedBody;
}

/**
 * The public figures, from memory: no read of them reaches the database. What this process publishes
 * counts at once; what another one published, within `INDICATORS_REFRESH_MS`, and while the
 * database is away the figures known so far go on being served.
 */
@Injectable()
export class ProcessingDelaysService implements OnModuleInit, OnModuleDestroy {
  private readonly inForce = new SnapshotsInForce<PublishedDelays>();
  private seen = -1;
  private timer: NodeJS.Timeout | undefined;
  private refreshing: Promise<void> | undefined;

  constructor(
    private readonly snapshots: SnapshotsRepository,
    private readonly clock: Clock,
    private readonly logger: Logger,
    private readonly directReads: DirectReads,
    @Inject(SETTINGS) private readonly settings: IndicatorsSettings,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.refresh();
    this.directReads.add([ROUTE], (url) => {
      const found = PLAIN_READ.exec(url);
      const day = found?.[1];
      if (found === null || !(day === undefined || isLocalDate(day))) return undefined;
      const delays = this.inForce.on(day);
      return delays && { route: ROUTE, body: delays.body };
    });
    this.timer = setInterval(() => {
      this.refreshing ??= this.refresh()
        .catch((error: unknown) => {
          this.logger.error('looking for new snapshots failed', error);
        })
        .finally(() => {
          this.refreshing = undefined;
        });
    }, this.settings.refreshMs);
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.refreshing;
  }

  /** Adds a snapshot to those served. */
  take(snapshot: Snapshot): void {
    this.inForce.add(published(snapshot));
  }

  /**
   * The delays in force on a day; without one, the latest, which are today's because nothing is
   * published ahead.
   *
   * @throws DomainError `indicators/nothing-published`
   */
  delaysOn(day?: LocalDate): PublishedDelays {
    const delays = this.inForce.on(day);
    if (delays === undefined) throw processingDelayErrors.nothingPublished();
    return delays;
  }

  /** @throws DomainError `indicators/received-after`, `indicators/nothing-published` */
  normalDelay(category: Category, receivedOn: LocalDate, day?: LocalDate): NormalDelay {
    const today = this.clock.today();
    const on = day ?? today;
    const latest = on < today ? on : today;
    if (receivedOn > latest) throw processingDelayErrors.receivedAfter({ latest });
    const { updatedOn, categories } = this.delaysOn(on);
    const figures = categories.find((candidate) => candidate.category === category);
    const { arrivedFrom = null, arrivedTo = null } = figures ?? {};
    const estimate = estimateDelay({ updatedOn, arrivedFrom }, receivedOn, on);
    return { category, receivedOn, on, updatedOn, arrivedFrom, arrivedTo, ...estimate };
  }

  /** Counted before it is loaded: what is committed in between is loaded again rather than missed. */
  private async refresh(): Promise<void> {
    const count = await this.snapshots.count();
    if (count === this.seen) return;
    for (const snapshot of await this.snapshots.lastVersions()) this.take(snapshot);
    this.seen = count;
  }
}

function published({ updatedOn, version, figures }: Snapshot): PublishedDelays {
  // Member by member: jsonb keeps an order of its own.
  const categories = figures.map((row) => ({
    category: row.category,
    arrivedFrom: row.arrivedFrom,
    arrivedTo: row.arrivedTo,
    oldestWaitingOn: row.oldestWaitingOn,
    started: row.started,
    urgentShare: row.urgentShare,
  }));
  const body = prepared(JSON.stringify({ updatedOn, categories } satisfies ProcessingDelays));
  return { updatedOn, version, categories, body };
}
