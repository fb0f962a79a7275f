import { Injectable } from '@nestjs/common';

import { Clock, newId } from '@passerelle/kernel';
import type { Tx } from '@passerelle/persistence';

import { type StatedEvent, statedEvents } from './stated-events.js';
import { TenancyChangesService } from './tenancy-changes.service.js';
import { TenancyEvent } from './tenancy-event.entity.js';
import {
  type DeclarationScope,
  type DeclarationWithEvents,
  TenancyEventsRepository,
} from './tenancy-events.repository.js';

const PAGE = 5_000;

/** Keeps the tenancy events that accepted declarations state in line with these declarations. */
@Injectable()
export class StatedEventsService {
  constructor(
    private readonly events: TenancyEventsRepository,
    private readonly changes: TenancyChangesService,
    private readonly clock: Clock,
  ) {}

  /** Cancels events that their declaration no longer states, and adds those that it states now. */
  async follow(tx: Tx, scope: DeclarationScope): Promise<void> {
    const cancelled = await this.events.cancelUnstated(tx, scope, this.clock.now());
    await this.changes.publishCancelled(tx, cancelled, 'superseded');
    let after: string | null = null;
    do {
      const page = await this.events.declarationsWithEvents(tx, scope, after, PAGE);
      const stated = page.flatMap((declaration) =>
        statedEvents(declaration).map((event) => this.eventOf(declaration, event)),
      );
      const added = await this.events.add(tx, stated);
      const versions = new Map(added.map(({ id, version }) => [id, version]));
      await this.changes.publish(
        tx,
        stated.flatMap((event) => {
          const version = versions.get(event.id);
          return version === undefined ? [] : [{ ...event, version }];
        }),
      );
      after = page.length < PAGE ? null : (page.at(-1)?.id ?? null);
    } while (after !== null);
  }

  private eventOf(
    declaration: DeclarationWithEvents,
    { kind, occurredOn, effect }: StatedEvent,
  ): TenancyEvent {
    const debt = 'thresholdCents' in effect ? effect : null;
    return Object.assign(new TenancyEvent(), {
      id: newId(),
      version: 1,
      kind,
      fileNumber: declaration.fileNumber,
      dwellingRef: declaration.dwellingRef,
      landlordSiret: declaration.landlordSiret,
      occurredOn,
      reportedOn: declaration.declaredOn,
      deceased: kind === 'death' ? ('beneficiary' as const) : null,
      hindrance: null,
      cotenants: null,
      tenantShareCents: null,
      arrearsCents: debt === null ? null : declaration.arrearsCents,
      thresholdCents: debt?.thresholdCents ?? null,
      constituted: debt?.constituted ?? null,
      reportDueOn: effect.reportDueOn,
      late: effect.late,
      lastDayOfRight: effect.lastDayOfRight,
      effectiveOn: effect.effectiveOn,
      planDueOn: debt?.planDueOn ?? null,
      declarationId: declaration.id,
      reportedBy: null,
      recordedAt: this.clock.now(),
      cancelledAt: null,
    });
  }
}
