import { Inject, Injectable } from '@nestjs/common';

import { requestErrors } from '@passerelle/http';
import { Clock, type LocalDate, newId } from '@passerelle/kernel';
import { Logger } from '@passerelle/observability';
import { decodeCursor, type Page, toPage, Transactions, type Tx } from '@passerelle/persistence';
import { SETTINGS } from '@passerelle/service-kit';

import type { IndicatorsSettings } from '../indicators.settings.js';
import { earliestUpdate } from '../work-items/retention.js';
import { WorkItemsDirectory } from '../work-items/work-items.directory.js';
import {
  type CategoryFigures,
  DELAY_RULE,
  latestTuesday,
  weekEnding,
} from '../delay-rule/delay-rule.js';
import { PublishedSnapshotsService } from './published-snapshots.service.js';
import type { Snapshot } from './snapshot.entity.js';
import type { PublishSnapshot } from './snapshots.dto.js';
import { snapshotErrors } from './snapshots.errors.js';
import { SnapshotsRepository } from './snapshots.repository.js';

@Injectable()
export class SnapshotsService {
  constructor(
    private readonly snapshots: SnapshotsRepository,
    private readonly workItems: WorkItemsDirectory,
    private readonly published: PublishedSnapshotsService,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly logger: Logger,
    @Inject(SETTINGS) private readonly settings: IndicatorsSettings,
  ) {}

  /**
   * Publishes the figures of the week that ends on a day. The figures of a day that has a snapshot become the
   * next version of that day.
   *
   * @throws DomainError `indicators/update-in-future`, `indicators/update-too-early`,
   *   `indicators/correction-needs-reason`, `indicators/published-meanwhile`
   */
  async publish(request: PublishSnapshot, publishedBy: string): Promise<Snapshot> {
    const { updatedOn, reason = null } = request;
    const today = this.clock.today();
    if (updatedOn > today) throw snapshotErrors.updateInFuture({ today });
    const earliest = earliestUpdate(today, this.settings.workItemRetentionDays);
    if (updatedOn < earliest) throw snapshotErrors.updateTooEarly({ earliest });
    return this.transactions.run(async (tx) => {
      const version = await this.snapshots.latestVersion(updatedOn);
      if (version > 0 && reason === null) {
        throw snapshotErrors.correctionNeedsReason({ updatedOn, version });
      }
      const figures = await this.workItems.figuresOf(weekEnding(updatedOn));
      const snapshot = this.draw(updatedOn, version + 1, figures, reason, publishedBy);
      if (!(await this.freeze(tx, snapshot)))
        throw snapshotErrors.publishedMeanwhile({ updatedOn });
      return snapshot;
    });
  }

  /**
   * The weekly publication that fell due on a day. A repetition does no harm, because a Tuesday with figures keeps its figures. When
   * no item was started in the week, the items have stopped coming in: the former figures stay in force with
   * their date, and no empty figures are published.
   */
  async publishWeekly(dueOn: LocalDate): Promise<void> {
    const updatedOn = latestTuesday(dueOn);
    await this.transactions.run(async (tx) => {
      if ((await this.snapshots.latestVersion(updatedOn)) > 0) return;
      const figures = await this.workItems.figuresOf(weekEnding(updatedOn));
      if (figures.every(({ urgentShare }) => urgentShare === null)) {
        this.logger.warn('no weekly snapshot: no item was started in the week', { updatedOn });
        return;
      }
      await this.freeze(tx, this.draw(updatedOn, 1, figures, null, null));
    });
  }

  /** @throws DomainError `request/unknown-id` */
  async get(id: string): Promise<Snapshot> {
    const snapshot = await this.snapshots.byId(id);
    if (snapshot === null) throw requestErrors.unknownId();
    return snapshot;
  }

  async list(limit: number, after: string | undefined): Promise<Page<Snapshot>> {
    const cursor = after === undefined ? null : decodeCursor(after, ['day', 'whole']);
    const rows = await this.snapshots.newestFirst(cursor as [LocalDate, number] | null, limit + 1);
    return toPage(rows, limit, ({ updatedOn, version }) => [updatedOn, version]);
  }

  private draw(
    updatedOn: LocalDate,
    version: number,
    figures: readonly CategoryFigures[],
    reason: string | null,
    publishedBy: string | null,
  ): Snapshot {
    return {
      id: newId(),
      updatedOn,
      version,
      ruleVersion: DELAY_RULE.version,
      figures,
      reason,
      publishedAt: this.clock.now(),
      publishedBy,
    };
  }

  private async freeze(tx: Tx, snapshot: Snapshot): Promise<boolean> {
    if (!(await this.snapshots.insert(tx, snapshot))) return false;
    tx.afterCommit(() => {
      this.published.add(snapshot);
    });
    return true;
  }
}
