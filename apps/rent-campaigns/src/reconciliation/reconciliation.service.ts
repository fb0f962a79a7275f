import { Inject, Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import type { PageQuery } from '@passerelle/http';
import type { Page } from '@passerelle/persistence';
import { SETTINGS } from '@passerelle/service-kit';

import { CampaignsService } from '../campaigns/campaigns.service.js';
import { reachOf } from '../landlords/reach.policy.js';
import type { RentCampaignsSettings } from '../rent-campaigns.settings.js';
import { type MismatchedDwelling, ReconciliationRepository } from './reconciliation.repository.js';

@Injectable()
export class ReconciliationService {
  constructor(
    private readonly campaigns: CampaignsService,
    private readonly dwellings: ReconciliationRepository,
    @Inject(SETTINGS) private readonly settings: RentCampaignsSettings,
  ) {}

  async list(
    actor: Actor,
    year: string,
    { limit, after }: PageQuery,
  ): Promise<Page<MismatchedDwelling>> {
    const reach = reachOf(actor);
    const { referenceYear } = await this.campaigns.of(year);
    const tolerance = this.settings.shareToleranceCents;
    return this.dwellings.mismatches(referenceYear, tolerance, reach, limit, after);
  }
}
