import { Injectable } from '@nestjs/common';

import { suspensionRecordedV1, suspensionWithdrawnV1 } from '@passerelle/contracts';
import { Clock } from '@passerelle/kernel';
import { Outbox } from '@passerelle/messaging';
import { type Page, Transactions } from '@passerelle/persistence';

import type { CampaignWithRoster } from '../campaigns/campaign.entity.js';
import { CampaignsService } from '../campaigns/campaigns.service.js';
import type { Reach } from '../landlords/reach.policy.js';
import { RegularisationsService } from './regularisations.service.js';
import type { Suspension } from './suspension.entity.js';
import type { SuspensionsRunView } from './suspension.view.js';
import type { SuspensionsQuery } from './suspensions.dto.js';
import { suspensionErrors } from './suspensions.errors.js';
import {
  type SuspensionCounts,
  SuspensionsRepository,
  type Tenancy,
} from './suspensions.repository.js';

/** Tenants in one transaction. */
const PAGE = 5_000;

@Injectable()
export class SuspensionsService {
  constructor(
    private readonly campaigns: CampaignsService,
    private readonly suspensions: SuspensionsRepository,
    private readonly regularisations: RegularisationsService,
    private readonly outbox: Outbox,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async followAll(): Promise<void> {
    for (const campaign of await this.campaigns.underWay()) await this.follow(campaign);
  }

  /** Updates the record of one campaign on request. */
  async followNow(year: string): Promise<SuspensionsRunView> {
    const campaign = await this.campaigns.withRoster(year);
    const { suspensionOn } = campaign;
    if (this.clock.today() < suspensionOn) {
      throw suspensionErrors.suspensionNotDue({ suspensionOn });
    }
    return this.follow(campaign);
  }

  async list(year: string, query: SuspensionsQuery): Promise<Page<Suspension>> {
    const { referenceYear } = await this.campaigns.of(year);
    const { status, landlordSiret, limit, after } = query;
    return this.suspensions.page(referenceYear, { status, landlordSiret }, limit, after);
  }

  /** Counts the suspensions on record, of all landlords or of one. */
  counts(referenceYear: number, reach: Reach): Promise<SuspensionCounts> {
    return this.suspensions.counts(referenceYear, reach);
  }

  /** Updates the record from facts and dates; a repeated run changes nothing. */
  private async follow(campaign: CampaignWithRoster): Promise<SuspensionsRunView> {
    const suspended = this.clock.today() < campaign.suspensionOn ? 0 : await this.suspend(campaign);
    // Regularise after suspending: this run also covers lines that were accepted while it suspended.
    const { referenceYear } = campaign;
    const regularised = await this.transactions.run((tx) =>
      this.regularisations.regularise(tx, referenceYear, { referenceYear }),
    );
    return { suspended, regularised, withdrawn: await this.withdraw(campaign) };
  }

  private async suspend(campaign: CampaignWithRoster): Promise<number> {
    const { referenceYear } = campaign;
    let total = 0;
    for (let after: Tenancy | null = null; ;) {
      const { page, recorded }: { page: Tenancy[]; recorded: number } = await this.transactions.run(
        async (tx) => {
          const due = await this.suspensions.due(tx, campaign, after, PAGE);
          const fresh = await this.suspensions.suspend(tx, campaign, due, this.clock.now());
          await tx.filled('suspensions', fresh.length);
          this.outbox.publishAll(
            tx,
            suspensionRecordedV1,
            fresh.map(({ id: suspensionId, version, suspendedOn }) => ({
              data: { suspensionId, referenceYear, suspendedOn },
              version,
            })),
          );
          return { page: due, recorded: fresh.length };
        },
      );
      total += recorded;
      after = page.at(-1) ?? null;
      if (page.length < PAGE) return total;
    }
  }

  private async withdraw(campaign: CampaignWithRoster): Promise<number> {
    const { referenceYear } = campaign;
    let total = 0;
    for (;;) {
      const withdrawn = await this.transactions.run(async (tx) => {
        const changed = await this.suspensions.withdraw(tx, campaign, this.clock.today(), PAGE);
        this.outbox.publishAll(
          tx,
          suspensionWithdrawnV1,
          changed.map(({ id: suspensionId, version, suspendedOn, reason }) => ({
            data: { suspensionId, referenceYear, suspendedOn, reason },
            version,
          })),
        );
        return changed.length;
      });
      total += withdrawn;
      if (withdrawn < PAGE) return total;
    }
  }
}
