import { Injectable } from '@nestjs/common';

import { tenancyChangeCancelledV1, tenancyChangedV1 } from '@passerelle/contracts';
import { Clock } from '@passerelle/kernel';
import { Outbox } from '@passerelle/messaging';
import type { Tx } from '@passerelle/persistence';

import { ReportLimitsService } from './report-limits.service.js';
import type { CancelledEvent, ChangedEvent } from './tenancy-events.repository.js';

/** Publishes tenancy events, whether a landlord reported them or a declared line states them. */
@Injectable()
export class TenancyChangesService {
  constructor(
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly limits: ReportLimitsService,
  ) {}

  async publish(tx: Tx, events: readonly ChangedEvent[]): Promise<void> {
    this.outbox.publishAll(
      tx,
      tenancyChangedV1,
      events.map(({ id, version, kind, occurredOn, reportedOn, reportDueOn, ...event }) => ({
        data: {
          tenancyEventId: id,
          kind,
          occurredOn,
          reportedOn,
          late: this.limits.of({ reportDueOn, reportedOn }).late,
          lastDayOfRight: event.lastDayOfRight,
          effectiveOn: event.effectiveOn,
        },
        version,
      })),
    );
  }

  /** Consumers undo what they did because of these events. */
  async publishCancelled(
    tx: Tx,
    events: readonly CancelledEvent[],
    reason: 'mistaken' | 'superseded',
  ): Promise<void> {
    const cancelledOn = this.clock.today();
    this.outbox.publishAll(
      tx,
      tenancyChangeCancelledV1,
      events.map(({ id: tenancyEventId, version, kind, occurredOn }) => ({
        data: { tenancyEventId, kind, occurredOn, cancelledOn, reason },
        version,
      })),
    );
  }
}
