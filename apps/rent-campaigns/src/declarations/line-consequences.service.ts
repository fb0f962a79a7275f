import { Injectable } from '@nestjs/common';

import {
  declarationAcceptedV1,
  tenancyChangeCancelledV1,
  tenancyChangedV1,
} from '@passerelle/contracts';
import { Clock, newId } from '@passerelle/kernel';
import { Outbox } from '@passerelle/messaging';
import type { Tx } from '@passerelle/persistence';

import { baseChangesOn, type CampaignDates } from '../campaigns/campaign.js';
import { RegularisationsService } from '../suspensions/regularisations.service.js';
import { TenancyEvent } from '../tenancy-events/tenancy-event.entity.js';
import {
  type CancelledEvent,
  type DeclarationScope,
  type TellingDeclaration,
  TenancyEventsRepository,
} from '../tenancy-events/tenancy-events.repository.js';
import { type ToldEvent, toldEvents } from '../tenancy-events/told-events.js';
import type { Declaration } from './declaration.entity.js';
import { DeclarationsRepository } from './declarations.repository.js';

const PAGE = 5_000;

/** What follows from accepted lines: the events that they tell of, and what others are told. */
@Injectable()
export class LineConsequencesService {
  constructor(
    private readonly events: TenancyEventsRepository,
    private readonly declarations: DeclarationsRepository,
    private readonly regularisations: RegularisationsService,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  async ofDeclaration(tx: Tx, declaration: Declaration, campaign: CampaignDates): Promise<void> {
    if (declaration.status !== 'accepted') return;
    await this.follow(tx, { declarationId: declaration.id });
    await this.regularisations.regularise(tx, declaration.referenceYear, {
      declarationId: declaration.id,
    });
    await this.announce(tx, [declaration], campaign);
  }

  /** For a whole file, a page at a time. */
  async ofImport(tx: Tx, importId: string, campaign: CampaignDates): Promise<void> {
    await this.follow(tx, { importId });
    const { referenceYear } = campaign;
    await this.regularisations.regularise(tx, referenceYear, { referenceYear });
    if (declarationAcceptedV1.consumers.length === 0) return;
    let after: string | null = null;
    do {
      const page: Declaration[] = await this.declarations.acceptedOf(tx, importId, after, PAGE);
      await this.announce(tx, page, campaign);
      after = page.length < PAGE ? null : (page.at(-1)?.id ?? null);
    } while (after !== null);
  }

  async publish(tx: Tx, events: readonly TenancyEvent[]): Promise<void> {
    await this.outbox.publishAll(
      tx,
      tenancyChangedV1,
      events.map(
        ({ id, version, kind, occurredOn, reportedOn, late, lastDayOfRight, effectiveOn }) => ({
          data: {
            tenancyEventId: id,
            kind,
            occurredOn,
            reportedOn,
            late,
            lastDayOfRight,
            effectiveOn,
          },
          version,
        }),
      ),
    );
  }

  /** So that consumers take back what followed from events that do not hold. */
  async publishCancelled(
    tx: Tx,
    events: readonly CancelledEvent[],
    reason: 'mistaken' | 'superseded',
  ): Promise<void> {
    const cancelledOn = this.clock.today();
    await this.outbox.publishAll(
      tx,
      tenancyChangeCancelledV1,
      events.map(({ id: tenancyEventId, version, kind, occurredOn }) => ({
        data: { tenancyEventId, kind, occurredOn, cancelledOn, reason },
        version,
      })),
    );
  }

  private async follow(tx: Tx, scope: DeclarationScope): Promise<void> {
    const untold = await this.events.cancelUntold(tx, scope, this.clock.now());
    await this.publishCancelled(tx, untold, 'superseded');
    let after: string | null = null;
    do {
      const page = await this.events.tellingDeclarations(tx, scope, after, PAGE);
      const told = page.flatMap((declaration) =>
        toldEvents(declaration).map((event) => this.recorded(declaration, event)),
      );
      const changed = new Map(
        (await this.events.add(tx, told)).map(({ id, version }) => [id, version]),
      );
      await this.publish(
        tx,
        told.flatMap((event) => {
          const version = changed.get(event.id);
          return version === undefined ? [] : [{ ...event, version }];
        }),
      );
      after = page.length < PAGE ? null : (page.at(-1)?.id ?? null);
    } while (after !== null);
  }

  private recorded(
    declaration: TellingDeclaration,
    { kind, occurredOn, effect }: ToldEvent,
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

  private async announce(
    tx: Tx,
    declarations: readonly Declaration[],
    campaign: CampaignDates,
  ): Promise<void> {
    await this.outbox.publishAll(
      tx,
      declarationAcceptedV1,
      declarations.map((declaration) => ({
        data: {
          declarationId: declaration.id,
          referenceYear: declaration.referenceYear,
          channel: declaration.channel,
          declaredOn: declaration.declaredOn,
          rentCents: declaration.tenantShareCents ?? declaration.rentCents,
          effectiveOn: baseChangesOn(declaration.referenceYear),
          regularised:
            declaration.firstDeclaredOn !== null &&
            declaration.firstDeclaredOn >= campaign.suspensionOn,
        },
        version: declaration.version,
      })),
    );
  }
}
