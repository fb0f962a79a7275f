import { Injectable } from '@nestjs/common';

import { declarationAcceptedV1 } from '@passerelle/contracts';
import { Outbox } from '@passerelle/messaging';
import type { Tx } from '@passerelle/persistence';

import { baseChangesOn, type CampaignDates } from '../campaigns/campaign.js';
import { RegularisationsService } from '../suspensions/regularisations.service.js';
import { StatedEventsService } from '../tenancy-events/stated-events.service.js';
import type { Declaration } from './declaration.entity.js';
import { DeclarationsRepository } from './declarations.repository.js';
import type { LineRecord } from './lines.directory.js';
import { acceptedInForce } from './versions.js';

const PAGE = 5_000;

/** What follows from accepted lines: tenancy events, the end of suspensions, and the event for others. */
@Injectable()
export class LineConsequencesService {
  constructor(
    private readonly declarations: DeclarationsRepository,
    private readonly statedEvents: StatedEventsService,
    private readonly regularisations: RegularisationsService,
    private readonly outbox: Outbox,
  ) {}

  /**
   * @param record what was on record when the version was judged
   * @returns the record with the stored version and its consequences
   */
  async ofDeclaration(
    tx: Tx,
    declaration: Declaration,
    record: LineRecord,
    campaign: CampaignDates,
  ): Promise<LineRecord> {
    const { aidCents = null, aidPaidTo = null, previousChargesCents = null } = record.tenancy ?? {};
    const { id } = declaration;
    const inForce = acceptedInForce([
      declaration,
      ...(record.declaration === null ? [] : [record.declaration]),
      ...record.replaced,
    ]);
    const roster = { aidCents, aidPaidTo, expectedChargesCents: previousChargesCents };
    const statement = inForce && { ...inForce, id, ...roster };
    const events = await this.statedEvents.ofDeclaration(tx, id, statement, record.events);
    if (declaration.status !== 'accepted') return { ...record, declaration, events };
    const suspension = await this.regularised(tx, declaration, record.suspension);
    await this.publishAccepted(tx, [declaration], campaign);
    return { ...record, declaration, events, suspension };
  }

  /** For a whole file, a page at a time. */
  async ofImport(tx: Tx, importId: string, campaign: CampaignDates): Promise<void> {
    await this.statedEvents.ofImport(tx, importId);
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

  /** For lines that are confirmed together. */
  async ofConfirmations(
    tx: Tx,
    declarations: readonly Declaration[],
    campaign: CampaignDates,
  ): Promise<void> {
    if (declarations.length === 0) return;
    await this.statedEvents.ofDeclarations(
      tx,
      declarations.map(({ id }) => id),
    );
    const { referenceYear } = campaign;
    await this.regularisations.regularise(tx, referenceYear, { referenceYear });
    await this.publishAccepted(tx, declarations, campaign);
  }

  private async regularised(
    tx: Tx,
    { id: declarationId, referenceYear }: Declaration,
    suspension: LineRecord['suspension'],
  ): Promise<LineRecord['suspension']> {
    if (suspension?.status !== 'suspended') return suspension;
    await this.regularisations.regularise(tx, referenceYear, { declarationId });
    return { ...suspension, status: 'regularised' };
  }

  private async publishAccepted(
    tx: Tx,
    declarations: readonly Declaration[],
    campaign: CampaignDates,
  ): Promise<void> {
    this.outbox.publishAll(
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
