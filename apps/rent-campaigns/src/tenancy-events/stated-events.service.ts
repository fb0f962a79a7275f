import { Injectable } from '@nestjs/common';

import { Clock, newId } from '@passerelle/kernel';
import type { Tx } from '@passerelle/persistence';

import { type EventOnRecord, type StatedEvent, statedEvents, unstated } from './stated-events.js';
import { TenancyChangesService } from './tenancy-changes.service.js';
import { TenancyEvent } from './tenancy-event.entity.js';
import {
  type StatingDeclaration,
  type StatingScope,
  TenancyEventsRepository,
} from './tenancy-events.repository.js';

const PAGE = 5_000;

/**
 * Keeps the events that declarations state in accordance with their accepted contents (domain R3.8), whatever the
 * order in which these arrived.
 */
@Injectable()
export class StatedEventsService {
  constructor(
    private readonly events: TenancyEventsRepository,
    private readonly changes: TenancyChangesService,
    private readonly clock: Clock,
  ) {}

  /**
   * @param statement the accepted content in force, if there is one
   * @param onRecord the events of the tenancy that are not cancelled
   * @returns these events after the change
   */
  async ofDeclaration(
    tx: Tx,
    declarationId: string,
    statement: StatingDeclaration | null,
    onRecord: readonly EventOnRecord[],
  ): Promise<readonly EventOnRecord[]> {
    const stated = statement === null ? [] : statedEvents(statement);
    const cancelled = unstated(declarationId, stated, onRecord);
    if (cancelled.length > 0) {
      const ids = cancelled.map(({ id }) => id);
      const changed = await this.events.cancel(tx, ids, this.clock.now());
      await this.changes.publishCancelled(tx, changed, 'superseded');
    }
    const events = statement === null ? [] : stated.map((event) => this.eventOf(statement, event));
    if (events.length > 0) await this.changes.publish(tx, await this.events.add(tx, events));
    return [...onRecord.filter((event) => !cancelled.includes(event)), ...events];
  }

  /** For all declarations of an import. */
  async ofImport(tx: Tx, importId: string): Promise<void> {
    await this.ofMany(tx, { importId });
  }

  async ofDeclarations(tx: Tx, ids: readonly string[]): Promise<void> {
    await this.ofMany(tx, { ids });
  }

  private async ofMany(tx: Tx, which: StatingScope): Promise<void> {
    const cancelled = await this.events.cancelUnstated(tx, which, this.clock.now());
    await this.changes.publishCancelled(tx, cancelled, 'superseded');
    let after: string | null = null;
    do {
      const page = await this.events.statingDeclarations(tx, which, after, PAGE);
      const events = page.flatMap((declaration) =>
        statedEvents(declaration).map((event) => this.eventOf(declaration, event)),
      );
      await this.changes.publish(tx, await this.events.add(tx, events));
      after = page.length < PAGE ? null : (page.at(-1)?.id ?? null);
    } while (after !== null);
  }

  private eventOf(
    declaration: StatingDeclaration,
    { kind, occurredOn, reportedOn, effect }: StatedEvent,
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
      reportedOn,
      deceased: kind === 'death' ? ('beneficiary' as const) : null,
      hindrance: null,
      cotenants: null,
      tenantShareCents: null,
      arrearsCents: debt === null ? null : declaration.arrearsCents,
      thresholdCents: debt?.thresholdCents ?? null,
      constituted: debt?.constituted ?? null,
      reportDueOn: effect.reportDueOn,
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
