import { Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import { Clock } from '@passerelle/kernel';
import { Transactions } from '@passerelle/persistence';

import { correctingOpen } from '../campaigns/campaign.js';
import { CampaignsService } from '../campaigns/campaigns.service.js';
import { reachOf } from '../landlords/reach.policy.js';
import type { ConfirmationsView } from './confirmations.view.js';
import { ConfirmationsRepository, type WaitingFilter } from './confirmations.repository.js';
import type { Declaration } from './declaration.entity.js';
import type { ConfirmDeclarations } from './declarations.dto.js';
import { declarationErrors } from './declarations.errors.js';
import { LineConsequencesService } from './line-consequences.service.js';

/** Lines that one statement confirms. */
const PAGE = 5_000;

@Injectable()
export class ConfirmationsService {
  constructor(
    private readonly campaigns: CampaignsService,
    private readonly confirmations: ConfirmationsRepository,
    private readonly consequences: LineConsequencesService,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Confirms the waiting lines that the actor reaches, all of them or none. */
  async confirm(
    actor: Actor,
    year: string,
    { importId, landlordSiret, anomaly }: ConfirmDeclarations,
  ): Promise<ConfirmationsView> {
    const reach = reachOf(actor);
    const campaign = await this.campaigns.withRoster(year);
    const { referenceYear, correctionEndsOn } = campaign;
    if (!correctingOpen(campaign, this.clock.today())) {
      throw declarationErrors.correctionOver({ correctionEndsOn });
    }
    const filter: WaitingFilter = {
      referenceYear,
      reach,
      importId: importId ?? null,
      landlordSiret: landlordSiret ?? null,
      anomaly: anomaly ?? null,
    };
    const confirming = { by: actor.subject, at: this.clock.now() };
    return this.transactions.run(async (tx) => {
      let confirmed = 0;
      let after: Declaration | null = null;
      do {
        const page: Declaration[] = await this.confirmations.confirm(
          tx,
          filter,
          confirming,
          after,
          PAGE,
        );
        await this.consequences.ofConfirmations(tx, page, campaign);
        confirmed += page.length;
        after = page.length < PAGE ? null : (page.at(-1) ?? null);
      } while (after !== null);
      const left =
        filter.anomaly === null ? 0 : await this.confirmations.withFurtherAnomalies(tx, filter);
      return { confirmed, left };
    });
  }
}
