import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';

import { DirectReads, prepared, type PreparedBody } from '@passerelle/http';
import { Clock, isLocalDate, type LocalDate } from '@passerelle/kernel';
import { SETTINGS } from '@passerelle/service-kit';

import type { Category } from '../delay-rule/category.js';
import type { IndicatorsSettings } from '../indicators.settings.js';
import { PublishedSnapshotsService } from '../snapshots/published-snapshots.service.js';
import type { Snapshot } from '../snapshots/snapshot.entity.js';
import { estimateDelay } from './normal-delay.js';
import { processingDelayErrors } from './processing-delays.errors.js';
import {
  type NormalDelayView,
  type ProcessingDelaysView,
  processingDelaysView,
} from './processing-delays.view.js';

const ROUTE = '/indicators/v1/processing-delays';
const PLAIN_READ = /^\/indicators\/v1\/processing-delays(?:\?on=(\d{4}-\d\d-\d\d))?$/;

/** The public figures of the snapshot in force. The bytes of the answer are made once for each snapshot. */
@Injectable()
export class ProcessingDelaysService implements OnModuleInit {
  private readonly bodies = new WeakMap<Snapshot, PreparedBody>();

  constructor(
    private readonly snapshots: PublishedSnapshotsService,
    private readonly clock: Clock,
    private readonly directReads: DirectReads,
    @Inject(SETTINGS) private readonly settings: IndicatorsSettings,
  ) {}

  onModuleInit(): void {
    this.directReads.add([ROUTE], (url) => {
      const found = PLAIN_READ.exec(url);
      const day = found?.[1];
      if (found === null || !(day === undefined || isLocalDate(day))) return undefined;
      const snapshot = this.snapshots.on(day);
      return snapshot && { route: ROUTE, body: this.bodyOf(snapshot) };
    });
  }

  /**
   * The figures in force on a day. Without a day the latest figures, which are the figures of today because
   * no figures are published ahead.
   *
   * @throws DomainError `indicators/nothing-published`
   */
  figuresOn(day?: LocalDate): PreparedBody {
    return this.bodyOf(this.inForceOn(day));
  }

  /** @throws DomainError `indicators/received-after`, `indicators/nothing-published` */
  normalDelay(category: Category, receivedOn: LocalDate, day?: LocalDate): NormalDelayView {
    const today = this.clock.today();
    const on = day ?? today;
    const latest = on < today ? on : today;
    if (receivedOn > latest) throw processingDelayErrors.receivedAfter({ latest });
    const { updatedOn, figures } = this.inForceOn(on);
    const published = figures.find((candidate) => candidate.category === category);
    const { arrivedFrom = null, arrivedTo = null } = published ?? {};
    const estimate = estimateDelay(
      { updatedOn, arrivedFrom },
      receivedOn,
      on,
      this.settings.maxWindowAgeDays,
    );
    const windowUpdatedOn = updatedOn;
    return { category, receivedOn, on, windowUpdatedOn, arrivedFrom, arrivedTo, ...estimate };
  }

  private inForceOn(day?: LocalDate): Snapshot {
    const snapshot = this.snapshots.on(day);
    if (snapshot === undefined) throw processingDelayErrors.nothingPublished();
    return snapshot;
  }

  private bodyOf(snapshot: Snapshot): PreparedBody {
    let body = this.bodies.get(snapshot);
    if (body === undefined) {
      const view: ProcessingDelaysView = processingDelaysView(snapshot);
      body = prepared(JSON.stringify(view));
      this.bodies.set(snapshot, body);
    }
    return body;
  }
}
