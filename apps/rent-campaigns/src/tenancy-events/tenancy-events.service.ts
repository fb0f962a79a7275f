import { Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import {
  assertExpected,
  assertReserved,
  type ExpectedVersions,
  requestErrors,
} from '@passerelle/http';
import { Clock, newId } from '@passerelle/kernel';
import { type Page, Transactions } from '@passerelle/persistence';

import { type Reach, reachOf, withinReach } from '../landlords/reach.policy.js';
import type { RosterEntry } from '../roster/roster-entry.entity.js';
import { RosterDirectory } from '../roster/roster.directory.js';
import { dwellingKey } from '../tenancies/tenancy.js';
import { amountsOf, type StatedAmounts } from './amounts.js';
import {
  effectOf,
  EVENT_CODES,
  type EventReport,
  type KnownTenancy,
  reportFaults,
} from './event-report.js';
import { TenancyChangesService } from './tenancy-changes.service.js';
import { TenancyEvent } from './tenancy-event.entity.js';
import type { ReportTenancyEvent, TenancyEventsQuery } from './tenancy-events.dto.js';
import { tenancyEventErrors } from './tenancy-events.errors.js';
import { TenancyEventsRepository } from './tenancy-events.repository.js';

@Injectable()
export class TenancyEventsService {
  constructor(
    private readonly events: TenancyEventsRepository,
    private readonly roster: RosterDirectory,
    private readonly changes: TenancyChangesService,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  report(actor: Actor, command: ReportTenancyEvent): Promise<TenancyEvent> {
    const reach = reachOf(actor);
    // A landlord reports today; the Caf also records reports that arrived earlier.
    if (reach !== null) assertReserved(command, { reportedOn: this.clock.today() });
    return this.transactions.run(async (tx) => {
      const tenancy = await this.tenancyOf(reach, command);
      const declared = await this.events.declaredAmounts(tx, tenancy);
      const event = this.recorded(actor, command, tenancy, declared);
      const added = await this.events.add(tx, [event]);
      if (!added.some(({ id }) => id === event.id)) {
        throw tenancyEventErrors.eventAlreadyReported({ occurredOn: event.occurredOn });
      }
      await this.changes.publish(tx, added);
      return event;
    });
  }

  async get(actor: Actor, id: string): Promise<TenancyEvent> {
    return reachable(reachOf(actor), await this.events.byId(id));
  }

  list(actor: Actor, query: TenancyEventsQuery): Promise<Page<TenancyEvent>> {
    const { kind, fileNumber, landlordSiret, limit, after } = query;
    return this.events.page(reachOf(actor), { kind, fileNumber, landlordSiret }, limit, after);
  }

  /** Cancels an event that was reported by mistake: the right that the event ended is open again. */
  cancel(actor: Actor, id: string, expected: ExpectedVersions): Promise<TenancyEvent> {
    const reach = reachOf(actor);
    return this.transactions.run(async (tx) => {
      const event = reachable(reach, await this.events.byIdForChange(tx, id));
      assertExpected(expected, event.version);
      if (event.cancelledAt !== null) throw tenancyEventErrors.eventCancelled();
      const cancelledAt = this.clock.now();
      const cancelled = await this.events.cancel(tx, [id], cancelledAt);
      await this.changes.publishCancelled(tx, cancelled, 'mistaken');
      return { ...event, ...cancelled[0], cancelledAt };
    });
  }

  private async tenancyOf(reach: Reach, command: ReportTenancyEvent): Promise<RosterEntry> {
    const { fileNumber, landlordSiret } = command;
    const entry = withinReach(reach, landlordSiret)
      ? await this.roster.latest(fileNumber, dwellingKey(command.dwellingRef), landlordSiret)
      : null;
    if (entry === null) throw tenancyEventErrors.unknownTenancy();
    return entry;
  }

  private recorded(
    actor: Actor,
    command: ReportTenancyEvent,
    entry: RosterEntry,
    declared: StatedAmounts | null,
  ): TenancyEvent {
    const today = this.clock.today();
    const report: EventReport = {
      kind: command.kind,
      occurredOn: command.occurredOn,
      reportedOn: command.reportedOn ?? today,
      deceased: command.deceased ?? null,
      hindrance: command.hindrance ?? null,
      cotenants: command.cotenants ?? null,
      tenantShareCents: command.tenantShareCents ?? null,
      arrearsCents: command.arrearsCents ?? null,
    };
    const tenancy: KnownTenancy = {
      leaseStartsOn: entry.leaseStartsOn,
      ...amountsOf(
        { ...command, rentCents: command.tenantShareCents ?? command.rentCents },
        declared,
        {
          rentCents: entry.previousRentCents,
          chargesCents: entry.previousChargesCents,
          aidCents: entry.aidCents,
          aidPaidTo: entry.aidPaidTo,
        },
      ),
    };
    const faults = reportFaults(report, tenancy, today);
    if (faults.length > 0) {
      throw tenancyEventErrors.eventRefused(
        {},
        faults.map(({ field, code }) => ({
          pointer: `/${field}`,
          code,
          detail: EVENT_CODES[code],
        })),
      );
    }
    const effect = effectOf(report, tenancy);
    const debt = 'thresholdCents' in effect ? effect : null;
    return Object.assign(new TenancyEvent(), report, {
      id: newId(),
      version: 1,
      fileNumber: entry.fileNumber,
      dwellingRef: entry.dwellingRef,
      landlordSiret: entry.landlordSiret,
      thresholdCents: debt?.thresholdCents ?? null,
      constituted: debt?.constituted ?? null,
      reportDueOn: effect.reportDueOn,
      lastDayOfRight: effect.lastDayOfRight,
      effectiveOn: effect.effectiveOn,
      planDueOn: debt?.planDueOn ?? null,
      declarationId: null,
      reportedBy: actor.subject,
      recordedAt: this.clock.now(),
      cancelledAt: null,
    });
  }
}

function reachable(reach: Reach, event: TenancyEvent | null): TenancyEvent {
  if (event === null || !withinReach(reach, event.landlordSiret)) throw requestErrors.unknownId();
  return event;
}
