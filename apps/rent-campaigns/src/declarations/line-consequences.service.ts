import { Injectable } from '@nestjs/common';

import { declarationAcceptedV1 } from '@passerelle/contracts';
import { Outbox } from '@passerelle/messaging';
import type { Tx } from '@passerelle/persistence';

import { baseChangesOn, type CampaignDates } from '../campaigns/campaign.js';
import { RegularisationsService } from '../suspensions/regularisations.service.js';
import { StatedEventsService } from '../tenancy-events/stated-events.service.js';
import type { Declaration } from './declaration.entity.js';
import { DeclarationsRepository } from './declarations.repository.js';

const PAGE = 5_000;

/** What follows from accepted lines: tenancy events, regularised suspensions, and the event to others. */
@Injectable()
export class LineConsequencesService {
  constructor(
    private readonly declarations: DeclarationsRepository,
    private readonly statedEvents: StatedEventsService,
    private readonly regularisations: RegularisationsService,
    private readonly outbox: Outbox,
  ) {}

  async ofDeclaration(tx: Tx, declaration: Declaration, campaign: CampaignDates): Promise<void> {
    if (declaration.status !== 'accepted') return;
    await this.statedEvents.follow(tx, { declarationId: declaration.id });
    await this.regularisations.regularise(tx, declaration.referenceYear, {
      declarationId: declaration.id,
    });
    await this.publishAccepted(tx, [declaration], campaign);
  }

  /** For a whole file, a page at a time. */
  async ofImport(tx: Tx, importId: string, campaign: CampaignDates): Promise<void> {
    await this.statedEvents.follow(tx, { importId });
    const { referenceYear } = campaign;
    await this.regularisations.regularise(tx, referenceYear, { referenceYear });
    if (declarationAcceptedV1.consumers.length === 0) return;
    let after: string | null = null;
    do {
      const page: Declaration[] = await this.declarations.acceptedOf(tx, importId, after, PAGE);
      await this.publishAccepted(tx, page, campaign);
      after = page.length < PAGE ? null : (page.at(-1)?.id ?? null);
    } while (after !== null);
  }

  private async publishAccepted(
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
